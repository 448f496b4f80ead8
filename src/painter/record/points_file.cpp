#include "painter/record/points_file.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "painter/read/read.hpp"

namespace rankplot::record {
namespace {

using read::check;
using read::PropertyHandle;

constexpr hsize_t kChunk = 65536;
constexpr hsize_t kLeastChunk = 64;
constexpr hsize_t kMetadata = 256 << 10;  ///< bytes

PropertyHandle properties(hid_t kind, const std::string& path) {
  return PropertyHandle(check(H5Pcreate(kind), "H5Pcreate", path, ""));
}

/// Without locks: whoever likes may read the file while it grows, and not every file system has
/// any.
read::FileHandle create(const std::string& path) {
  read::quiet();
  const PropertyHandle access = properties(H5P_FILE_ACCESS, path);
  check(H5Pset_file_locking(access.id(), false, true), "H5Pset_file_locking", path, "");
  // Groups that keep their links in one piece, as HDF5 does since 1.8: a flush that is cut short
  // while a series comes to a file does not lose those before it.
  check(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V18), "H5Pset_libver_bounds",
        path, "");
  // A flush writes last how far the file reaches. Where it is cut short, what lies beyond cannot be
  // read: with room in advance that is no group's or dataset's description.
  check(H5Pset_meta_block_size(access.id(), kMetadata), "H5Pset_meta_block_size", path, "");
  return read::FileHandle(check(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.id()),
                                "H5Fcreate", path, ""));
}

void write_attribute(hid_t owner, const char* name, hid_t type, const void* value,
                     const std::string& path, const std::string& object) {
  if (check(H5Aexists(owner, name), "H5Aexists", path, object) > 0) {
    const read::AttributeHandle old(
        check(H5Aopen(owner, name, H5P_DEFAULT), "H5Aopen", path, object));
    check(H5Awrite(old.id(), type, value), "H5Awrite", path, object);
    return;
  }
  const read::SpaceHandle space(check(H5Screate(H5S_SCALAR), "H5Screate", path, object));
  const read::AttributeHandle made(
      check(H5Acreate2(owner, name, type, space.id(), H5P_DEFAULT, H5P_DEFAULT), "H5Acreate2", path,
            object));
  check(H5Awrite(made.id(), type, value), "H5Awrite", path, object);
}

void write_text(hid_t owner, const char* name, const std::string& text, const std::string& path,
                const std::string& object) {
  const read::TypeHandle type(check(H5Tcopy(H5T_C_S1), "H5Tcopy", path, object));
  check(H5Tset_size(type.id(), text.size() + 1), "H5Tset_size", path, object);
  check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "H5Tset_cset", path, object);
  write_attribute(owner, name, type.id(), text.c_str(), path, object);
}

}  // namespace

PointsFile::PointsFile(std::string path) : path_(std::move(path)), file_(create(path_)) { flush(); }

/// A link's name holds no slash and is not ".".
std::string GroupNames::next(const std::string& series) {
  std::string plain = series;
  std::replace(plain.begin(), plain.end(), '/', '_');
  std::replace(plain.begin(), plain.end(), '\0', '_');
  if (plain.empty() || plain == "." || plain == "..") plain = "series";
  std::string free = plain;
  for (int n = 2; !taken_.insert(free).second; ++n) free = fmt::format("{} {}", plain, n);
  return "/" + free;
}

void PointsFile::declare(const SeriesText& series) {
  const PropertyHandle creation = properties(H5P_LINK_CREATE, path_);
  check(H5Pset_char_encoding(creation.id(), H5T_CSET_UTF8), "H5Pset_char_encoding", path_, "");
  Kept& kept = series_.emplace_back();
  kept.object = names_.next(series.name);
  kept.group = read::GroupHandle(
      check(H5Gcreate2(file_.id(), kept.object.c_str(), creation.id(), H5P_DEFAULT, H5P_DEFAULT),
            "H5Gcreate2", path_, kept.object));
  write_text(kept.group.id(), "name", series.name, path_, kept.object);
  write_text(kept.group.id(), "group", series.group, path_, kept.object);
  write_text(kept.group.id(), "fmt", series.fmt, path_, kept.object);
  write_text(kept.group.id(), "unit", series.unit, path_, kept.object);
  kept.x = column(kept.object, "x", series.expected);
  kept.y = column(kept.object, "y", series.expected);
  kept.changed = true;
}

PointsFile::Column PointsFile::column(const std::string& group, const char* name,
                                      std::uint64_t expected) {
  const std::string object = group + "/" + name;
  const hsize_t none = 0, any = H5S_UNLIMITED;
  const hsize_t chunk = expected == 0 ? kChunk : std::clamp<hsize_t>(expected, kLeastChunk, kChunk);
  const read::SpaceHandle space(
      check(H5Screate_simple(1, &none, &any), "H5Screate_simple", path_, object));
  const PropertyHandle creation = properties(H5P_DATASET_CREATE, path_);
  check(H5Pset_chunk(creation.id(), 1, &chunk), "H5Pset_chunk", path_, object);
  check(H5Pset_fill_time(creation.id(), H5D_FILL_TIME_NEVER), "H5Pset_fill_time", path_, object);
  return {read::DatasetHandle(check(H5Dcreate2(file_.id(), object.c_str(), H5T_NATIVE_DOUBLE,
                                               space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                                    "H5Dcreate2", path_, object)),
          object};
}

void PointsFile::append(std::size_t series, std::span<const double> x, std::span<const double> y,
                        std::uint64_t stands_for) {
  if (series >= series_.size() || x.size() != y.size())
    base::fail("{}: {} and {} values came for series {} of {}", path_, x.size(), y.size(), series,
               series_.size());
  Kept& kept = series_[series];
  write(kept.x, kept.size, x);
  write(kept.y, kept.size, y);
  kept.size += x.size();
  kept.made += stands_for;
  kept.changed = true;
}

void PointsFile::write(Column& column, hsize_t at, std::span<const double> values) {
  if (values.empty()) return;
  const hsize_t count = values.size(), size = at + count;
  const hid_t dataset = column.dataset.id();
  check(H5Dset_extent(dataset, &size), "H5Dset_extent", path_, column.object);
  const read::SpaceHandle in_file(
      check(H5Dget_space(dataset), "H5Dget_space", path_, column.object));
  check(H5Sselect_hyperslab(in_file.id(), H5S_SELECT_SET, &at, nullptr, &count, nullptr),
        "H5Sselect_hyperslab", path_, column.object);
  const read::SpaceHandle in_memory(
      check(H5Screate_simple(1, &count, nullptr), "H5Screate_simple", path_, column.object));
  check(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, in_memory.id(), in_file.id(), H5P_DEFAULT,
                 values.data()),
        "H5Dwrite", path_, column.object);
}

void PointsFile::flush() {
  for (Kept& kept : series_) {
    if (!kept.changed) continue;
    kept.changed = false;
    write_attribute(kept.group.id(), "made", H5T_NATIVE_UINT64, &kept.made, path_, kept.object);
  }
  check(H5Fflush(file_.id(), H5F_SCOPE_LOCAL), "H5Fflush", path_, "");
}

}  // namespace rankplot::record
