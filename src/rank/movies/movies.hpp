#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/plan/movies.hpp"
#include "core/plan/outcome.hpp"
#include "rank/movies/film_maker.hpp"

namespace rankplot::movies {

/// The films of a run, made on rank 0 while their pictures are drawn: some at once, each by a
/// painter of its own. Frames travel as files, which all ranks write to the one output folder. One
/// thread.
class Movies {
 public:
  /// `ended` hears of each film, once.
  Movies(Settings settings, std::string output, std::vector<plan::Film> films,
         std::function<void(const plan::FilmOutcome&)> ended);

  /// A picture was saved or failed, in this run or an earlier one.
  void take(const plan::Outcome& outcome);
  /// Short; to be called about every millisecond. True: something happened.
  bool turn();
  /// All pictures that there will be have been told: what lacks one is not made.
  void close();
  bool finished() const { return making_.empty(); }
  /// Films that lacked pictures, or that still were in the making.
  std::uint64_t unmade() const { return unmade_ + making_.size(); }
  /// Of the painters at work.
  std::vector<pid_t> process_ids() const;

 private:
  struct Place {
    FilmMaker* maker;
    std::size_t frame;
  };
  bool turn(FilmMaker& maker);

  Settings settings_;
  std::string output_;
  std::vector<std::unique_ptr<FilmMaker>> making_;
  std::unordered_multimap<std::uint64_t, Place> places_;  ///< by Picture::id
  std::function<void(const plan::FilmOutcome&)> ended_;
  std::uint64_t unmade_ = 0;
};

}  // namespace rankplot::movies
