#include "painter/record/sample.hpp"

#include <algorithm>
#include <array>

#include "core/base/error.hpp"
#include "painter/record/flow_sample.hpp"
#include "painter/record/gallery_sample.hpp"
#include "painter/record/gray_scott.hpp"
#include "painter/record/random.hpp"
#include "painter/record/scene_sample.hpp"
#include "painter/record/writer.hpp"

namespace rankplot::record {
namespace {

constexpr std::uint64_t kMostPlots = 1'000'000;  // the file is built in memory: 2.5 kB a plot
constexpr std::uint64_t kMostGrid = 16384;
constexpr std::uint64_t kMostFiles = 1'000'000;
constexpr std::size_t kPointsPerPlot = 100;

void check_at_most(const char* what, std::uint64_t value, std::uint64_t least, std::uint64_t most) {
  if (value < least || value > most) {
    base::fail("sample data with {} = {} cannot be made; {} to {}", what, value, least, most);
  }
}

void check_sizes(const SampleSizes& sizes) {
  check_at_most("random_plots", sizes.random_plots, 0, kMostPlots);
  check_at_most("grid", sizes.grid, 1, kMostGrid);
  check_at_most("every", sizes.every, 1, UINT64_MAX);
  check_at_most("steps / every", sizes.steps / sizes.every, 0, kMostFiles);
}

std::string write_parallel_plots(const std::string& folder) {
  const std::string path = folder + "/parallel_plots.h5";
  Writer writer(path);
  for (std::int64_t i = 1; i <= 4; ++i) {
    std::array<std::int64_t, 10> x{};
    std::array<std::int64_t, 10> y{};
    for (std::size_t j = 0; j < x.size(); ++j) {
      x[j] = 10 * (i - 1) + static_cast<std::int64_t>(j);
      y[j] = x[j] * x[j];
    }
    writer.write(fmt::format("/dataset_{}/x", i), x);
    writer.write(fmt::format("/dataset_{}/y", i), y);
  }
  writer.save();
  return path;
}

std::string write_random_plots(const std::string& folder, const SampleSizes& sizes) {
  const std::string path = folder + "/concurrent_saving.h5";
  Writer writer(path);
  Random random(sizes.seed);
  std::array<double, kPointsPerPlot> values{};
  for (std::uint64_t n = 1; n <= sizes.random_plots; ++n) {
    for (const char* name : {"a", "b"}) {
      std::generate(values.begin(), values.end(), [&] { return random.uniform(); });
      writer.write(fmt::format("/plot_{}/{}", n, name), values);
    }
  }
  writer.save();
  return path;
}

std::string write_fields(const std::string& folder, const GrayScott& state, std::size_t grid,
                         std::uint64_t step) {
  const std::string path = fmt::format("{}/gray_scott/gs_{}.h5", folder, step);
  Writer writer(path);
  const auto field = [&](const char* object, const std::vector<float>& values) {
    writer.write(object, values, grid, grid);
    writer.attribute(object, "time", static_cast<double>(step));  // steps of 1
    writer.attribute(object, "units", "1");
  };
  field("/fields/U", state.u());
  field("/fields/V", state.v());
  writer.save();
  return path;
}

void write_gray_scott(const std::string& folder, const SampleSizes& sizes,
                      std::vector<std::string>& files) {
  GrayScott state(sizes.grid, sizes.seed);
  for (std::uint64_t step = 0;; ++step) {
    if (step % sizes.every == 0) files.push_back(write_fields(folder, state, sizes.grid, step));
    if (sizes.steps - step < sizes.every - step % sizes.every) return;  // no file comes any more
    state.step();
  }
}

}  // namespace

std::vector<std::string> write_samples(const std::string& folder, const SampleSizes& sizes) {
  check_sizes(sizes);
  std::vector<std::string> files{write_parallel_plots(folder), write_random_plots(folder, sizes),
                                 write_gallery(folder, sizes.seed), write_flow(folder)};
  write_gray_scott(folder, sizes, files);
  for (std::string& file : write_scenes(folder)) files.push_back(std::move(file));
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace rankplot::record
