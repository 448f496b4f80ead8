#include "rank/app/movie_texts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rank/app/report.hpp"
#include "rank/app/say.hpp"

namespace rankplot::app {

std::string made_text(const std::vector<plan::FilmOutcome>& films) {
  std::string text;
  for (const plan::FilmOutcome& film : films) {
    if (!film.saved) continue;
    text += fmt::format("saved: {} ({}, {}", fmt::join(film.files, ", "),
                        count_of(film.frames, "frame"), size_text(film.bytes));
    if (film.held > 0)
      text += fmt::format("; {} failed, and the one before stays in sight", film.held);
    text += ")\n";
  }
  return text;
}

std::string failed_text(const std::vector<plan::FilmOutcome>& films) {
  std::string text;
  for (const plan::FilmOutcome& film : films) {
    if (film.saved) continue;
    text += fmt::format("failed: movie {} of figure '{}': {}\n", fmt::join(film.files, ", "),
                        film.figure, film.reason);
  }
  return text;
}

std::uint64_t failed_count(const std::vector<plan::FilmOutcome>& films) {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(films, [](const auto& film) { return !film.saved; }));
}

}  // namespace rankplot::app
