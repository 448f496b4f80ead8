#include "rank/painters/crew.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::painters {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
constexpr std::chrono::seconds kPatience{20};

Settings fake(std::vector<std::string> arguments = {}) {
  return {FAKE_PAINTER, std::move(arguments), {}};
}

wire::Scan scan(std::uint64_t id, const std::string& command, const std::string& pattern = "") {
  return {id, {command, {pattern}}};
}

wire::Paint paint(std::uint64_t id, const std::string& command) {
  wire::Paint message;
  message.task.id = id;
  message.task.files = {command};
  message.task.cost_bytes = 100;
  return message;
}

/// Exists and is no zombie.
bool runs(int process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string id, name, state;
  return file >> id >> name >> state && state != "Z";
}

bool exists(int process) { return ::kill(process, 0) == 0; }

bool eventually(const std::function<bool()>& condition) {
  const auto until = steady_clock::now() + kPatience;
  while (!condition()) {
    if (steady_clock::now() > until) return false;
    ::usleep(1000);
  }
  return true;
}

/// A crew and what it said, of which tests await what they look for.
class CrewTest : public testing::Test {
 protected:
  void make(Settings settings, int painters = 1) {
    crew_.emplace(std::move(settings));
    for (int i = 0; i < painters; ++i) crew_->start({});
  }

  /// The first event of this kind that passes the test, from those that came since the last.
  template <class Kind>
  Kind await(const std::function<bool(const Kind&)>& wanted = [](const Kind&) { return true; }) {
    const auto until = steady_clock::now() + kPatience;
    while (steady_clock::now() < until) {
      for (std::size_t i = 0; i < events_.size(); ++i) {
        const auto* event = std::get_if<Kind>(&events_[i]);
        if (event == nullptr || !wanted(*event)) continue;
        Kind found = *event;
        events_.erase(events_.begin() + static_cast<std::ptrdiff_t>(i));
        return found;
      }
      for (Event& event : crew_->wait(milliseconds(100))) events_.push_back(std::move(event));
    }
    ADD_FAILURE() << "what was awaited did not happen";
    throw std::runtime_error("nothing happened");
  }

  std::string answer_to(std::uint64_t id) {
    const Said said = await<Said>([&](const Said& one) {
      const auto* scanned = std::get_if<wire::Scanned>(&one.message);
      return scanned != nullptr && scanned->id == id;
    });
    return std::get<wire::Scanned>(said.message).catalog.error;
  }

  void await_ready() {
    await<Said>([](const Said& one) { return std::holds_alternative<wire::Ready>(one.message); });
  }

  std::optional<Crew> crew_;
  std::vector<Event> events_;
};

TEST_F(CrewTest, PassesMessagesBothWays) {
  make(fake());
  crew_->setup({"the job", 0, 0});
  crew_->send(0, scan(1, "hello"));
  crew_->send(0, scan(2, "setup"));
  EXPECT_EQ(crew_->load(0), 2U);
  EXPECT_EQ(answer_to(1), "hello");
  EXPECT_EQ(answer_to(2), "the job");
  EXPECT_EQ(crew_->load(0), 0U);
  EXPECT_EQ(crew_->broken(), "");
}

TEST_F(CrewTest, ChargesTheCrashingThreadsTaskAloneAndStartsAnew) {
  make(fake());
  crew_->setup({"kept", 0, 0});
  crew_->send(0, paint(5, "crash"));
  crew_->send(0, paint(6, "done"));
  const Lost lost = await<Lost>();
  EXPECT_EQ(lost.cause, "signal 11 (Segmentation fault)");
  ASSERT_EQ(lost.unfinished.size(), 2U);
  EXPECT_EQ(lost.charged, 0U);
  EXPECT_EQ(lost.stage, plan::Stage::Draw);
  EXPECT_EQ(lost.file, "crash");

  crew_->send(0, scan(1, "setup"));
  EXPECT_EQ(answer_to(1), "kept");
}

TEST_F(CrewTest, NoticesAStackThatOverflows) {
  make(fake());
  crew_->send(0, scan(1, "overflow"));
  const Lost lost = await<Lost>();
  EXPECT_EQ(lost.cause, "signal 11 (Segmentation fault)");
  EXPECT_EQ(lost.charged, 0U);
}

TEST_F(CrewTest, DeliversWhatWasSaidBeforeTheCrash) {
  make(fake());
  crew_->send(0, scan(1, "hello"));
  crew_->send(0, scan(2, "crash"));
  const Lost lost = await<Lost>();
  ASSERT_EQ(lost.unfinished.size(), 1U);
  EXPECT_EQ(std::get<wire::Scan>(lost.unfinished[0]).id, 2U);
  EXPECT_EQ(answer_to(1), "hello");
}

TEST_F(CrewTest, RepeatsTheLastWordsOfOneThatAborts) {
  make(fake());
  crew_->send(0, scan(1, "abort"));
  EXPECT_EQ(await<Lost>().cause, "signal 6 (Aborted): first line | last words");
}

TEST_F(CrewTest, NamesTheExitCodeAndTheLastWords) {
  make(fake());
  crew_->send(0, scan(1, "leave"));
  const Lost lost = await<Lost>();
  EXPECT_EQ(lost.cause, "exit code 127: cannot open libsomething.so");
  EXPECT_EQ(lost.charged, 0U);
}

TEST_F(CrewTest, EndsAPainterThatHangs) {
  Settings settings = fake();
  settings.limits.first_deadline_s = 0.3;
  make(settings);
  crew_->send(0, paint(8, "hang"));
  const Lost lost = await<Lost>();
  EXPECT_EQ(lost.cause, "no progress for 0.3 s");
  EXPECT_EQ(lost.charged, 0U);
  crew_->send(0, scan(1, "again"));
  EXPECT_EQ(answer_to(1), "again");
}

TEST_F(CrewTest, EndsAPainterThatWasStopped) {
  Settings settings = fake();
  settings.limits.first_deadline_s = 0.3;
  make(settings);
  await_ready();
  const int process = crew_->process_ids().at(0);
  ASSERT_EQ(::kill(process, SIGSTOP), 0);
  crew_->send(0, scan(1, "hello"));
  const Lost lost = await<Lost>();
  EXPECT_EQ(lost.unfinished.size(), 1U);
  EXPECT_FALSE(lost.charged) << "it had not begun";
  EXPECT_FALSE(exists(process));
}

TEST_F(CrewTest, LeavesAnIdlePainterAlone) {
  Settings settings = fake();
  settings.limits.first_deadline_s = 0.05;
  make(settings);
  await_ready();
  const auto until = steady_clock::now() + milliseconds(300);
  while (steady_clock::now() < until) EXPECT_TRUE(crew_->wait(milliseconds(50)).empty());
}

TEST_F(CrewTest, EndsAPainterThatExceedsItsMemory) {
  Settings settings = fake();
  settings.limits.memory_bytes = 200'000'000;
  make(settings);
  crew_->send(0, scan(1, "eat"));
  const Lost lost = await<Lost>();
  EXPECT_TRUE(lost.cause.starts_with("used 0.") && lost.cause.ends_with(" GB of its 0.2 GB"))
      << lost.cause;
  EXPECT_EQ(lost.charged, 0U);
}

TEST_F(CrewTest, ChargesTheRunningTaskOfOneThatWasKilled) {
  make(fake());
  crew_->send(0, paint(5, "wait"));
  await<Said>(
      [](const Said& one) { return std::holds_alternative<wire::PictureDone>(one.message); });
  ::kill(crew_->process_ids().at(0), SIGKILL);
  const Lost lost = await<Lost>();
  EXPECT_EQ(lost.cause, "signal 9 (Killed)");
  EXPECT_EQ(lost.unfinished.size(), 1U);
}

TEST_F(CrewTest, LosesOnlyTheWorkOfTheOneThatDied) {
  make(fake(), 2);
  crew_->send(0, scan(1, "crash"));
  crew_->send(1, scan(2, "hello"));
  EXPECT_EQ(await<Lost>().painter, 0);
  EXPECT_EQ(answer_to(2), "hello");
}

TEST_F(CrewTest, GivesUpAfterThreeDeathsThatNothingIsToBlameFor) {
  make(fake({"--exit", "127"}));
  crew_->send(0, scan(1, "hello"));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(await<Lost>().cause, "exit code 127: cannot load the graphics library");
  }
  EXPECT_TRUE(crew_->process_ids().empty());
  EXPECT_NE(crew_->broken().find("cannot load the graphics library"), std::string::npos);

  crew_->send(0, scan(9, "hello"));
  const Lost lost = await<Lost>();
  EXPECT_EQ(lost.cause, crew_->broken());
  ASSERT_EQ(lost.unfinished.size(), 1U);
  EXPECT_EQ(std::get<wire::Scan>(lost.unfinished[0]).id, 9U);
}

TEST_F(CrewTest, GoesOnWhereDeathsAreTheTasksOwn) {
  make(fake());
  for (std::uint64_t id = 0; id < 6; ++id) {
    crew_->send(0, scan(id, "crash"));
    EXPECT_EQ(await<Lost>().charged, 0U);
  }
  EXPECT_EQ(crew_->broken(), "");
  crew_->send(0, scan(9, "hello"));
  EXPECT_EQ(answer_to(9), "hello");
}

TEST_F(CrewTest, SaysWhichProgramCannotBeStarted) {
  Crew crew({"/nowhere/rankplot-painter", {}, {}});
  try {
    crew.start({});
    FAIL() << "started";
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("/nowhere/rankplot-painter"), std::string::npos);
  }
}

TEST_F(CrewTest, EndsOneThatSendsNoMessages) {
  make(fake());
  crew_->send(0, scan(1, "garbage"));
  EXPECT_NE(await<Lost>().cause.find("received a packet"), std::string::npos);
}

TEST_F(CrewTest, EndsOneThatClosesItsSocketAndGoesOn) {
  make(fake());
  crew_->send(0, scan(1, "close"));
  EXPECT_EQ(await<Lost>().cause, "closed its socket and went on");
}

TEST_F(CrewTest, ReplacesOneThatGrewAndLosesNothing) {
  Settings settings = fake();
  settings.limits.growth_bytes = 50'000'000;
  make(settings);
  await_ready();
  const int first = crew_->process_ids().at(0);
  std::uint64_t id = 0;
  // Grows by 60 MB after the first second, in which its usual size is measured.
  const auto start = steady_clock::now();
  bool grown = false;
  ASSERT_TRUE(eventually([&] {
    const bool now = !grown && steady_clock::now() - start > milliseconds(1300);
    grown = grown || now;
    crew_->send(0, scan(++id, now ? "grow" : "hello"));
    EXPECT_EQ(answer_to(id), now ? "grow" : "hello");
    const auto processes = crew_->process_ids();
    return processes.size() == 1 && processes[0] != first;
  }));
  EXPECT_TRUE(std::none_of(events_.begin(), events_.end(),
                           [](const Event& event) { return std::holds_alternative<Lost>(event); }));
}

TEST_F(CrewTest, PinsAllThreads) {
  cpu_set_t allowed;
  ASSERT_EQ(::sched_getaffinity(0, sizeof allowed, &allowed), 0);
  int last = -1;
  for (int core = 0; core < CPU_SETSIZE; ++core) {
    if (CPU_ISSET(static_cast<std::size_t>(core), &allowed)) last = core;
  }
  const auto pinned_to_last = [&](int process) {
    cpu_set_t set;
    return ::sched_getaffinity(process, sizeof set, &set) == 0 && CPU_COUNT(&set) == 1 &&
           CPU_ISSET(static_cast<std::size_t>(last), &set);
  };
  crew_.emplace(fake());
  crew_->start({last});
  crew_->start({});
  EXPECT_TRUE(pinned_to_last(crew_->process_ids().at(0)));
  await_ready();
  crew_->pin(1, {last});
  EXPECT_TRUE(pinned_to_last(crew_->process_ids().at(1)));
  cpu_set_t now;
  ASSERT_EQ(::sched_getaffinity(0, sizeof now, &now), 0);
  EXPECT_TRUE(CPU_EQUAL(&allowed, &now)) << "the rank keeps its own cores";
}

TEST_F(CrewTest, OffersPaintersToTheOomKiller) {
  make(fake());
  std::ifstream file("/proc/" + std::to_string(crew_->process_ids().at(0)) + "/oom_score_adj");
  int score = 0;
  file >> score;
  EXPECT_EQ(score, 1000);
}

TEST_F(CrewTest, PaintersOutliveTheSignalsOfTheGroup) {
  make(fake());
  const int process = crew_->process_ids().at(0);
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2}) ::kill(process, number);
  await_ready();
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2}) ::kill(process, number);
  crew_->send(0, scan(1, "hello"));
  EXPECT_EQ(answer_to(1), "hello");
  EXPECT_EQ(crew_->process_ids().at(0), process);
}

TEST_F(CrewTest, RemovesTheTemporaryFileOfOneThatDied) {
  const auto folder =
      std::filesystem::path(testing::TempDir()) / ("crew-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / ".other.png.1-0.tmp") << "another process's";
  make(fake());
  crew_->send(0, scan(1, "write", (folder / "a.png").string()));
  EXPECT_EQ(answer_to(1), "written");
  ::kill(crew_->process_ids().at(0), SIGKILL);
  await<Lost>();
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    left.push_back(entry.path().filename());
  }
  EXPECT_EQ(left, std::vector<std::string>{".other.png.1-0.tmp"});
  std::filesystem::remove_all(folder);
}

TEST_F(CrewTest, FinishEndsAllAfterTheirWork) {
  make(fake(), 2);
  crew_->send(0, scan(1, "noise"));
  crew_->finish();
  EXPECT_EQ(answer_to(1), "noise");
  EXPECT_TRUE(eventually([&] {
    crew_->wait(milliseconds(10));
    return crew_->process_ids().empty();
  }));
  EXPECT_TRUE(std::none_of(events_.begin(), events_.end(),
                           [](const Event& event) { return std::holds_alternative<Lost>(event); }));
}

TEST_F(CrewTest, LeavesNoProcessBehindWhateverStateTheyAreIn) {
  make(fake(), 3);
  const std::vector<int> processes = crew_->process_ids();
  crew_->send(0, paint(1, "hang"));
  for (int i = 0; i < 3; ++i) await_ready();
  ::kill(processes.at(1), SIGSTOP);
  crew_.reset();
  for (const int process : processes) EXPECT_FALSE(exists(process));
}

/// A rank of its own process, so that it can be killed.
int rank_with_painter(bool stopped, int report_fd) {
  const int rank = ::fork();
  if (rank != 0) return rank;
  Crew crew(fake());
  crew.start({});
  const auto until = steady_clock::now() + kPatience;
  while (crew.wait(milliseconds(10)).empty() && steady_clock::now() < until) {
  }
  const int painter = crew.process_ids().at(0);
  if (stopped) ::kill(painter, SIGSTOP);
  (void)!::write(report_fd, &painter, sizeof painter);
  while (true) ::pause();
}

TEST(Orphans, AreNoneWhenTheRankIsKilled) {
  // Painters whose parent died come to this process, which can then see that they end.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  for (const bool stopped : {false, true}) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const int rank = rank_with_painter(stopped, ends[1]);
    int painter = -1;
    ASSERT_EQ(::read(ends[0], &painter, sizeof painter), static_cast<ssize_t>(sizeof painter));
    EXPECT_TRUE(runs(painter));
    ::kill(rank, SIGKILL);
    ASSERT_EQ(::waitpid(rank, nullptr, 0), rank);
    EXPECT_TRUE(eventually([&] { return !runs(painter); }));
    ::waitpid(painter, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
  }
}

}  // namespace
}  // namespace rankplot::painters
