#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/plan/movies.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::movies {

/// A film of the job, and what an earlier run made of it.
struct Candidate {
  plan::Film film;
  std::optional<plan::FilmOutcome> there;  ///< with its files
};

/// `earlier`: what earlier runs say of films, the newest last. Those count that were saved with the
/// same key and whose files are there.
std::vector<Candidate> candidates(std::vector<plan::Film> films,
                                  const std::vector<plan::FilmOutcome>& earlier,
                                  const std::function<bool(const std::string&)>& is_there);

/// Files of earlier films, below `output` and relative to it, that are there and that no candidate
/// writes.
std::vector<std::string> leftovers(const std::vector<Candidate>& candidates,
                                   const std::vector<plan::FilmOutcome>& earlier,
                                   const std::string& output,
                                   const std::function<bool(const std::string&)>& is_there);

/// Picture::id of those whose frames are needed: of the films that are not there, or that hold
/// failed pictures over.
std::unordered_set<std::uint64_t> framed(const std::vector<Candidate>& candidates);

/// Which films are made and which stay.
struct Choice {
  std::vector<plan::Film> to_make;
  std::vector<plan::FilmOutcome> kept;
};

/// `plan` is what will be drawn. A film stays that is there and of which nothing is drawn; or that
/// shows every picture, unless `force` has them drawn again.
Choice choose(std::vector<Candidate> candidates, const plan::Plan& plan, bool force);

}  // namespace rankplot::movies
