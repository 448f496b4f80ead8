#include "rank/movies/choice.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <unordered_map>

namespace rankplot::movies {

std::vector<Candidate> candidates(std::vector<plan::Film> films,
                                  const std::vector<plan::FilmOutcome>& earlier,
                                  const std::function<bool(const std::string&)>& is_there) {
  std::unordered_map<std::string, const plan::FilmOutcome*> known;
  for (const plan::FilmOutcome& outcome : earlier) known[outcome.key] = &outcome;
  std::vector<Candidate> all;
  for (plan::Film& film : films) {
    Candidate& candidate = all.emplace_back(Candidate{std::move(film), std::nullopt});
    const auto found = known.find(candidate.film.key);
    if (found == known.end() || !found->second->saved) continue;
    if (!std::ranges::all_of(candidate.film.files, is_there)) continue;
    candidate.there = *found->second;
    candidate.there->files = candidate.film.files;  // the folder may have been moved
  }
  return all;
}

std::vector<std::string> leftovers(const std::vector<Candidate>& candidates,
                                   const std::vector<plan::FilmOutcome>& earlier,
                                   const std::string& output,
                                   const std::function<bool(const std::string&)>& is_there) {
  std::set<std::string> written, left;
  for (const Candidate& candidate : candidates)
    written.insert(candidate.film.files.begin(), candidate.film.files.end());
  for (const plan::FilmOutcome& film : earlier) {
    for (const std::string& file : film.files) {
      const std::string below = std::filesystem::path(file).lexically_relative(output).string();
      const bool outside = below.empty() || below.starts_with("..");
      if (!outside && !written.contains(file) && is_there(file)) left.insert(below);
    }
  }
  return {left.begin(), left.end()};
}

std::unordered_set<std::uint64_t> framed(const std::vector<Candidate>& candidates) {
  std::unordered_set<std::uint64_t> pictures;
  for (const auto& [film, there] : candidates) {
    if (!there || there->held > 0) pictures.insert(film.pictures.begin(), film.pictures.end());
  }
  return pictures;
}

Choice choose(std::vector<Candidate> candidates, const plan::Plan& plan, bool force) {
  std::unordered_set<std::uint64_t> drawn;
  for (const plan::Task& task : plan.tasks) {
    for (const plan::Picture& picture : task.pictures) drawn.insert(picture.id);
  }
  const auto is_drawn = [&](std::uint64_t picture) { return drawn.contains(picture); };
  Choice choice;
  for (auto& [film, there] : candidates) {
    const bool stays =
        there && ((!force && there->held == 0) || std::ranges::none_of(film.pictures, is_drawn));
    if (stays)
      choice.kept.push_back(std::move(*there));
    else
      choice.to_make.push_back(std::move(film));
  }
  return choice;
}

}  // namespace rankplot::movies
