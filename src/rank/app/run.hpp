#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "rank/app/look.hpp"
#include "rank/journal/resume.hpp"
#include "rank/painters/crew.hpp"
#include "rank/watch/watch.hpp"

namespace rankplot::app {

/// Whether the page is served: as the job says, or as the command line does.
enum class Serve { AsJob, Yes, No };

/// Drawing figures as their files land.
struct Watching {
  bool on = false;
  double settle_s = 2;  ///< a file that stayed as it is for so long is finished
  watch::Until until;
};

struct RunOptions {
  std::string job;                     ///< as given; relative to where the program was started
  std::string directory;               ///< -C; empty: stay
  std::vector<std::string> overrides;  ///< key=value, for job::parse
  int painters = 0;                    ///< a rank; 0: one a core
  std::uint64_t memory_bytes = 0;      ///< budget of a node; 0: what it and Slurm allow
  bool quiet = false;
  Serve monitor = Serve::AsJob;
  bool window = false;            ///< shows the points also on the monitor rank's display
  journal::Choice choice;         ///< what is to be drawn; `figures` is made from `only`
  std::vector<std::string> only;  ///< names of figures, or "failed"
  Look look;                      ///< what of that to draw
  Watching watching;
  /// Where the job does not come from a file: makes its text, on rank 0; `job` names it in
  /// messages.
  std::function<std::string(painters::Crew&)> job_text;
  bool only_pictures = false;  ///< neither lock, journal, table nor page in the output folder
};

/// The whole run on this rank; starts and ends MPI where there is more than one. Returns the exit
/// code. Throws base::Error for what is wrong before the ranks have met; later faults of ours end
/// all ranks through MPI_Abort.
int run(const RunOptions& options);

}  // namespace rankplot::app
