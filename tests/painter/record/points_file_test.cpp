#include "painter/record/points_file.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "core/base/error.hpp"
#include "painter/read/read.hpp"

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
  points.flush(5);
  // Read while it is open, as a user may.
  EXPECT_EQ(values("/random/x"), (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(values("/random/y"), (std::vector<double>{10, 20, 30}));
  EXPECT_EQ(values("/a_b/x"), std::vector<double>{});
  EXPECT_EQ(values("/a_b 2/y"), std::vector<double>{70});
  EXPECT_EQ(PointsFile::last_batch(file()), 5U);
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
  points.flush(4);
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
    points.flush(1);
    points.append(0, more, more, more.size());  // never flushed
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(values("/a/x"), std::vector<double>(1000, 1.0));
  EXPECT_EQ(PointsFile::last_batch(file()), 1U);
}

TEST_F(Points, KnowsOfNoBatchWhereThereIsNoFile) {
  EXPECT_EQ(PointsFile::last_batch(file("absent.h5")), 0U);
  EXPECT_THROW(PointsFile(file("no/such/folder.h5")), base::Error);
}

}  // namespace
}  // namespace rankplot::record
