#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace rankplot::plan {

/// What says that two ranks, or two runs, see the same file.
struct FileIdentity {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t inode = 0;

  bool operator==(const FileIdentity&) const = default;
};
/// From stat(2). Throws Error.
FileIdentity identify(const std::string& path);

/// A small attribute: a text, or one to four numbers.
struct Attribute {
  std::string text;             ///< as texts show it; numbers in the shortest form that reads back
  std::vector<double> numbers;  ///< empty: it is no number, or holds one that is not finite

  bool operator==(const Attribute&) const = default;
};
using Attributes = std::map<std::string, Attribute>;

/// What stands along an axis of a dataset (HDF5's dimension scales).
struct DimensionScale {
  std::string object;  ///< a dataset of that axis' extent, in the same file; empty: there is none
  std::string label;   ///< of the axis; may be there without the object

  bool operator==(const DimensionScale&) const = default;
};

/// A dataset as the plan needs to know it.
struct DatasetInfo {
  std::string object;  ///< absolute path in the file
  std::vector<std::uint64_t> shape;
  std::vector<std::uint64_t> chunk;  ///< empty: not chunked
  bool compressed = false;
  std::uint64_t element_bytes = 0;   ///< as kept in memory
  std::vector<std::string> columns;  ///< of a compound dataset
  /// Of columns that are arrays: the axes that these add behind those of `shape`.
  std::map<std::string, std::vector<std::uint64_t>> column_extents;
  std::string refusal;  ///< why it cannot be read; empty: it can

  /// Those of kWellKnownAttributes that it has itself, and those asked for: its own, else those of
  /// the nearest group around it that has them.
  Attributes attributes{};
  std::string time{};                    ///< where asked for: read::find_time; empty: there is none
  std::vector<DimensionScale> scales{};  ///< by axis; empty: it has none

  /// The axes of the whole, or of one column.
  std::vector<std::uint64_t> shape_of(const std::string& column) const;
};

/// What is of use without being asked for: labels and limits.
inline constexpr std::array kWellKnownAttributes{"units",         "calendar",     "long_name",
                                                 "standard_name", "valid_range",  "valid_min",
                                                 "valid_max",     "actual_range", "limits"};

/// The datasets of one file that match what the job asks for.
struct FileCatalog {
  FileIdentity file;
  std::vector<DatasetInfo> datasets;
  std::string error;  ///< the file as a whole could not be scanned: why
};

/// A file and the object patterns to look for in it: absolute, with {captures} and *.
struct ScanRequest {
  std::string file;
  std::vector<std::string> patterns;
  std::vector<std::string> attributes{};  ///< names, looked for in the groups around a dataset too
  bool time = false;                      ///< DatasetInfo::time is wanted
};

void to_json(nlohmann::json& json, const FileIdentity& identity);
void from_json(const nlohmann::json& json, FileIdentity& identity);
void to_json(nlohmann::json& json, const Attribute& attribute);
void from_json(const nlohmann::json& json, Attribute& attribute);
void to_json(nlohmann::json& json, const DimensionScale& scale);
void from_json(const nlohmann::json& json, DimensionScale& scale);
void to_json(nlohmann::json& json, const DatasetInfo& info);
void from_json(const nlohmann::json& json, DatasetInfo& info);
void to_json(nlohmann::json& json, const FileCatalog& catalog);
void from_json(const nlohmann::json& json, FileCatalog& catalog);
void to_json(nlohmann::json& json, const ScanRequest& request);
void from_json(const nlohmann::json& json, ScanRequest& request);

}  // namespace rankplot::plan
