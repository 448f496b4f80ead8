#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <span>
#include <string>

#include "painter/read/hdf5.hpp"

namespace rankplot::record {

/// What the record says of a series.
struct SeriesText {
  std::string name, group, fmt, unit;
  std::uint64_t expected = 0;  ///< points that are likely to come; 0: nobody knows
};

/// The groups of series in a file: their names without what links may not hold, each once.
class GroupNames {
 public:
  /// The group ("/NAME") of the next series.
  std::string next(const std::string& series);

 private:
  std::set<std::string> taken_;
};

/// points.h5: for each series a group of its name with the float64 datasets x and y, one chunked
/// column each, and the attributes name, group, fmt, unit and made (points that those in the file
/// stand for). What was there at a flush can be read whatever happens to this process later, unless
/// it is killed in the middle of one: see mend_points.
class PointsFile {
 public:
  /// Begins a new file. All throw read::ReadError naming the file.
  explicit PointsFile(std::string path);

  /// The series' number: 0, 1, ...
  void declare(const SeriesText& series);
  void append(std::size_t series, std::span<const double> x, std::span<const double> y,
              std::uint64_t stands_for);
  /// All of it is in the file from now on.
  void flush();

 private:
  struct Column {
    read::DatasetHandle dataset;
    std::string object;
  };
  struct Kept {
    read::GroupHandle group;
    std::string object;
    Column x, y;
    hsize_t size = 0;
    std::uint64_t made = 0;
    bool changed = false;
  };
  Column column(const std::string& group, const char* name, std::uint64_t expected);
  void write(Column& column, hsize_t at, std::span<const double> values);

  std::string path_;
  read::FileHandle file_;
  std::deque<Kept> series_;
  GroupNames names_;
};

}  // namespace rankplot::record
