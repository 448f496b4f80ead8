#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plan/movies.hpp"

namespace rankplot::app {

/// "saved: figures/v.mp4 (48 frames, 212 kB)", a line a movie; with those that hold failed pictures
/// over.
std::string made_text(const std::vector<plan::FilmOutcome>& films);

/// "failed: movie figures/v.mp4 of figure 'v': REASON", a line each.
std::string failed_text(const std::vector<plan::FilmOutcome>& films);

std::uint64_t failed_count(const std::vector<plan::FilmOutcome>& films);

}  // namespace rankplot::app
