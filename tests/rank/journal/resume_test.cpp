#include "rank/journal/resume.hpp"

#include <gtest/gtest.h>

#include "output_folder.hpp"

using namespace rankplot;
using namespace rankplot::journal;

namespace {

/// Pictures 0, 1, ... with keys "k0", "k1", ..., two a task, of the figures 0 and 1 in turn.
plan::Plan plan_of(std::uint64_t pictures) {
  plan::Plan plan;
  plan.picture_count = pictures;
  for (std::uint64_t id = 0; id < pictures; ++id) {
    if (id % 2 == 0) plan.tasks.emplace_back().id = id / 2;
    plan::Picture& picture = plan.tasks.back().pictures.emplace_back();
    picture.id = id;
    picture.figure = static_cast<std::uint32_t>(id % 2);
    picture.key = fmt::format("k{}", id);
    plan.writes.emplace(plan::digest(fmt::format("out/{}.png", id)), id);
  }
  return plan;
}

plan::Outcome outcome(std::uint64_t picture, bool saved = true) {
  plan::Outcome outcome;
  outcome.picture = picture;
  outcome.key = fmt::format("k{}", picture);
  outcome.saved = saved;
  if (saved) outcome.files = {fmt::format("out/{}.png", picture)};
  return outcome;
}

Record record_of(std::vector<plan::Outcome> outcomes) {
  Record record;
  record.header.output = "out";
  record.outcomes = std::move(outcomes);
  return record;
}

const std::function<bool(const std::string&)> kAllThere = [](const std::string&) { return true; };

std::vector<std::uint64_t> to_draw(const plan::Plan& plan) {
  std::vector<std::uint64_t> ids;
  for (const plan::Task& task : plan.tasks) {
    EXPECT_FALSE(task.pictures.empty());
    for (const plan::Picture& picture : task.pictures) ids.push_back(picture.id);
  }
  return ids;
}

using Ids = std::vector<std::uint64_t>;

}  // namespace

TEST(Resume, DrawsAllWhereNothingIsThere) {
  plan::Plan plan = plan_of(4);
  const Resumed resumed = resume(plan, "out", {}, {}, kAllThere);
  EXPECT_EQ(to_draw(plan), (Ids{0, 1, 2, 3}));
  EXPECT_TRUE(resumed.kept.empty());
}

TEST(Resume, DrawsWhatIsMissingFailedChangedOrRemoved) {
  plan::Plan plan = plan_of(6);
  plan::Outcome changed = outcome(2);
  changed.key = "before";
  const auto there = [](const std::string& file) { return file != "out/3.png"; };
  const Resumed resumed = resume(
      plan, "out", {record_of({outcome(0), outcome(1, false), changed, outcome(3), outcome(4)})},
      {}, there);
  EXPECT_EQ(to_draw(plan), (Ids{1, 2, 3, 5}));
  ASSERT_EQ(resumed.kept.size(), 2U);
  EXPECT_TRUE(resumed.leftovers.empty()) << "2.png is written again";
}

TEST(Resume, GivesWhatIsKeptTheNumbersOfTheNewPlan) {
  plan::Plan plan = plan_of(2);
  plan::Outcome earlier = outcome(1);
  earlier.picture = 17;
  earlier.task = 9;
  const Resumed resumed = resume(plan, "out", {record_of({earlier})}, {}, kAllThere);
  ASSERT_EQ(resumed.kept.size(), 1U);
  EXPECT_EQ(resumed.kept[0].picture, 1U);
  EXPECT_EQ(resumed.kept[0].task, 0U);
}

TEST(Resume, LeavesOutWhatKilledPaintersUntilAsked) {
  plan::Outcome killer = outcome(0, false);
  killer.set_aside = true;
  plan::Plan plan = plan_of(2);
  const Resumed resumed = resume(plan, "out", {record_of({killer})}, {}, kAllThere);
  EXPECT_EQ(to_draw(plan), Ids{1});
  ASSERT_EQ(resumed.kept.size(), 1U);
  EXPECT_TRUE(resumed.kept[0].set_aside);
  Choice asked;
  asked.retry_set_aside = true;
  plan = plan_of(2);
  resume(plan, "out", {record_of({killer})}, asked, kAllThere);
  EXPECT_EQ(to_draw(plan), (Ids{0, 1}));
}

TEST(Resume, DrawsAllWhenForced) {
  Choice force;
  force.force = true;
  plan::Plan plan = plan_of(2);
  EXPECT_TRUE(
      resume(plan, "out", {record_of({outcome(0), outcome(1)})}, force, kAllThere).kept.empty());
  EXPECT_EQ(to_draw(plan), (Ids{0, 1}));
}

TEST(Resume, DrawsOnlyTheFiguresChosenAndKeepsTheRest) {
  Choice only;
  only.force = true;
  only.figures = std::set<std::uint32_t>{1};
  plan::Plan plan = plan_of(6);
  const Resumed resumed = resume(
      plan, "out", {record_of({outcome(0), outcome(1), outcome(2, false)})}, only, kAllThere);
  EXPECT_EQ(to_draw(plan), (Ids{1, 3, 5}));
  EXPECT_EQ(resumed.kept.size(), 2U) << "0, and the failure of 2";
}

TEST(Resume, DrawsOnlyWhatFailed) {
  Choice only;
  only.only_failed = true;
  plan::Plan plan = plan_of(4);
  const Resumed resumed =
      resume(plan, "out", {record_of({outcome(0), outcome(1, false)})}, only, kAllThere);
  EXPECT_EQ(to_draw(plan), Ids{1});
  EXPECT_EQ(resumed.kept.size(), 1U);
}

TEST(Resume, GivesEachTaskToOneShare) {
  std::set<std::uint64_t> drawn;
  for (std::uint32_t number = 1; number <= 2; ++number) {
    Choice choice;
    choice.share = {number, 2};
    plan::Plan plan = plan_of(8);
    const Resumed resumed =
        resume(plan, "out", {record_of({outcome(0), outcome(2)})}, choice, kAllThere);
    EXPECT_EQ(resumed.kept.size(), 1U) << "its own part";
    for (const std::uint64_t id : to_draw(plan)) EXPECT_TRUE(drawn.insert(id).second);
  }
  EXPECT_EQ(drawn, (std::set<std::uint64_t>{1, 3, 4, 5, 6, 7}));
}

TEST(Resume, ListsWhatIsNotMadeAnyMore) {
  plan::Plan plan = plan_of(2);
  plan::Outcome gone = outcome(7);
  gone.files = {"out/v/7.png", "out/7.jpg"};
  plan::Outcome outside = outcome(8);
  outside.files = {"elsewhere/8.png", "out/../9.png"};
  Record record = record_of({outcome(0), gone, outside});
  record.leftovers = {"older.png", "../older.png", "1.png"};
  const auto there = [](const std::string& file) { return file != "out/7.jpg"; };
  EXPECT_EQ(resume(plan, "out", {record}, {}, there).leftovers,
            (std::vector<std::string>{"older.png", "v/7.png"}));
}

TEST(Resume, FindsFilesAgainInAFolderThatWasMoved) {
  plan::Plan plan = plan_of(1);
  const auto there = [](const std::string& file) { return file == "new/0.png"; };
  const Resumed resumed = resume(plan, "new", {record_of({outcome(0)})}, {}, there);
  ASSERT_EQ(resumed.kept.size(), 1U);
  EXPECT_EQ(resumed.kept[0].files, std::vector<std::string>{"new/0.png"});
}

TEST(Presence, KnowsFilesFromFoldersAndWhatIsMissing) {
  const OutputFolder output;
  std::filesystem::create_directories(output / "folder.png");
  std::ofstream(output / "file.png") << "x";
  Presence presence;
  EXPECT_TRUE(presence(output / "file.png"));
  EXPECT_FALSE(presence(output / "folder.png"));
  EXPECT_FALSE(presence(output / "other.png"));
  EXPECT_FALSE(presence(output / "missing/file.png"));
  EXPECT_FALSE(presence("no_such_file_in_the_working_folder"));
}
