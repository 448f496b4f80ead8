#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "rank/site/launch.hpp"

namespace rankplot::site {

/// Answers "scontrol show job -o ID"; tests pass their own.
using AskSlurm = std::function<std::string(const std::string& job_id)>;
/// Asks, for a few seconds at most; "" where there is no answer.
std::string scontrol_show_job(const std::string& job_id);

/// "RUNNING", "COMPLETED", ... from such an answer; "" where there is none.
std::string state_of_job(const std::string& answer);
/// Whether a job in this state does nothing any more, and is not to be run again by itself.
bool is_over(std::string_view state);

/// When the Slurm job that this process belongs to ends, in seconds since 1970: what
/// SLURM_JOB_END_TIME says (Slurm 23.02 and later), else what Slurm answers; none outside a job and
/// where it has no end.
std::optional<std::int64_t> job_end(const Environment& environment, const AskSlurm& ask);

}  // namespace rankplot::site
