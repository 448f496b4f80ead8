#pragma once

#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/plan.hpp"

/// Which windows `rankplot show JOB [FIGURE[:CASE]]...` opens. Pure.
namespace rankplot::app {

/// A figure, and its cases as tasks with that one picture: first the one to begin with, then those
/// after it, then those before it. At most kMostCasesAhead.
struct WindowWanted {
  std::string name;  ///< "plot i=1"
  std::string note;  ///< what to say of the choice; empty: nothing
  std::vector<plan::Task> cases;
};

/// Without choices: every picture of the job. FIGURE alone is its first case; FIGURE:CASE, with
/// NAME=VALUE as in `run --case`, each picture that has these values. Throws base::Error where a
/// choice names nothing, where a picture cannot be drawn, and where there are more than
/// kMostWindows.
std::vector<WindowWanted> windows_wanted(const job::Job& job, const plan::Plan& plan,
                                         const std::vector<std::string>& choices);

inline constexpr std::size_t kMostWindows = 16;
inline constexpr std::size_t kMostCasesAhead = 2000;

}  // namespace rankplot::app
