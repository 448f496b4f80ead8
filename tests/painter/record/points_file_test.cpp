#include "painter/record/points_file.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "core/base/error.hpp"
#include "painter/read/read.hpp"
#include "painter/record/points_mending.hpp"

namespace rankplot::record {
namespace {

namespace fs = std::filesystem;

class Points : public testing::Test {
 protected:
  Points() { fs::create_directories(folder_); }
  ~Points() override { fs::remove_all(folder_); }

  std::string file(const std::string& name = "points.h5") const {
    return (folder_ / name).string();
  }
  std::vector<double> values(const std::string& object) const {
    read::Reader reader;
    return base::to_field(reader.load({file(), object, "", {}}, 1 << 30)).values;
  }

  const fs::path folder_ = fs::path(testing::TempDir()) / fmt::format("points-{}", ::getpid());
};

TEST_F(Points, KeepsAColumnOfEachFieldOfEachSeries) {
  PointsFile points(file());
  points.declare({"random", "", "ro-", "m", 20});
  points.append(0, std::vector<double>{1, 2}, std::vector<double>{10, 20}, 2);
  points.declare({"a/b", "", "", "", 0});
  points.declare({"a_b", "", "", "", 0});
  points.append(0, std::vector<double>{3}, std::vector<double>{30}, 1);
  points.append(2, std::vector<double>{7}, std::vector<double>{70}, 100);
  points.flush();
  // Read while it is open, as a user may.
  EXPECT_EQ(values("/random/x"), (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(values("/random/y"), (std::vector<double>{10, 20, 30}));
  EXPECT_EQ(values("/a_b/x"), std::vector<double>{});
  EXPECT_EQ(values("/a_b 2/y"), std::vector<double>{70});
}

TEST_F(Points, GrowsBeyondAChunk) {
  PointsFile points(file());
  points.declare({"long", "", "", "", 0});
  std::vector<double> x(50'000), y(50'000);
  for (int batch = 0; batch < 4; ++batch) {
    for (std::size_t i = 0; i < x.size(); ++i)
      x[i] = y[i] = static_cast<double>(batch * 50'000 + static_cast<int>(i));
    points.append(0, x, y, x.size());
  }
  points.flush();
  const std::vector<double> all = values("/long/x");
  ASSERT_EQ(all.size(), 200'000U);
  for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i], static_cast<double>(i));
}

TEST_F(Points, CanBeReadAfterItsProcessWasKilled) {
  const pid_t child = ::fork();
  if (child == 0) {
    PointsFile points(file());
    points.declare({"a", "", "", "", 0});
    const std::vector<double> some(1000, 1.0), more(1000, 2.0);
    points.append(0, some, some, some.size());
    points.flush();
    points.append(0, more, more, more.size());  // never flushed
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(values("/a/x"), std::vector<double>(1000, 1.0));
}

TEST_F(Points, CannotBeKeptInAFolderThatIsNotThere) {
  EXPECT_THROW(PointsFile(file("no/such/folder.h5")), base::Error);
}

TEST_F(Points, AreMendedToHoldWhatIsKnownToBeFlushed) {
  {
    PointsFile points(file());
    points.declare({"a", "g", "ro-", "m", 20});
    points.append(0, std::vector<double>{1, 2}, std::vector<double>{10, 20}, 4);
    points.flush();
    points.append(0, std::vector<double>{3}, std::vector<double>{30}, 1);
    points.declare({"b", "", "", "", 0});
  }
  const Flushed first{{"a", "g", "ro-", "m", 20}, 2, 4}, second{{"b", "", "", "", 0}, 0, 0};
  mend_points(file(), {{first.text, 3, 5}, second});  // it holds just that
  EXPECT_EQ(values("/a/x"), (std::vector<double>{1, 2, 3}));
  mend_points(file(), {first});
  EXPECT_EQ(values("/a/x"), (std::vector<double>{1, 2}));
  EXPECT_EQ(values("/a/y"), (std::vector<double>{10, 20}));
  EXPECT_THROW(values("/b/x"), base::Error);
  try {
    mend_points(file(), {{first.text, 9, 9}});
    FAIL() << "points that are nowhere";
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("holds 2 points where 9 were flushed"),
              std::string::npos)
        << error.what();
  }
  EXPECT_EQ(values("/a/x"), (std::vector<double>{1, 2}));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
  mend_points(file("absent.h5"), {});
}

/// Points 0, 1, 2, ... in three series, flushed by threes; says each time how many there are.
[[noreturn]] void write_without_end(const std::string& path, int said) {
  PointsFile points(path);
  for (std::uint64_t flushed = 0;; ++flushed) {
    if (flushed < 3) points.declare({fmt::format("s{}", flushed), "", "", "", 64});
    const std::vector<double> next(3, static_cast<double>(flushed));
    for (std::size_t series = 0; series < std::min<std::size_t>(3, flushed + 1); ++series)
      points.append(series, next, next, 3);
    points.flush();
    const std::uint64_t done = flushed + 1;
    if (::write(said, &done, sizeof done) != sizeof done) ::_exit(1);
  }
}

TEST_F(Points, AreAllThereWheneverTheirWriterIsKilled) {
  int torn = 0;
  for (int round = 0; round < 100; ++round) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) write_without_end(file(), pipe[1]);
    ::close(pipe[1]);
    ::usleep(static_cast<useconds_t>(2000 + 61 * round));
    ::kill(child, SIGKILL);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    std::uint64_t flushes = 0;
    for (std::uint64_t said = 0; ::read(pipe[0], &said, sizeof said) == sizeof said;)
      flushes = said;
    ::close(pipe[0]);
    std::vector<Flushed> flushed;
    for (std::uint64_t series = 0; series < std::min<std::uint64_t>(3, flushes); ++series) {
      const std::uint64_t count = 3 * (flushes - series);
      flushed.push_back({{fmt::format("s{}", series), "", "", "", 64}, count, count});
    }
    const auto before = fs::exists(file()) ? fs::file_size(file()) : 0;
    mend_points(file(), flushed);
    torn += before != (fs::exists(file()) ? fs::file_size(file()) : 0) ? 1 : 0;
    for (const Flushed& one : flushed) {
      for (const char* column : {"x", "y"}) {
        const std::vector<double> all = values("/" + one.text.name + "/" + column);
        ASSERT_EQ(all.size(), one.count);
        for (std::size_t i = 0; i < all.size(); ++i)
          ASSERT_EQ(all[i], static_cast<double>(i / 3 + (flushes - one.count / 3)));
      }
    }
  }
  RecordProperty("torn", torn);
}

}  // namespace
}  // namespace rankplot::record
