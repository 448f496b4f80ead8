#include "core/plan/movies.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using Ids = std::vector<std::uint64_t>;

job::Job job_with(const std::string& save, const std::string& title = "") {
  job::Job job = testing::job_of({}, {testing::figure("v", "{run}/{step}.png", {})});
  job::Movie movie;
  movie.figure = "v";
  movie.save = {save};
  movie.title = title;
  movie.line = 7;
  job.movies = {movie};
  return job;
}

/// Cases in another order than their indices; the last is refused.
Plan plan_of_two_runs() {
  Plan plan;
  const auto add = [&](std::uint64_t id, std::uint64_t index, const Captures& captures) {
    Task& task = plan.tasks.emplace_back();
    task.captures = captures;
    task.pictures.push_back({id, 0, index});
    task.pictures.back().key = "key " + std::to_string(id);
  };
  add(0, 3, {{"run", "b"}, {"step", "1"}});
  add(1, 1, {{"run", "a"}, {"step", "1"}});
  add(2, 2, {{"run", "a"}, {"step", "2"}});
  plan.refusals.push_back({{3, 0, 4}, {{"run", "b"}, {"step", "2"}}, "too large"});
  plan.picture_count = 4;
  return plan;
}

std::string error_of(const job::Job& job) {
  try {
    films(job, plan_of_two_runs());
    return "";
  } catch (const base::Error& error) {
    return error.what();
  }
}

TEST(Films, ShowAllCasesInTheirOrderRefusedOnesAmongThem) {
  const std::vector<Film> all = films(job_with("all.mp4"), plan_of_two_runs());
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].pictures, (Ids{1, 2, 0, 3}));
  EXPECT_EQ(all[0].files, std::vector<std::string>{"figures/all.mp4"});
}

TEST(Films, AreOneForEachValueOfTheCapturesInSave) {
  const std::vector<Film> all = films(job_with("{run}.mp4", "Run {run}"), plan_of_two_runs());
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].files, std::vector<std::string>{"figures/a.mp4"});
  EXPECT_EQ(all[0].movie.title, "Run a");
  EXPECT_EQ(all[0].pictures, (Ids{1, 2}));
  EXPECT_EQ(all[1].pictures, (Ids{0, 3}));
  EXPECT_NE(all[0].key, all[1].key);
}

TEST(Films, HaveKeysOfAllThatTheyAreMadeFrom) {
  const std::string key = films(job_with("v.mp4"), plan_of_two_runs())[0].key;
  job::Job job = job_with("v.mp4");
  job.movies[0].line = 9;
  EXPECT_EQ(films(job, plan_of_two_runs())[0].key, key);
  job.movies[0].fps = 30;
  EXPECT_NE(films(job, plan_of_two_runs())[0].key, key);
  Plan plan = plan_of_two_runs();
  plan.tasks[0].pictures[0].key = "changed";
  EXPECT_NE(films(job_with("v.mp4"), plan)[0].key, key);
}

TEST(Films, RefuseFieldsThatTheirFramesDoNotHaveOrDifferIn) {
  EXPECT_EQ(error_of(job_with("{rum}.mp4")),
            "job.toml:7: the movie of figure 'v': its frames have no capture {rum}; they have "
            "{run}, {step}");
  EXPECT_NE(error_of(job_with("{run}.mp4", "{step}")).find("which is 1 in one frame and 2 in"),
            std::string::npos);
  job::Job twice = job_with("v.mp4");
  twice.movies.push_back(twice.movies[0]);
  EXPECT_NE(error_of(twice).find("'figures/v.mp4' would be written twice"), std::string::npos);
}

TEST(Films, TakeAsAFrameTheFirstFileWithoutLoss) {
  Outcome outcome;
  outcome.key = "abc";
  outcome.files = {"out/1.jpg", "out/1.tif", "out/1.png"};
  EXPECT_EQ(frame_of("out", outcome), "out/1.tif");
  outcome.files = {"out/1.jpg"};
  EXPECT_EQ(frame_of("out", outcome), "out/.rankplot/frames/abc.png");
  const job::Job job = job_with("v.mp4");
  EXPECT_TRUE(needs_frames(job, job.figures[0], {"1.svg"}));
  EXPECT_FALSE(needs_frames(job, job.figures[0], {"1.svg", "1.png"}));
  job::Figure other = job.figures[0];
  other.name = "w";
  EXPECT_FALSE(needs_frames(job, other, {"1.svg"}));
}

TEST(Films, OutcomesGoThroughJson) {
  const FilmOutcome given{"v", "key", true, {"out/v.mp4"}, 48, 2, 12345, "why"};
  const auto read = nlohmann::json(given).get<FilmOutcome>();
  EXPECT_EQ(nlohmann::json(read), nlohmann::json(given));
  EXPECT_EQ(read.held, 2U);
}

}  // namespace
}  // namespace rankplot::plan
