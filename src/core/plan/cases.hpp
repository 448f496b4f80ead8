#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/catalog.hpp"
#include "core/plan/figure_paths.hpp"
#include "core/plan/pattern.hpp"
#include "core/plan/symbols.hpp"

namespace rankplot::plan {

/// What a figure ranges over, and where the cells of its cases are. A row of its table holds, for
/// each input that it uses, a file; for each capture, a value; for each path, a dataset; and the
/// reason why it cannot be drawn.
struct Shape {
  const job::Job* job = nullptr;
  const job::Figure* figure = nullptr;
  std::string title;  ///< for messages
  FigurePaths paths;
  std::vector<std::size_t> inputs;    ///< used ones, ascending
  std::vector<Pattern> patterns;      ///< of those inputs
  std::vector<std::string> captures;  ///< files' first, then objects', then hyperslabs', orbit
  std::size_t file_captures = 0;      ///< how many of them files have
  std::size_t object_captures = 0;    ///< how many files and objects have
  std::vector<bool> within;           ///< by capture: a picture holds many values of it

  std::size_t file_cell(std::size_t used_input) const { return used_input; }
  std::size_t value_cell(std::size_t capture) const { return inputs.size() + capture; }
  std::size_t dataset_cell(std::size_t path) const {
    return inputs.size() + captures.size() + path;
  }
  std::size_t refusal_cell() const { return dataset_cell(paths.paths.size()); }
  std::size_t width() const { return refusal_cell() + 1; }
  std::size_t used_input(std::size_t input) const;     ///< its place in `inputs`
  std::size_t capture(const std::string& name) const;  ///< its place, or captures.size()
  bool has_within() const { return std::find(within.begin(), within.end(), true) != within.end(); }
  /// The captures that a path, the file that it is in included, has values of.
  std::vector<std::string> captures_of(const FigurePath& path) const;
};

/// The capture that a camera's orbit makes.
inline constexpr const char* kOrbit = "orbit";
/// Pictures of each case, as seen by the figure's cameras that go around; 0: none does.
int orbit_of(const job::Figure& figure);

/// Throws Error when the figure's paths, patterns or templates are wrong, or when `select` or a
/// role names a capture that the figure has not.
Shape shape_of(const job::Job& job, const job::Figure& figure);

/// Files of one input, each with the values of its pattern's captures.
struct InputFiles {
  std::vector<std::uint32_t> files;
  std::vector<std::uint32_t> values;  ///< files.size() times the number of captures
  void add(std::uint32_t file, const std::vector<std::string_view>& captures, Symbols& symbols);
};

/// The files of an input (index into Job::inputs).
using FilesOf = std::function<const InputFiles&(std::size_t input)>;

/// The cases of a figure as far as its files tell: the inputs joined, `select` applied where it is
/// about captures of files alone.
Table join_files(const Shape& shape, const FilesOf& files_of, Symbols& symbols);

/// Leaves in the table the rows that `select` takes. Looks only at conditions whose captures all
/// are among [0, bound) and not all among [0, applied). Rows that are refused stay.
Table apply_select(const Shape& shape, Table table, std::size_t applied, std::size_t bound,
                   const Symbols& symbols);

/// The catalogs of the job's files, sorted by path.
class Catalogs {
 public:
  Catalogs(const job::Job& job, const std::vector<FileCatalog>& catalogs, Symbols& symbols);

  const FileCatalog& operator[](std::uint32_t file) const { return *files_[file].catalog; }
  const DatasetInfo& dataset(std::uint32_t file, std::uint32_t dataset) const {
    return *files_[file].datasets[dataset];
  }
  std::uint32_t dataset_count(std::uint32_t file) const {
    return static_cast<std::uint32_t>(files_[file].datasets.size());
  }
  std::uint32_t find(std::uint32_t file, std::string_view object) const;  ///< kNone: not there
  const InputFiles& of_input(std::size_t input);
  /// Why an object is not there, naming the nearest one that is.
  std::string missing(std::uint32_t file, const std::string& object) const;

 private:
  struct File {
    const FileCatalog* catalog;
    std::vector<const DatasetInfo*> datasets;  // by path
  };
  const job::Job& job_;
  Symbols& symbols_;
  std::vector<File> files_;
  std::map<std::size_t, InputFiles> of_input_;
};

/// The cases of a figure in their order.
struct Cases {
  Shape shape;
  Table table;
  std::vector<std::string> reasons;  ///< a row's refusal cell is an index into it, or kNone
};
Cases cases_of(const job::Job& job, const job::Figure& figure, Catalogs& catalogs,
               Symbols& symbols);

}  // namespace rankplot::plan
