#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rank/dispatch/messages.hpp"
#include "rank/dispatch/scheduler.hpp"

namespace rankplot::dispatch {

/// Why something will not be done.
struct Blame {
  plan::Stage stage = plan::Stage::Idle;
  std::string reason;
  std::string file, object;
  int rank = -1;
  bool set_aside = false;  ///< it killed painters: not to be tried again by the next run either
};

/// What is being shared out, as the coordinator sees it: a list of items, what each one orders, and
/// what becomes of the results.
class Work {
 public:
  virtual ~Work() = default;
  virtual std::vector<Item> items() const = 0;
  virtual std::optional<std::size_t> item_of(std::uint64_t id) const = 0;
  virtual Order order(std::size_t item) const = 0;
  /// Keeps the outcomes and catalogs of a report.
  virtual void take(int rank, Report& report) = 0;
  /// These pictures of the item are not to be drawn again.
  virtual void note_done(std::size_t item, const std::vector<std::uint64_t>& pictures) = 0;
  virtual void give_up(std::size_t item, const Blame& blame) = 0;
  virtual void drop(std::size_t item) = 0;  ///< stopped before it began
  virtual bool complete() const = 0;        ///< every result is in
};

}  // namespace rankplot::dispatch
