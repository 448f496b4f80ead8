#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Slurm batch scripts sized by what there is to draw.
namespace rankplot::site {

/// The nodes of a partition.
struct Nodes {
  std::string partition;  ///< "": this machine, since no Slurm was asked
  int count = 1;
  int cores = 1;                   ///< of each
  std::uint64_t memory_bytes = 0;  ///< of each
};

/// The partition of this name, or the one that is taken without a name ("*"), of what
/// `sinfo -h -o "%P %D %c %m"` prints: nodes, cores and MiB of each line; of several lines of one
/// partition the smallest node counts. None where it is not there.
std::optional<Nodes> nodes_of(const std::string& sinfo, const std::string& partition);
/// Asks Slurm; "" where there is none.
std::string sinfo();

/// What there is to do.
struct Work {
  double painters_s = 0;  ///< of all painters together
  std::uint64_t largest_task_bytes = 0;
  std::uint64_t typical_task_bytes = 0;
};

/// What to ask Slurm for.
struct Allocation {
  int nodes = 1;
  int cores = 1;  ///< of each node
  bool whole_nodes = false;
  std::uint64_t memory_bytes = 0;  ///< of each node
  int minutes = 0;
};

/// As few nodes as draw the work within `wanted_minutes`, or all there are; the time with half as
/// much again as a margin, and what starting and leaving take. Throws base::Error where a task is
/// larger than a node's memory.
Allocation allocation_for(const Work& work, const Nodes& nodes, double wanted_minutes);

/// What the script does.
struct Submission {
  std::string job;        ///< path of the job file, from `directory` or absolute
  std::string output;     ///< "": the job's
  std::string directory;  ///< absolute; where the job's paths begin
  std::string programs;   ///< folder to put into PATH; "": rankplot is found there already
  std::string partition;  ///< "": Slurm's own choice
};

/// slurm/render.sbatch with its sizes and arguments filled in. Throws base::Error where the
/// template lacks a line that is to be filled in.
std::string batch_script(std::string_view render_sbatch, const Allocation& allocation,
                         const Submission& submission);

/// A text as one word of a shell.
std::string quoted(std::string_view text);

}  // namespace rankplot::site
