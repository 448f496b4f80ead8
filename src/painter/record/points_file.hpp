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

/// points.h5: for each series a group of its name with the float64 datasets x and y, one chunked
/// column each, and the attributes name, group, fmt, unit and made (points that those in the file
/// stand for); at the root the attribute batch. What was there at a flush can be read whatever
/// happens to this process later.
class PointsFile {
 public:
  /// Begins a new file. All throw read::ReadError naming the file.
  explicit PointsFile(std::string path);

  /// The series' number: 0, 1, ...
  void declare(const SeriesText& series);
  void append(std::size_t series, std::span<const double> x, std::span<const double> y,
              std::uint64_t stands_for);
  /// Everything up to batch `batch` is in the file from now on.
  void flush(std::uint64_t batch);

  /// The last batch that a file holds; 0: none, or it cannot be read.
  static std::uint64_t last_batch(const std::string& path);

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
  std::string free_name(const std::string& name);
  Column column(const std::string& group, const char* name, std::uint64_t expected);
  void write(Column& column, hsize_t at, std::span<const double> values);

  std::string path_;
  read::FileHandle file_;
  std::deque<Kept> series_;
  std::set<std::string> names_;
};

}  // namespace rankplot::record
