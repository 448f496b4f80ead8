#pragma once

#include <span>
#include <string>
#include <vector>

#include "painter/read/hdf5.hpp"

namespace rankplot::record {

/// Builds a small HDF5 file in memory, so that it appears whole under its name or not at all. No
/// times are kept in it: the same calls give the same bytes.
class Writer {
 public:
  explicit Writer(std::string path);

  /// A contiguous dataset; groups on its way are made. `values` has as many elements as the extents
  /// say.
  void write(const std::string& object, std::span<const std::int64_t> values);
  void write(const std::string& object, std::span<const double> values);
  void write(const std::string& object, std::span<const float> values, std::size_t rows,
             std::size_t columns);
  void write(const std::string& object, std::span<const float> values,
             std::span<const std::size_t> shape);
  void write(const std::string& object, std::span<const std::int64_t> values,
             std::span<const std::size_t> shape);
  void attribute(const std::string& object, const std::string& name, double value);
  void attribute(const std::string& object, const std::string& name, const std::string& text);

  /// Writes the file (atomically). Throws base::Error naming it.
  void save();

 private:
  void write(const std::string& object, hid_t type, std::span<const hsize_t> extents,
             const void* values);
  void attribute(const std::string& object, const std::string& name, hid_t type, const void* value);

  std::string path_;
  read::PropertyHandle link_creation_;
  read::PropertyHandle dataset_creation_;
  read::FileHandle file_;
};

}  // namespace rankplot::record
