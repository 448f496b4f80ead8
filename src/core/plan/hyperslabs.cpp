#include "core/plan/hyperslabs.hpp"

#include <algorithm>
#include <charconv>

#include "core/base/error.hpp"
#include "core/plan/columns.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {
namespace {

std::optional<std::int64_t> index_value(const std::string& text) {
  std::int64_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error == std::errc() && end == text.data() + text.size()) return index;
  return std::nullopt;
}

/// Makes the rows of one row's hyperslabs.
class Expansion {
 public:
  Expansion(Cases& cases, const Catalogs& catalogs, Symbols& symbols)
      : cases_(cases), shape_(cases.shape), catalogs_(catalogs), symbols_(symbols) {}

  void expand(std::span<const std::uint32_t> row, Table& expanded) {
    extents_.assign(shape_.captures.size() - shape_.object_captures, std::nullopt);
    const int orbit = orbit_of(*shape_.figure);
    if (orbit > 0) extents_.back() = static_cast<std::uint64_t>(orbit);
    for (std::size_t path = 0; path < shape_.paths.paths.size(); ++path) {
      const FigurePath& what = shape_.paths.paths[path];
      const std::uint32_t file = row[shape_.file_cell(shape_.used_input(what.input))];
      const DatasetInfo& dataset = catalogs_.dataset(file, row[shape_.dataset_cell(path)]);
      try {
        check(what, dataset, row);
      } catch (const base::Error& error) {
        return refuse(row, expanded,
                      fmt::format("{}: dataset '{}': {}", catalogs_[file].file.path, dataset.object,
                                  error.what()));
      }
    }
    run(row, expanded);
  }

 private:
  void check(const FigurePath& path, const DatasetInfo& dataset,
             std::span<const std::uint32_t> row) {
    if (!dataset.refusal.empty()) base::fail("{}", dataset.refusal);
    check_column(path.column, dataset.object, dataset.columns);
    const std::vector<std::uint64_t> extents = dataset.shape_of(path.column);
    if (!slab_elements(path, dataset)) {
      base::fail("its shape ({}) has more elements than 64 bits can count",
                 fmt::join(extents, ", "));
    }
    for (std::size_t axis = 0; axis < path.hyperslab.size(); ++axis) {
      const expr::Slice& slice = path.hyperslab[axis];
      if (slice.kind != expr::Slice::Kind::Capture) continue;
      const std::size_t capture = shape_.capture(slice.capture);
      if (capture < shape_.object_captures) {
        check_value(slice.capture, symbols_.text(row[shape_.value_cell(capture)]), axis, extents);
      } else {
        agree(extents_[capture - shape_.object_captures], slice.capture, axis, extents[axis]);
      }
    }
  }

  /// A capture that a file or object name has is an index here: it must be one.
  static void check_value(const std::string& capture, const std::string& value, std::size_t axis,
                          const std::vector<std::uint64_t>& extents) {
    const auto index = index_value(value);
    if (!index) base::fail("{{{}}} is '{}', which is no index of axis {}", capture, value, axis);
    expr::Slice slice;
    slice.kind = expr::Slice::Kind::Index;
    slice.index = *index;
    resolve({slice}, {extents[axis]});
  }

  static void agree(std::optional<std::uint64_t>& extent, const std::string& capture,
                    std::size_t axis, std::uint64_t here) {
    if (here == 0) base::fail("{{{}}} runs over axis {}, which has no elements", capture, axis);
    if (here > kMostCases) {
      base::fail("{{{}}} runs over axis {}, which has {} elements; at most {} are drawn", capture,
                 axis, here, kMostCases);
    }
    if (extent && *extent != here) {
      base::fail(
          "{{{}}} runs over axis {} of {} elements, but over {} in another path of the figure",
          capture, axis, here, *extent);
    }
    extent = here;
  }

  void refuse(std::span<const std::uint32_t> row, Table& expanded, std::string reason) {
    cases_.reasons.push_back(std::move(reason));
    expanded.append(row)[shape_.refusal_cell()] =
        static_cast<std::uint32_t>(cases_.reasons.size() - 1);
  }

  void run(std::span<const std::uint32_t> row, Table& expanded) {
    std::uint64_t total = 1;
    for (const auto& extent : extents_) {
      if (__builtin_mul_overflow(total, extent.value(), &total) || total > kMostCases) {
        return refuse(
            row, expanded,
            fmt::format("its hyperslabs and orbit run over more than {} cases", kMostCases));
      }
    }
    if (expanded.rows() + total > kMostCases) {
      base::fail("{}: it stands for more than {} cases; narrow it with select", shape_.title,
                 kMostCases);
    }
    for (std::uint64_t i = 0; i < total; ++i) {
      const auto cells = expanded.append(row);
      std::uint64_t rest = i;
      for (std::size_t c = extents_.size(); c-- > 0; rest /= *extents_[c]) {
        cells[shape_.value_cell(shape_.object_captures + c)] = index_symbol(rest % *extents_[c]);
      }
    }
  }

  std::uint32_t index_symbol(std::uint64_t index) {
    while (index_symbols_.size() <= index) {
      index_symbols_.push_back(symbols_.id(std::to_string(index_symbols_.size())));
    }
    return index_symbols_[index];
  }

  Cases& cases_;
  const Shape& shape_;
  const Catalogs& catalogs_;
  Symbols& symbols_;
  std::vector<std::optional<std::uint64_t>> extents_;  // by capture of hyperslabs alone
  std::vector<std::uint32_t> index_symbols_;           // by index
};

}  // namespace

void expand_hyperslabs(Cases& cases, const Catalogs& catalogs, Symbols& symbols) {
  Expansion expansion(cases, catalogs, symbols);
  Table expanded(cases.shape.width());
  for (std::size_t row = 0; row < cases.table.rows(); ++row) {
    const auto cells = std::as_const(cases.table)[row];
    if (cells[cases.shape.refusal_cell()] == kNone) {
      expansion.expand(cells, expanded);
    } else {
      expanded.append(cells);
    }
  }
  cases.table = std::move(expanded);
}

std::optional<std::uint64_t> slab_elements(const FigurePath& path, const DatasetInfo& dataset) {
  std::vector<expr::Slice> hyperslab = path.hyperslab;
  for (expr::Slice& slice : hyperslab) {
    // Any index takes one element; a whole range of it does not depend on the extent.
    if (slice.kind == expr::Slice::Kind::Capture) {
      slice = {};
      slice.stop = 1;
    }
  }
  const std::vector<std::uint64_t> extents = dataset.shape_of(path.column);
  const Slab slab = resolve(hyperslab, extents);
  std::uint64_t elements = 1;
  for (std::size_t axis = 0; axis < extents.size(); ++axis) {
    const std::uint64_t count = slab.axes.empty() ? extents[axis] : slab.axes[axis].count;
    if (__builtin_mul_overflow(elements, count, &elements)) return std::nullopt;
  }
  return elements;
}

std::uint64_t element_bytes(const FigurePath& path, const DatasetInfo& dataset) {
  return std::max<std::uint64_t>(dataset.element_bytes, path.column.empty() ? 0 : 8);
}

}  // namespace rankplot::plan
