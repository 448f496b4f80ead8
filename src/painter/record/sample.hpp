#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rankplot::record {

/// How much `rankplot sample` writes.
struct SampleSizes {
  std::uint64_t random_plots = 400;  ///< pictures of jobs/concurrent_saving.toml
  std::uint64_t grid = 128;          ///< cells a side of the Gray-Scott run
  std::uint64_t steps = 2000;        ///< of the Gray-Scott run
  std::uint64_t every = 100;         ///< steps between its files
  std::uint64_t seed = 1;
};

/// Writes the sample data below `folder` and returns the files made, sorted:
/// - parallel_plots.h5: /dataset_{i}/x and y for i = 1..4: x = 10(i-1)..10(i-1)+9, y = x**2, int64
/// - concurrent_saving.h5: /plot_{n}/a and b for n = 1..random_plots: 100 uniform random float64 in
///   [0, 1) each; plot n is the same for any number of plots
/// - gallery.h5: see write_gallery
/// - flow.h5: see write_flow
/// - scenes/scene_{step}.h5: see write_scenes
/// - gray_scott/gs_{step}.h5 for step = 0, every, ... up to steps: /fields/U and V, [y, x] float32
///   with the attributes "time" (float64) and "units"
/// Same sizes and seed: the same bytes. Throws base::Error naming the file, or the size that is out
/// of range.
std::vector<std::string> write_samples(const std::string& folder, const SampleSizes& sizes);

}  // namespace rankplot::record
