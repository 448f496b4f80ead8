#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/plan/outcome.hpp"
#include "core/plan/plan.hpp"
#include "rank/dispatch/dispatch.hpp"
#include "rank/painters/crew.hpp"

/// What the ranks say to each other while work is shared out: CBOR, many things in one message.
/// Decoding is strict: what encode does not write is an Error that names the rank.
namespace rankplot::dispatch {

/// One scan or task to be done.
struct Order {
  std::uint64_t id = 0;  ///< of the task; a scan's place among the requests
  std::variant<plan::ScanRequest, plan::Task> what;
  std::vector<std::uint64_t> done;  ///< pictures not to be drawn again
  int avoid_painter = -1;           ///< it died under this task
  bool with_arrays = false;         ///< they come by Session::send_arrays
};

/// Coordinator -> worker.
struct Grant {
  std::vector<Order> orders;
  bool last = false;  ///< nothing is left to grant: settle what is open
  bool drop = false;  ///< give back what has not begun
};

/// A task whose painter died, and it is to blame.
struct Charge {
  std::uint64_t id = 0;
  int painter = 0;
  std::string cause;
  plan::Stage stage = plan::Stage::Idle;
  std::string file, object;
  std::vector<std::uint64_t> done;
};

/// Worker -> coordinator.
struct Report {
  struct Finished {
    std::uint64_t id = 0;
    double seconds = 0;
  };
  struct Catalog {
    std::uint64_t id = 0;
    plan::FileCatalog catalog;
  };
  struct Returned {
    std::uint64_t id = 0;
    std::vector<std::uint64_t> done;
  };
  std::vector<plan::Outcome> outcomes;
  std::vector<Catalog> catalogs;
  std::vector<Finished> finished;
  std::vector<Charge> charged;
  std::vector<Returned> returned;      ///< by a broken crew
  std::vector<std::uint64_t> dropped;  ///< not begun when all was stopped
  std::string broken;                  ///< why this rank's painters do nothing any more
  bool stop = false;                   ///< this rank was asked to stop
  std::vector<painters::Doing> doing;  ///< its painters, when that is to be seen

  bool empty() const;
};

/// Coordinator -> worker: all is over; take the transfers still under way, then say Bye.
struct Leave {
  std::string error;
  Totals totals;
  std::uint64_t transfers = 0;  ///< sent to this rank in all
};
/// Worker -> coordinator: it failed and waits for Leave.
struct Trouble {
  std::string error;
};
/// Worker -> coordinator: its last message.
struct Bye {};
using Control = std::variant<Leave, Trouble, Bye>;

std::string encode(const Grant& grant);
std::string encode(const Report& report);
std::string encode(const Control& control);
Grant decode_grant(std::string_view bytes, int rank);
Report decode_report(std::string_view bytes, int rank);
Control decode_control(std::string_view bytes, int rank);

}  // namespace rankplot::dispatch
