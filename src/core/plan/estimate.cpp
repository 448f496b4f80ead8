#include "core/plan/estimate.hpp"

#include <algorithm>
#include <string>

#include <xxhash.h>

#include "core/plan/hyperslabs.hpp"

namespace rankplot::plan {
namespace {

/// Drawing and encoding a chart take about as long as reading this much for each of its pixels
/// (facts.md: 0.8 ms for 640x480, at a gigabyte a second).
constexpr std::uint64_t kCostBytesPerPixel = 3;
/// Cairo's surface, the image taken from it, and what the encoder makes of it.
constexpr std::uint64_t kMemoryBytesPerPixel = 3 * 4;

std::uint64_t plus(std::uint64_t a, std::uint64_t b) {
  std::uint64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? UINT64_MAX : sum;
}

std::uint64_t times(std::uint64_t a, std::uint64_t b) {
  std::uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

/// What tells the arrays of a task apart: the captures of a hyperslab are the same in all of them.
std::uint64_t read_hash(const FigurePath& path, const DatasetInfo& dataset) {
  const std::string text = expr::to_string({"", dataset.object, path.column, path.hyperslab});
  return XXH3_64bits_withSeed(text.data(), text.size(), path.input);
}

}  // namespace

void Estimate::add(std::uint64_t task, const Cases& cases, std::size_t row,
                   const Catalogs& catalogs) {
  const Shape& shape = cases.shape;
  const auto cells = cases.table[row];
  std::vector<std::uint64_t> elements;
  for (std::size_t i = 0; i < shape.paths.paths.size(); ++i) {
    const FigurePath& path = shape.paths.paths[i];
    const std::uint32_t file = cells[shape.file_cell(shape.used_input(path.input))];
    const DatasetInfo& dataset = catalogs.dataset(file, cells[shape.dataset_cell(i)]);
    elements.push_back(slab_elements(path, dataset).value_or(UINT64_MAX));
    reads_.push_back(
        {task, read_hash(path, dataset), times(elements.back(), element_bytes(path, dataset))});
  }
  const job::Figure& figure = *shape.figure;
  const std::uint64_t pixels = times(static_cast<std::uint64_t>(std::max(figure.width_px, 0)),
                                     static_cast<std::uint64_t>(std::max(figure.height_px, 0)));
  std::uint64_t doubles = 0;
  for (std::size_t layer = 0; layer < shape.paths.of_roles.size(); ++layer) {
    for (const auto& [role, paths] : shape.paths.of_roles[layer]) {
      std::uint64_t largest = 0;
      for (std::size_t path : paths) {
        doubles = plus(doubles, elements[path]);
        largest = std::max(largest, elements[path]);
      }
      const bool computed = !figure.layers[layer].roles.at(role).is_path();
      if (computed) doubles = plus(doubles, largest);
    }
  }
  drawings_.push_back({task, times(pixels, kCostBytesPerPixel),
                       plus(times(pixels, kMemoryBytesPerPixel), times(doubles, sizeof(double)))});
}

void Estimate::write(std::vector<Task>& tasks) {
  std::vector<std::uint64_t> largest(tasks.size());
  for (const Drawing& drawing : drawings_) {
    Task& task = tasks[drawing.task];
    task.cost_bytes = plus(task.cost_bytes, drawing.cost_bytes);
    largest[drawing.task] = std::max(largest[drawing.task], drawing.memory_bytes);
  }
  for (Task& task : tasks) task.memory_bytes = largest[task.id];
  std::sort(reads_.begin(), reads_.end(), [](const Read& a, const Read& b) {
    return a.task != b.task ? a.task < b.task : a.hash < b.hash;
  });
  for (std::size_t i = 0; i < reads_.size(); ++i) {
    const Read& read = reads_[i];
    if (i > 0 && reads_[i - 1].task == read.task && reads_[i - 1].hash == read.hash) continue;
    Task& task = tasks[read.task];
    task.cost_bytes = plus(task.cost_bytes, read.bytes);
    task.memory_bytes = plus(task.memory_bytes, read.bytes);
  }
}

}  // namespace rankplot::plan
