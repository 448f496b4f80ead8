#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/descriptor.hpp"
#include "core/plan/outcome.hpp"

namespace rankplot::wire {

/// The page of memory that a painter shares with its rank: what each of its threads is doing,
/// written before it is done and readable after the painter died. Plain memory, fixed size, no
/// pointers; strings are cut.
struct ThreadStatus {
  volatile std::uint64_t
      task;  ///< plan::Task::id + 1; scans: kScanBit | id; kSampling, kInspecting; 0: none
  volatile std::uint64_t beats;  ///< counts progress; a deadline runs while it stands still
  volatile plan::Stage stage;
  char file[512];
  char object[512];
};
inline constexpr std::uint64_t kScanBit = std::uint64_t{1} << 63;
inline constexpr std::uint64_t kSampling = ~std::uint64_t{0};
inline constexpr std::uint64_t kInspecting = kSampling - 1;
inline constexpr int kStatusThreads = 4;  ///< read, draw, save, spare

struct StatusBlock {
  std::uint64_t magic;
  volatile std::int32_t
      crashed_thread;  ///< index into threads, set by the signal handler; -1: none
  volatile std::int32_t crash_signal;
  ThreadStatus threads[kStatusThreads];
};

/// Painter's side: says what a thread begins to do, and counts it as progress.
void report(ThreadStatus& thread, std::uint64_t task, plan::Stage stage, std::string_view file = {},
            std::string_view object = {});

/// Rank's side: what a thread said. Whatever stands in the page, the result is well formed.
struct Activity {
  std::uint64_t task = 0;
  plan::Stage stage = plan::Stage::Idle;
  std::string file, object;
};
Activity activity(const ThreadStatus& thread);

/// The block mapped from a memfd that both sides hold.
class StatusPage {
 public:
  static StatusPage create();                      ///< rank: makes and maps it
  static StatusPage open(base::Descriptor memfd);  ///< painter: maps what it inherited; throws
                                                   ///< Error on another size or magic
  int fd() const;
  StatusBlock& block() const { return *block_; }

 private:
  base::Descriptor memfd_;
  std::shared_ptr<StatusBlock> block_;
};

}  // namespace rankplot::wire
