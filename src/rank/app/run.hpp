#pragma once

#include <string>
#include <vector>

namespace rankplot::app {

struct RunOptions {
  std::string job;                     ///< as given; relative to where the program was started
  std::string directory;               ///< -C; empty: stay
  std::vector<std::string> overrides;  ///< key=value, for job::parse
  int painters = 0;                    ///< a rank; 0: one a core
  bool quiet = false;
};

/// The whole run on this rank; starts and ends MPI where there is more than one. Returns the exit
/// code. Throws base::Error for what is wrong before the ranks have met; later faults of ours end
/// all ranks through MPI_Abort.
int run(const RunOptions& options);

}  // namespace rankplot::app
