#include "core/plan/estimate.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include <fmt/format.h>

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

/// What tells the arrays of a task apart: the captures of a hyperslab that are the case's are the
/// same in all of them, those of members are not.
std::uint64_t read_hash(const Shape& shape, const FigurePath& path, std::uint32_t file,
                        const DatasetInfo& dataset, std::span<const std::uint32_t> cells) {
  std::string text = expr::to_string({"", dataset.object, path.column, path.hyperslab});
  for (const expr::Slice& slice : path.hyperslab) {
    if (slice.kind != expr::Slice::Kind::Capture) continue;
    const std::size_t capture = shape.capture(slice.capture);
    if (shape.within[capture]) text += fmt::format(" {}", cells[shape.value_cell(capture)]);
  }
  return XXH3_64bits_withSeed(text.data(), text.size(), file);
}

/// What one picture holds besides the arrays that it reads: those of its roles as doubles, and for
/// a moment what a gather evaluates.
class Holding {
 public:
  explicit Holding(const Shape& shape) : shape_(shape), seen_(shape.paths.of_roles.size()) {}

  /// `elements` by path.
  void add(std::span<const std::uint32_t> cells, const std::vector<std::uint64_t>& elements) {
    const job::Figure& figure = *shape_.figure;
    for (std::size_t layer = 0; layer < figure.layers.size(); ++layer) {
      const bool is_new = is_first(layer, cells);
      for (const auto& [role, expression] : figure.layers[layer].roles) {
        const auto& gathers = shape_.paths.of_gathers[layer];
        const auto gathered = gathers.find(role);
        if (gathered != gathers.end()) {
          for (const auto& paths : gathered->second) {
            passing_ = std::max(passing_, elements_of(paths, elements, true));
            held_ = plus(held_, 1);
          }
        }
        if (!is_new) continue;
        const auto& paths = shape_.paths.of_roles[layer].at(role);
        held_ = plus(held_, elements_of(paths, elements, !expression.is_path()));
      }
    }
  }

  std::uint64_t bytes() const { return times(plus(held_, passing_), sizeof(double)); }

 private:
  /// Of a layer that is drawn over captures, each value counts once.
  bool is_first(std::size_t layer, std::span<const std::uint32_t> cells) {
    std::vector<std::uint32_t> values;
    if (shape_.has_within()) {
      for (const std::string& name : scope_of(*shape_.figure, shape_.figure->layers[layer])) {
        values.push_back(cells[shape_.value_cell(shape_.capture(name))]);
      }
    }
    return seen_[layer].insert(std::move(values)).second;
  }

  static std::uint64_t elements_of(const std::vector<std::size_t>& paths,
                                   const std::vector<std::uint64_t>& elements, bool computed) {
    std::uint64_t sum = 0, largest = 0;
    for (const std::size_t path : paths) {
      sum = plus(sum, elements[path]);
      largest = std::max(largest, elements[path]);
    }
    return computed ? plus(sum, largest) : sum;
  }

  const Shape& shape_;
  std::vector<std::set<std::vector<std::uint32_t>>> seen_;  // by layer
  std::uint64_t held_ = 0, passing_ = 0;                    // elements
};

/// By path: nothing but gathers read it.
std::vector<bool> only_gathered(const FigurePaths& paths) {
  std::vector<bool> only(paths.paths.size(), true);
  for (const auto& roles : paths.of_roles) {
    for (const auto& [role, places] : roles) {
      for (const std::size_t path : places) only[path] = false;
    }
  }
  return only;
}

std::uint64_t pixels_of(const job::Figure& figure) {
  return times(static_cast<std::uint64_t>(std::max(figure.width_px, 0)),
               static_cast<std::uint64_t>(std::max(figure.height_px, 0)));
}

}  // namespace

std::uint64_t drawing_cost_bytes(const job::Figure& figure) {
  return times(pixels_of(figure), kCostBytesPerPixel);
}

void Estimate::add(std::uint64_t task, const Cases& cases, RowRange rows,
                   const Catalogs& catalogs) {
  const Shape& shape = cases.shape;
  const std::vector<bool> passes = only_gathered(shape.paths);
  Holding holding(shape);
  std::vector<std::uint64_t> elements(shape.paths.paths.size());
  std::uint64_t passing_bytes = 0;
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    const auto cells = cases.table[row];
    std::uint64_t gathered_bytes = 0;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const FigurePath& path = shape.paths.paths[i];
      const std::uint32_t file = cells[shape.file_cell(shape.used_input(path.input))];
      const DatasetInfo& dataset = catalogs.dataset(file, cells[shape.dataset_cell(i)]);
      elements[i] = slab_elements(path, dataset).value_or(UINT64_MAX);
      const std::uint64_t bytes = times(elements[i], element_bytes(path, dataset));
      reads_.push_back({task, read_hash(shape, path, file, dataset, cells), bytes, passes[i]});
      if (passes[i]) gathered_bytes = plus(gathered_bytes, bytes);
    }
    passing_bytes = std::max(passing_bytes, gathered_bytes);
    holding.add(cells, elements);
  }
  const job::Figure& figure = *shape.figure;
  const std::uint64_t pixels = pixels_of(figure);
  drawings_.push_back(
      {task, drawing_cost_bytes(figure),
       plus(plus(times(pixels, kMemoryBytesPerPixel), holding.bytes()), passing_bytes)});
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
    // What some picture draws from is held, whoever else gathers it.
    return std::tuple(a.task, a.hash, a.passes) < std::tuple(b.task, b.hash, b.passes);
  });
  for (std::size_t i = 0; i < reads_.size(); ++i) {
    const Read& read = reads_[i];
    if (i > 0 && reads_[i - 1].task == read.task && reads_[i - 1].hash == read.hash) continue;
    Task& task = tasks[read.task];
    task.cost_bytes = plus(task.cost_bytes, read.bytes);
    if (!read.passes) task.memory_bytes = plus(task.memory_bytes, read.bytes);
  }
}

}  // namespace rankplot::plan
