#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/files.hpp"
#include "core/job/parse.hpp"
#include "core/plan/plan.hpp"
#include "painter/app/output_of.hpp"
#include "painter/encode/encode.hpp"
#include "rank/painters/crew.hpp"

namespace rankplot::app {
namespace {

namespace fs = std::filesystem;
using plan::Outcome;
using plan::Stage;
using std::chrono::milliseconds;

const job::Vocabulary& vocabulary() {
  static const auto words =
      nlohmann::json::parse(output_of(PAINTER " --vocabulary").text).get<job::Vocabulary>();
  return words;
}

const char* const kJob = R"(
output = "figures"
[input]
a = "parallel_plots.h5"
b = "concurrent_saving.h5"
[[figure]]
name = "squares"
save = ["squares.png", "squares.jpg"]
title = "Squares"
  [[figure.layer]]
  kind = "scatter"
  x = "a:/dataset_1/x"
  y = "a:/dataset_1/y"
[[figure]]
name = "roots"
save = "deep/roots.png"
  [[figure.layer]]
  kind = "line"
  x = "a:/dataset_1/x"
  y = "sqrt(a:/dataset_1/y) + 1"
[[figure]]
name = "random"
save = "random.png"
  [[figure.layer]]
  kind = "scatter"
  x = "b:/plot_1/a"
  y = "b:/plot_1/b"
)";

/// A painter, started as a rank starts it, in a folder of its own with sample data.
class Painting : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("painting-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    before_ = fs::current_path();
    fs::current_path(folder_);
    crew_.start({});
    crew_.send(0, wire::Sample{".", 2, 16, 4, 2, 1});
    const auto sampled = await<wire::Sampled>();
    ASSERT_EQ(sampled.error, "");
    ASSERT_FALSE(sampled.files.empty());
  }
  void TearDown() override {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

  template <class Message>
  Message await() {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < until) {
      for (auto event = events_.begin(); event != events_.end(); ++event) {
        const Message* found = wanted<Message>(*event);
        if (found == nullptr) continue;
        Message message = *found;
        events_.erase(event);
        return message;
      }
      for (auto& event : crew_.wait(milliseconds(100))) events_.push_back(std::move(event));
    }
    throw std::runtime_error("what was awaited did not come");
  }

  template <class Message>
  static const Message* wanted(const painters::Event& event) {
    if constexpr (std::is_same_v<Message, painters::Lost>) {
      return std::get_if<painters::Lost>(&event);
    } else {
      const auto* said = std::get_if<painters::Said>(&event);
      return said == nullptr ? nullptr : std::get_if<Message>(&said->message);
    }
  }

  /// Parses the job and lets the painter scan for its plan; all of it as one task.
  plan::Task task_of(const std::string& text) {
    job_ = job::parse(text, "job.toml", vocabulary());
    crew_.setup({nlohmann::json(job_).dump(), 3, std::uint64_t{1} << 30});
    std::vector<plan::FileCatalog> catalogs;
    for (const plan::ScanRequest& request : plan::scans(job_)) {
      crew_.send(0, wire::Scan{catalogs.size(), request});
      catalogs.push_back(await<wire::Scanned>().catalog);
      EXPECT_EQ(catalogs.back().error, "");
    }
    const plan::Plan plan = plan::make(job_, catalogs);
    EXPECT_TRUE(plan.refusals.empty());
    return merged(plan.tasks);
  }

  /// One task of several that differ in the inputs they use.
  static plan::Task merged(const std::vector<plan::Task>& tasks) {
    plan::Task all = tasks.at(0);
    for (std::size_t i = 1; i < tasks.size(); ++i) {
      for (std::size_t input = 0; input < all.files.size(); ++input) {
        if (all.files[input].empty()) all.files[input] = tasks[i].files[input];
      }
      all.pictures.insert(all.pictures.end(), tasks[i].pictures.begin(), tasks[i].pictures.end());
    }
    return all;
  }

  /// Draws a task; its outcomes by figure.
  std::map<std::string, Outcome> draw(wire::Paint paint) {
    const std::size_t pictures = paint.task.pictures.size() - paint.done.size();
    const std::uint64_t id = paint.task.id;
    crew_.send(0, std::move(paint));
    std::map<std::string, Outcome> outcomes;
    EXPECT_EQ(await<wire::TaskDone>().task, id);
    for (std::size_t i = 0; i < pictures; ++i) {
      Outcome outcome = await<wire::PictureDone>().outcome;
      outcomes.emplace(outcome.figure, std::move(outcome));
    }
    return outcomes;
  }

  static std::vector<std::byte> bytes_of(const std::string& path) {
    const std::string text = base::read_text(path, 10'000'000);
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
  }

  static std::set<std::string> files_below(const std::string& folder) {
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) files.insert(entry.path().string());
    }
    return files;
  }

  fs::path folder_, before_;
  painters::Crew crew_{{PAINTER, {}, {}}};
  std::vector<painters::Event> events_;
  job::Job job_;
};

TEST_F(Painting, SavesEveryPictureInEveryFormat) {
  const auto outcomes = draw({task_of(kJob), {}, {}});
  ASSERT_EQ(outcomes.size(), 3U);
  for (const auto& [figure, outcome] : outcomes) {
    EXPECT_TRUE(outcome.saved) << figure << ": " << outcome.reason;
    EXPECT_EQ(outcome.key.size(), 32U);
    EXPECT_EQ(outcome.rank, 3);
    std::uintmax_t bytes = 0;
    for (const std::string& file : outcome.files) bytes += fs::file_size(file);
    EXPECT_EQ(outcome.bytes, bytes);
  }
  EXPECT_EQ(files_below("figures"),
            (std::set<std::string>{"figures/squares.png", "figures/squares.jpg",
                                   "figures/deep/roots.png", "figures/random.png"}));
  const base::Image image = encode::decode(bytes_of("figures/squares.png"), "png");
  EXPECT_EQ(image.width_px, 640);
  EXPECT_EQ(image.height_px, 480);
}

TEST_F(Painting, SaysInTheFileWhatWasDrawnFromWhere) {
  draw({task_of(kJob), {}, {}});
  const std::string jpeg = base::read_text("figures/squares.jpg", 10'000'000);
  for (const char* text : {"rankplot " RANKPLOT_VERSION, "job.toml", "squares",
                           "parallel_plots.h5:/dataset_1/x", "parallel_plots.h5:/dataset_1/y"}) {
    EXPECT_NE(jpeg.find(text), std::string::npos) << text;
  }
  EXPECT_EQ(jpeg.find(folder_.string()), std::string::npos);
}

TEST_F(Painting, DrawsTheSameFromArraysThatItIsGiven) {
  const plan::Task task = task_of(kJob);
  const auto read_itself = draw({task, {}, {}});
  const auto expected = bytes_of("figures/squares.png");

  crew_.send(0, wire::Load{task});
  auto loaded = await<wire::Loaded>();
  ASSERT_EQ(loaded.error, "");
  fs::remove("parallel_plots.h5");
  fs::remove("concurrent_saving.h5");
  fs::remove_all("figures");

  const auto given = draw({task, {}, loaded.arrays});
  ASSERT_EQ(given.size(), 3U);
  for (const auto& [figure, outcome] : given) {
    EXPECT_TRUE(outcome.saved) << outcome.reason;
    EXPECT_EQ(outcome.key, read_itself.at(figure).key);
  }
  EXPECT_EQ(bytes_of("figures/squares.png"), expected);
}

TEST_F(Painting, LoadsTheArraysOfATask) {
  const plan::Task task = task_of(kJob);
  crew_.send(0, wire::Load{task});
  const auto loaded = await<wire::Loaded>();
  ASSERT_EQ(loaded.arrays.size(), 4U) << "x and y of squares, used twice, and two of random";
  std::set<std::vector<double>> values;
  for (const base::Array& array : loaded.arrays) values.insert(base::to_field(array).values);
  EXPECT_TRUE(values.contains({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_TRUE(values.contains({0, 1, 4, 9, 16, 25, 36, 49, 64, 81}));
}

TEST_F(Painting, FailsAloneWhereAFolderStandsInTheWay) {
  fs::create_directories("figures/squares.png");
  const auto outcomes = draw({task_of(kJob), {}, {}});
  const Outcome& failed = outcomes.at("squares");
  EXPECT_FALSE(failed.saved);
  EXPECT_EQ(failed.stage, Stage::Write);
  EXPECT_EQ(failed.file, "figures/squares.png");
  EXPECT_NE(failed.reason.find("directory"), std::string::npos) << failed.reason;
  EXPECT_EQ(failed.files, std::vector<std::string>{"figures/squares.jpg"});
  EXPECT_TRUE(outcomes.at("roots").saved);
  EXPECT_TRUE(outcomes.at("random").saved);
  EXPECT_EQ(files_below("figures").size(), 3U) << "no temporary file is left";
}

TEST_F(Painting, FailsOnlyThePicturesOfAnArrayThatCannotBeRead) {
  const plan::Task task = task_of(kJob);
  fs::remove("concurrent_saving.h5");
  const auto outcomes = draw({task, {}, {}});
  const Outcome& failed = outcomes.at("random");
  EXPECT_FALSE(failed.saved);
  EXPECT_EQ(failed.stage, Stage::Read);
  EXPECT_EQ(failed.file, "concurrent_saving.h5");
  EXPECT_TRUE(outcomes.at("squares").saved);
  EXPECT_TRUE(outcomes.at("roots").saved);

  crew_.send(0, wire::Load{task});
  const auto loaded = await<wire::Loaded>();
  EXPECT_NE(loaded.error, "");
  EXPECT_EQ(loaded.file, "concurrent_saving.h5");
  EXPECT_TRUE(loaded.arrays.empty());
}

TEST_F(Painting, FailsAloneWhereRolesDoNotFitEachOther) {
  std::string text = kJob;
  const std::string role = "sqrt(a:/dataset_1/y) + 1";
  text.replace(text.find(role), role.size(), "a:/dataset_1/y + b:/plot_1/a");  // 10 and 100 values
  const auto outcomes = draw({task_of(text), {}, {}});
  EXPECT_EQ(outcomes.at("roots").stage, Stage::Draw);
  EXPECT_NE(outcomes.at("roots").reason.find("a:/dataset_1/y + b:/plot_1/a"), std::string::npos)
      << outcomes.at("roots").reason;
  EXPECT_TRUE(outcomes.at("squares").saved);
}

TEST_F(Painting, SkipsWhatIsDone) {
  const plan::Task task = task_of(kJob);
  const auto outcomes = draw({task, {task.pictures.at(0).id, task.pictures.at(2).id}, {}});
  ASSERT_EQ(outcomes.size(), 1U);
  EXPECT_EQ(outcomes.begin()->second.picture, task.pictures.at(1).id);
  EXPECT_EQ(files_below("figures").size(), outcomes.begin()->second.files.size());
  std::vector<std::uint64_t> all;
  for (const plan::Picture& picture : task.pictures) all.push_back(picture.id);
  EXPECT_TRUE(draw({task, all, {}}).empty());
}

TEST_F(Painting, RefusesArraysOfAnotherTask) {
  const plan::Task task = task_of(kJob);
  crew_.send(0, wire::Load{task});
  auto arrays = await<wire::Loaded>().arrays;
  arrays.pop_back();
  for (const auto& [figure, outcome] : draw({task, {}, arrays})) {
    EXPECT_FALSE(outcome.saved);
    EXPECT_EQ(outcome.reason, "received 3 arrays for a task that reads 4");
  }
}

TEST_F(Painting, EndsWithItsWorkDone) {
  crew_.send(0, wire::Paint{task_of(kJob), {}, {}});
  crew_.finish();
  await<wire::TaskDone>();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!crew_.process_ids().empty() && std::chrono::steady_clock::now() < until) {
    for (auto& event : crew_.wait(milliseconds(10))) events_.push_back(std::move(event));
  }
  EXPECT_TRUE(crew_.process_ids().empty());
  EXPECT_EQ(files_below("figures").size(), 4U);
}

TEST_F(Painting, SaysWhichSignalEndedIt) {
  ::kill(crew_.process_ids().at(0), SIGSEGV);
  EXPECT_EQ(await<painters::Lost>().cause, "signal 11 (Segmentation fault)");
  EXPECT_TRUE(draw({task_of(kJob), {}, {}}).at("squares").saved) << "by the next one";
}

}  // namespace
}  // namespace rankplot::app
