#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rankplot::site {

/// Looks up an environment variable; empty: not set. Tests pass their own.
using Environment = std::function<std::optional<std::string>(const char* name)>;
Environment process_environment();

/// What launcher and Slurm say before MPI_Init.
struct Launch {
  int ranks = 1;        ///< of the whole program
  int rank = 0;         ///< of this process
  bool mpi = false;     ///< more than one rank: MPI must be started
  std::string refusal;  ///< this process is one of several that know nothing of each other: what to
                        ///< do instead; empty: all is well
};

/// `command` is what the user wants run ("rankplot run job.toml"), for the line of a refusal.
/// Throws base::Error where a launcher's number is none.
Launch read_launch(const Environment& environment, std::string_view command);

/// This host and boot: ranks with equal names share memory and cores.
std::string node_name();
std::string host_name();

}  // namespace rankplot::site
