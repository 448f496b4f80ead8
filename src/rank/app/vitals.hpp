#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace rankplot::app {

/// What some processes have used so far, as the kernel counts it.
struct Usage {
  double busy_s = 0;  ///< on all cores
  std::uint64_t resident_bytes = 0;
  std::uint64_t read_bytes = 0;  ///< by system calls, from files and pipes
};

/// Of one process; empty: it has ended.
std::optional<Usage> usage_of(pid_t process);

/// Of this process and those.
Usage usage_with(const std::vector<pid_t>& painters);

}  // namespace rankplot::app
