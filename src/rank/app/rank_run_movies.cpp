#include <chrono>
#include <filesystem>
#include <thread>

#include <nlohmann/json.hpp>

#include "rank/app/painter_program.hpp"
#include "rank/app/rank_run.hpp"
#include "rank/app/say.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

/// How long rank 0 works at movies before it looks at all else that goes on; and sleeps in it.
constexpr std::chrono::milliseconds kWhile{50}, kNap{1};

std::vector<plan::FilmOutcome> films_in(const std::vector<journal::Record>& records) {
  std::vector<plan::FilmOutcome> films;
  for (const journal::Record& record : records)
    films.insert(films.end(), record.films.begin(), record.films.end());
  return films;
}

}  // namespace

bool RankRun::keeps_frames() const { return !options_.only_pictures && options_.look.whole(); }

bool RankRun::makes_movies() const {
  // Rounds that are not the last only keep frames, and so do shares, for the run of the whole.
  return keeps_frames() && !waits_ && options_.choice.share.is_whole();
}

std::vector<movies::Candidate> RankRun::look_for_movies(const std::vector<journal::Record>& earlier,
                                                        journal::Presence& presence) const {
  if (!makes_movies()) return {};
  return movies::candidates(plan::films(job_, plan_), films_in(earlier), std::ref(presence));
}

void RankRun::add_leftovers(const std::vector<movies::Candidate>& candidates,
                            const std::vector<journal::Record>& earlier,
                            journal::Presence& presence, journal::Resumed& resumed) const {
  if (!makes_movies()) return;
  for (std::string& file :
       movies::leftovers(candidates, films_in(earlier), job_.output, std::ref(presence)))
    resumed.leftovers.push_back(std::move(file));
}

std::vector<plan::FilmOutcome> RankRun::begin_movies(std::vector<movies::Candidate> candidates,
                                                     const std::vector<journal::Record>& earlier) {
  if (!makes_movies()) return films_in(earlier);
  movies::Choice choice = movies::choose(std::move(candidates), plan_, options_.choice.force);
  if (choice.to_make.empty()) return std::move(choice.kept);
  for (const plan::FilmOutcome& film : choice.kept) frames_stay_ = frames_stay_ || film.held > 0;
  const painters::Settings painter = painter_settings();
  movies_ = std::make_unique<movies::Movies>(
      movies::Settings{painter.program, painter.arguments}, job_.output, std::move(choice.to_make),
      [this](const plan::FilmOutcome& film) {
        recorder_->record(film);
        frames_stay_ = frames_stay_ || !film.saved || film.held > 0;
      });
  return std::move(choice.kept);
}

void RankRun::finish_movies() {
  if (given_.movies.empty()) return;
  if (movies_) movies_->close();
  json state = "go on";
  while (state == "go on") {
    state = on_first([&]() -> json { return go_on_with_movies(); });
    if (streaming_) streaming_->turn();
    if (served_ && !first()) served_->tick();
  }
  stopped_ = stopped_ || state == "stop";
  if (movies_ && state == "made") drop_frames();
}

const char* RankRun::go_on_with_movies() {
  if (!movies_ || movies_->finished()) return "made";
  if (is_to_stop()) return "stop";
  const auto until = std::chrono::steady_clock::now() + kWhile;
  while (!movies_->finished() && std::chrono::steady_clock::now() < until) {
    if (!movies_->turn()) std::this_thread::sleep_for(kNap);
  }
  keep_alive();
  return "go on";
}

void RankRun::drop_frames() {
  if (const std::uint64_t unmade = movies_->unmade(); unmade > 0) {
    if (!options_.quiet) {
      say(stdout, fmt::format("{} not made: not all of their pictures are drawn\n",
                              count_of(unmade, "movie")));
    }
    return;
  }
  if (frames_stay_) return;
  std::error_code ignored;  // what stays takes room and does no harm
  fs::remove_all(fs::path(plan::frame_file(job_.output, "any")).parent_path(), ignored);
}

}  // namespace rankplot::app
