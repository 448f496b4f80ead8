#pragma once

#include <functional>
#include <string>

#include "rank/app/run_page.hpp"

namespace rankplot::app {

/// Rank 0's end of a page that another rank serves: what happens becomes news, each a text, that
/// are to reach that rank in order.
class PageNews : public PageSink {
 public:
  explicit PageNews(std::function<void(std::string)> send) : send_(std::move(send)) {}

  void record(const plan::Outcome& outcome) override;
  void activity(int rank, const std::vector<painters::Doing>& doing) override;
  void show(const dispatch::Progress& progress) override;
  void begin_round(const std::vector<plan::Outcome>& kept, std::uint64_t pictures) override;

 private:
  std::function<void(std::string)> send_;
};

/// Tells the page what a text of PageNews says. Throws base::Error on any other.
void hear(const std::string& news, PageSink& page);

}  // namespace rankplot::app
