#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/outcome.hpp"
#include "rank/monitor/board.hpp"
#include "rank/monitor/report.hpp"
#include "rank/monitor/server.hpp"

namespace rankplot::monitor {

struct Settings {
  ServerSettings server;
  RunFacts run;
  bool serve = true;          ///< false: only index.html
  double report_every_s = 5;  ///< index.html while the run goes on, at the earliest
};

/// The live monitor of one run: gathers what happens, shows it to browsers, keeps index.html up to
/// date. Single thread; returns at once. Nothing that goes wrong here throws or stops the run: see
/// problem().
class Monitor {
 public:
  explicit Monitor(Settings settings);
  ~Monitor();  ///< removes the file with the URL

  void record(const plan::Outcome& outcome);
  /// The gallery holds these and what is recorded from now on.
  void list(const std::vector<plan::Outcome>& outcomes);
  void progress(std::uint64_t done, std::uint64_t failed, std::uint64_t total);
  void activity(RankActivity activity);
  /// Asked for what is streamed each time that the page is refreshed.
  void series_from(std::function<std::vector<Series>()> source);
  /// To be called often: sends what is due.
  void tick();
  /// The run has ended: the last state to viewers and to index.html.
  void end(const std::string& how);

  /// Where to look, for people: the URL's file and the ssh line, never the token.
  std::string where() const;
  const std::string& problem() const { return problem_; }

 private:
  void serve();
  void publish(double now_s);
  void write_report(double now_s);
  State state(double now_s) const;
  void give_up(const std::string& reason);

  Settings settings_;
  Board board_;
  Gallery gallery_;
  ReportWriter writer_;
  std::function<std::vector<Series>()> series_;
  std::unique_ptr<Server> server_;
  std::string url_file_;
  double published_s_ = 0, reported_s_ = 0;
  std::string problem_;
};

}  // namespace rankplot::monitor
