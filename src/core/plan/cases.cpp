#include "core/plan/cases.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/plan/hyperslabs.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {
namespace {

using Key = std::u32string;  // value ids; a string for its hash

/// The datasets of a file that match a path, by the values of the captures known already.
struct Matches {
  std::vector<std::uint32_t> datasets;
  std::vector<std::uint32_t> values;  // datasets.size() times the captures of the path
  std::unordered_map<Key, std::vector<std::uint32_t>> by_key;
};

/// Joins the objects of a figure's paths to its files.
class ObjectJoin {
 public:
  ObjectJoin(Cases& cases, Catalogs& catalogs, Symbols& symbols)
      : cases_(cases), shape_(cases.shape), catalogs_(catalogs), symbols_(symbols) {
    bound_.resize(shape_.captures.size());
    std::fill_n(bound_.begin(), shape_.file_captures, true);
  }

  void join() {
    refuse_damaged_files();
    std::vector<std::size_t> open, of_files;
    for (std::size_t path = 0; path < shape_.paths.paths.size(); ++path) {
      (unbound(path) > 0 ? open : of_files).push_back(path);
    }
    while (!open.empty()) {
      const auto next = cheapest(open);
      join_path(*next, false);
      open.erase(next);
    }
    // Last, so that an object missing in a file refuses each of the cases that needed it.
    for (std::size_t path : of_files) join_path(path, true);
  }

 private:
  std::size_t unbound(std::size_t path) const {
    const auto& names = shape_.paths.paths[path].object.captures();
    return static_cast<std::size_t>(
        std::count_if(names.begin(), names.end(),
                      [&](const auto& name) { return !bound_[shape_.capture(name)]; }));
  }

  /// The path that multiplies the rows least: fewest new captures, then most known ones.
  std::vector<std::size_t>::iterator cheapest(std::vector<std::size_t>& open) const {
    return std::min_element(open.begin(), open.end(), [&](std::size_t a, std::size_t b) {
      const std::size_t new_a = unbound(a), new_b = unbound(b);
      if (new_a != new_b) return new_a < new_b;
      return known(a) > known(b);
    });
  }
  std::size_t known(std::size_t path) const {
    return shape_.paths.paths[path].object.captures().size() - unbound(path);
  }

  void refuse_damaged_files() {
    std::unordered_map<std::uint32_t, std::uint32_t> reasons;  // by file
    for (std::size_t row = 0; row < cases_.table.rows(); ++row) {
      const auto cells = cases_.table[row];
      for (std::size_t used = 0; used < shape_.inputs.size(); ++used) {
        const std::uint32_t file = cells[shape_.file_cell(used)];
        const std::string& error = catalogs_[file].error;
        if (error.empty() || cells[shape_.refusal_cell()] != kNone) continue;
        const auto [known, is_new] = reasons.try_emplace(file, cases_.reasons.size());
        if (is_new) {
          // The scanner's message stands alone; it names the file unless it is of another hand.
          const std::string& path = catalogs_[file].file.path;
          const bool named = error.find(path) != std::string::npos;
          cases_.reasons.push_back(named ? error : path + ": " + error);
        }
        cells[shape_.refusal_cell()] = known->second;
      }
    }
  }

  void join_path(std::size_t path, bool of_files) {
    std::vector<std::size_t> cells;
    bool complete = true;
    for (const std::string& name : shape_.paths.paths[path].object.captures()) {
      cells.push_back(shape_.value_cell(shape_.capture(name)));
      complete = complete && bound_[shape_.capture(name)];
    }
    Table joined(shape_.width());
    std::unordered_map<std::uint32_t, Matches> matches;  // by file
    for (std::size_t row = 0; row < cases_.table.rows(); ++row) {
      const auto cases = std::as_const(cases_.table)[row];
      if (cases[shape_.refusal_cell()] != kNone) {
        joined.append(cases);
      } else if (complete) {
        look_up(path, cells, cases, of_files, joined);
      } else {
        extend(path, cells, cases, matches, joined);
      }
    }
    for (const std::string& name : shape_.paths.paths[path].object.captures()) {
      bound_[shape_.capture(name)] = true;
    }
    cases_.table = std::move(joined);
  }

  /// All captures are known: the object is there or not.
  void look_up(std::size_t path, const std::vector<std::size_t>& cells,
               std::span<const std::uint32_t> row, bool of_files, Table& joined) {
    std::vector<std::string_view> values;
    for (std::size_t cell : cells) values.emplace_back(symbols_.text(row[cell]));
    const FigurePath& what = shape_.paths.paths[path];
    const std::string object = what.object.fill_values(values);
    const std::uint32_t file = row[shape_.file_cell(shape_.used_input(what.input))];
    const std::uint32_t dataset = catalogs_.find(file, object);
    if (dataset == kNone && !of_files) return;
    const auto added = joined.append(row);
    added[shape_.dataset_cell(path)] = dataset;
    if (dataset == kNone) added[shape_.refusal_cell()] = missing(file, object);
  }

  std::uint32_t missing(std::uint32_t file, const std::string& object) {
    const auto [known, is_new] =
        missing_.try_emplace(std::to_string(file) + object, cases_.reasons.size());
    if (is_new) cases_.reasons.push_back(catalogs_.missing(file, object));
    return known->second;
  }

  void extend(std::size_t path, const std::vector<std::size_t>& cells,
              std::span<const std::uint32_t> row,
              std::unordered_map<std::uint32_t, Matches>& matches, Table& joined) {
    const FigurePath& what = shape_.paths.paths[path];
    const std::uint32_t file = row[shape_.file_cell(shape_.used_input(what.input))];
    const auto [place, is_new] = matches.try_emplace(file);
    if (is_new) place->second = find_matches(what.object, file);
    Key key;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (is_bound(what.object, i)) key.push_back(row[cells[i]]);
    }
    const auto found = place->second.by_key.find(key);
    if (found == place->second.by_key.end()) return;
    for (std::uint32_t match : found->second) {
      const auto added = joined.append(row);
      added[shape_.dataset_cell(path)] = place->second.datasets[match];
      for (std::size_t i = 0; i < cells.size(); ++i) {
        added[cells[i]] = place->second.values[match * cells.size() + i];
      }
    }
    if (joined.rows() > kMostCases) {
      base::fail(
          "{}: its paths combine to more than {} cases; let them share a {{capture}} or "
          "narrow them with select",
          shape_.title, kMostCases);
    }
  }

  bool is_bound(const Pattern& object, std::size_t capture) const {
    return bound_[shape_.capture(object.captures()[capture])];
  }

  Matches find_matches(const Pattern& object, std::uint32_t file) {
    Matches matches;
    for (std::uint32_t dataset = 0; dataset < catalogs_.dataset_count(file); ++dataset) {
      const auto values = object.match_values(catalogs_.dataset(file, dataset).object);
      if (!values) continue;
      Key key;
      for (std::size_t i = 0; i < values->size(); ++i) {
        matches.values.push_back(symbols_.id((*values)[i]));
        if (is_bound(object, i)) key.push_back(matches.values.back());
      }
      matches.by_key[key].push_back(static_cast<std::uint32_t>(matches.datasets.size()));
      matches.datasets.push_back(dataset);
    }
    return matches;
  }

  Cases& cases_;
  const Shape& shape_;
  Catalogs& catalogs_;
  Symbols& symbols_;
  std::vector<bool> bound_;  // by capture
  std::unordered_map<std::string, std::uint32_t> missing_;
};

void sort_cases(Cases& cases, const Symbols& symbols) {
  std::vector<std::uint32_t> order(cases.table.rows());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const Table& table = cases.table;
  const Shape& shape = cases.shape;
  std::vector<std::size_t> cells;  // of captures; those that a picture has many values of last
  for (const bool within : {false, true}) {
    for (std::size_t i = 0; i < shape.captures.size(); ++i) {
      if (shape.within[i] == within) cells.push_back(shape.value_cell(i));
    }
  }
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    const auto row_a = table[a], row_b = table[b];
    for (const std::size_t cell : cells) {
      if (row_a[cell] != row_b[cell]) return symbols.less(row_a[cell], row_b[cell]);
    }
    return std::lexicographical_compare(row_a.begin(), row_a.end(), row_b.begin(), row_b.end());
  };
  std::sort(order.begin(), order.end(), less);
  Table sorted(shape.width());
  for (std::uint32_t row : order) sorted.append(table[row]);
  cases.table = std::move(sorted);
}

/// A figure of which nothing was found fails alone: one refused row says why.
void refuse_all(Cases& cases) {
  std::vector<std::string> paths;
  for (const FigurePath& path : cases.shape.paths.paths) {
    paths.push_back("'" + path.object.text() + "'");
  }
  cases.reasons.push_back(fmt::format("no file holds datasets for all of {} with the same captures",
                                      fmt::join(paths, ", ")));
  const auto row = cases.table.append(std::vector<std::uint32_t>(cases.shape.width(), kNone));
  row[cases.shape.refusal_cell()] = static_cast<std::uint32_t>(cases.reasons.size() - 1);
}

}  // namespace

Cases cases_of(const job::Job& job, const job::Figure& figure, Catalogs& catalogs,
               Symbols& symbols) {
  Cases cases{shape_of(job, figure), Table(0), {}};
  const Shape& shape = cases.shape;
  cases.table = join_files(
      shape, [&](std::size_t input) -> const InputFiles& { return catalogs.of_input(input); },
      symbols);
  ObjectJoin(cases, catalogs, symbols).join();
  cases.table = apply_select(shape, std::move(cases.table), shape.file_captures,
                             shape.object_captures, symbols);
  if (cases.table.rows() == 0) refuse_all(cases);
  expand_hyperslabs(cases, catalogs, symbols);
  cases.table = apply_select(shape, std::move(cases.table), shape.object_captures,
                             shape.captures.size(), symbols);
  sort_cases(cases, symbols);
  return cases;
}

}  // namespace rankplot::plan
