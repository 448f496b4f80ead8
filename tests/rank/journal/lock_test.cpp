#include "rank/journal/lock.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <utime.h>

#include <ctime>

#include <gtest/gtest.h>

#include "output_folder.hpp"

using namespace rankplot::journal;

namespace {

const Holder kHere{"here", 4711, "99", 1714557600};
const Holder kElsewhere{"elsewhere", 12, "", 1714557600};

/// What the lock says when it is refused; "" when it is given.
std::string refusal(const std::string& output, const Holder& self) {
  try {
    Lock lock(output, self);
    return "";
  } catch (const OutputError& error) {
    return error.what();
  }
}

/// Leaves the folder as a holder does that ended without a word.
void die_holding(const OutputFolder& output, const Holder& holder) {
  const pid_t child = ::fork();
  if (child == 0) {
    Lock lock(output.path(), holder);
    ::_exit(0);  // without the destructor
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  ASSERT_FALSE(output.text(".rankplot/lock").empty());
}

void age(const OutputFolder& output, long seconds) {
  const std::time_t then = std::time(nullptr) - seconds;
  const utimbuf times{then, then};
  ASSERT_EQ(::utime((output / ".rankplot/lock").c_str(), &times), 0);
}

}  // namespace

TEST(Lock, MakesTheFoldersAndKeepsTheStateToItsUser) {
  const OutputFolder output;
  const Lock lock(output / "deep/figures", kHere);
  struct stat status {};
  ASSERT_EQ(::stat((output / "deep/figures/.rankplot").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0700u);
}

TEST(Lock, RefusesASecondRunAndNamesTheHolder) {
  const OutputFolder output;
  const Lock lock(output.path(), kHere);
  const std::string text = refusal(output.path(), {"here", 4712, "", 1714557700});
  EXPECT_NE(text.find("pid 4711 on here (Slurm job 99) since 2024-"), std::string::npos) << text;
  EXPECT_NE(text.find(output.path()), std::string::npos) << text;
}

TEST(Lock, IsFreeAfterItsHolderLeft) {
  const OutputFolder output;
  { const Lock lock(output.path(), kElsewhere); }
  EXPECT_EQ(refusal(output.path(), kHere), "");
}

TEST(Lock, IsTakenOverFromADeadHolderOfTheSameHost) {
  const OutputFolder output;
  die_holding(output, kHere);
  EXPECT_EQ(refusal(output.path(), {"here", 4712, "", 1714557700}), "");
}

TEST(Lock, BelievesAnotherHostUntilItsLeaseIsOver) {
  const OutputFolder output;
  die_holding(output, kElsewhere);
  const std::string text = refusal(output.path(), kHere);
  EXPECT_NE(text.find("pid 12 on elsewhere since"), std::string::npos) << text;
  age(output, Lock::kLeaseSeconds - 60);
  EXPECT_NE(refusal(output.path(), kHere), "");
  age(output, Lock::kLeaseSeconds + 60);
  EXPECT_EQ(refusal(output.path(), kHere), "");
}

TEST(Lock, TellsWhoHoldsIt) {
  const OutputFolder output;
  EXPECT_FALSE(holder(output.path()));
  {
    const Lock lock(output.path(), kHere);
    EXPECT_EQ(holder(output.path()), kHere);
  }
  EXPECT_FALSE(holder(output.path()));
}

TEST(Lock, LetsSharesOfAsManyRunBesideEachOther) {
  const OutputFolder output;
  const Lock first(output.path(), Share{1, 3});
  EXPECT_NO_THROW(Lock(output.path(), Share{2, 3}));
  EXPECT_THROW(Lock(output.path(), Share{1, 3}), OutputError);
  EXPECT_THROW(Lock(output.path(), Share{2, 2}), OutputError);
  EXPECT_THROW(Lock(output.path()), OutputError);
  EXPECT_TRUE(holder(output.path()));
}

TEST(Lock, LetsNoShareRunBesideTheWhole) {
  const OutputFolder output;
  const Lock whole(output.path());
  EXPECT_THROW(Lock(output.path(), Share{1, 2}), OutputError);
}

TEST(Lock, TakesNonsenseInTheFileForNobody) {
  const OutputFolder output;
  { const Lock lock(output.path(), kHere); }
  std::ofstream(output / ".rankplot/lock") << std::string(5000, 'x');
  EXPECT_EQ(refusal(output.path(), kHere), "");
}

TEST(Lock, RefusesAFileInPlaceOfTheFolder) {
  const OutputFolder output;
  std::ofstream(output / "file") << "x";
  EXPECT_NE(refusal(output / "file", kHere), "");
  EXPECT_NE(refusal(output / "file/below", kHere), "");
}

TEST(CheckWritable, NamesWhatStandsInTheWayAndTouchesNothing) {
  const OutputFolder output;
  std::ofstream(output / "file") << "x";
  EXPECT_THROW(check_writable(output / "file/figures"), OutputError);
  EXPECT_THROW(check_writable(output / "file"), OutputError);
  EXPECT_NO_THROW(check_writable(output / "new/figures"));
  EXPECT_FALSE(std::filesystem::exists(output / "new"));
}
