#include "painter/record/sample.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "painter/read/read.hpp"

namespace rankplot::record {
namespace {

namespace fs = std::filesystem;

class Sample : public testing::Test {
 protected:
  Sample() { fs::create_directories(folder_); }
  ~Sample() override { fs::remove_all(folder_); }

  std::string folder(const std::string& name) const { return (folder_ / name).string(); }

  static base::Array load(const std::string& file, const std::string& object) {
    read::Reader reader;
    return reader.load({file, object, "", {}}, 1 << 30);
  }

  const fs::path folder_ = fs::path(testing::TempDir()) / fmt::format("sample-{}", ::getpid());
  const SampleSizes small_{3, 16, 20, 10, 1};
};

TEST_F(Sample, NamesTheFilesThatItMade) {
  const std::string to = folder("a");
  EXPECT_EQ(write_samples(to, small_),
            (std::vector<std::string>{
                to + "/concurrent_saving.h5", to + "/flow.h5", to + "/gallery.h5",
                to + "/gray_scott/gs_0.h5", to + "/gray_scott/gs_10.h5",
                to + "/gray_scott/gs_20.h5", to + "/parallel_plots.h5", to + "/scenes/scene_0.h5",
                to + "/scenes/scene_1.h5", to + "/scenes/scene_2.h5", to + "/scenes/scene_3.h5"}));
  for (const auto& entry : fs::recursive_directory_iterator(to)) {
    EXPECT_FALSE(base::is_temporary_name(entry.path().filename().string())) << entry.path();
  }
}

TEST_F(Sample, WritesTheSquaresOfTheParallelPlots) {
  write_samples(folder("a"), small_);
  for (int i = 1; i <= 4; ++i) {
    const std::string group = fmt::format("/dataset_{}/", i);
    const base::Array x = load(folder("a") + "/parallel_plots.h5", group + "x");
    const base::Array y = load(folder("a") + "/parallel_plots.h5", group + "y");
    EXPECT_EQ(x.type, base::ElementType::Int64);
    const base::Field xs = to_field(x);
    const base::Field ys = to_field(y);
    ASSERT_EQ(xs.values.size(), 10u);
    for (std::size_t j = 0; j < 10; ++j) {
      const double expected = 10.0 * (i - 1) + static_cast<double>(j);
      EXPECT_EQ(xs.values[j], expected);
      EXPECT_EQ(ys.values[j], expected * expected);
    }
  }
}

TEST_F(Sample, DrawsRandomPointsFromTheUnitInterval) {
  write_samples(folder("a"), small_);
  for (int n = 1; n <= 3; ++n) {
    const base::Field a =
        to_field(load(folder("a") + "/concurrent_saving.h5", fmt::format("/plot_{}/a", n)));
    EXPECT_EQ(a.shape, (std::vector<std::size_t>{100}));
    double sum = 0;
    for (const double value : a.values) {
      EXPECT_GE(value, 0);
      EXPECT_LT(value, 1);
      sum += value;
    }
    EXPECT_NEAR(sum / 100, 0.5, 0.15);  // five standard deviations of the mean, 0.029 each
  }
}

TEST_F(Sample, GivesTheSameBytesForTheSameSizesAndSeed) {
  const auto first = write_samples(folder("a"), small_);
  const auto second = write_samples(folder("b"), small_);
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_TRUE(base::read_text(first[i], 1 << 24) == base::read_text(second[i], 1 << 24))
        << first[i];
  }
}

TEST_F(Sample, KeepsAPlotWhateverTheNumberOfPlots) {
  SampleSizes more = small_;
  more.random_plots = 30;
  write_samples(folder("a"), small_);
  write_samples(folder("b"), more);
  EXPECT_EQ(to_field(load(folder("a") + "/concurrent_saving.h5", "/plot_3/b")).values,
            to_field(load(folder("b") + "/concurrent_saving.h5", "/plot_3/b")).values);
}

TEST_F(Sample, WritesFieldsOfTheGridAsFloats) {
  write_samples(folder("a"), small_);
  const base::Array v = load(folder("a") + "/gray_scott/gs_20.h5", "/fields/V");
  EXPECT_EQ(v.type, base::ElementType::Float32);
  EXPECT_EQ(v.shape, (std::vector<std::size_t>{16, 16}));
}

TEST_F(Sample, RefusesSizesOutOfRange) {
  SampleSizes sizes = small_;
  sizes.every = 0;
  EXPECT_THROW(write_samples(folder("a"), sizes), base::Error);
  sizes = small_;
  sizes.grid = 1'000'000;
  EXPECT_THROW(write_samples(folder("a"), sizes), base::Error);
  EXPECT_FALSE(fs::exists(folder("a")));
}

TEST_F(Sample, NamesTheFileThatItCannotWrite) {
  fs::create_directories(folder("a") + "/parallel_plots.h5");
  try {
    write_samples(folder("a"), small_);
    FAIL() << "wrote over a folder";
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("a/parallel_plots.h5"), std::string::npos);
  }
}

}  // namespace
}  // namespace rankplot::record
