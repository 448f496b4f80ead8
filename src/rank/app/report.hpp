#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plan/outcome.hpp"

namespace rankplot::app {

/// The files of the saved pictures, in the order of the plan: each in a line up to 20 files, else
/// their count and the folder.
std::string saved_text(std::vector<plan::Outcome> outcomes, const std::string& output);

/// "812 bytes", "420 kB", "5 MB", "1.5 GB"
std::string size_text(std::uint64_t bytes);

/// The files below `output` that the job does not make any more, and what removes them.
std::string leftovers_text(const std::vector<std::string>& leftovers, const std::string& output);

/// "398 of 400 figures saved, 2 failed"
/// ", 20 of them values of probes"; empty: there are none.
std::string probed_text(const std::vector<plan::Outcome>& outcomes);
std::string counts_text(std::uint64_t saved, std::uint64_t failed, std::uint64_t not_drawn);

/// What `run` and `status` return for these counts.
int code_of(std::uint64_t failed, std::uint64_t not_drawn);

}  // namespace rankplot::app
