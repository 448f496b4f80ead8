#include "painter/record/points_mending.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "painter/read/open.hpp"
#include "painter/read/read.hpp"

namespace rankplot::record {
namespace {

namespace fs = std::filesystem;
using read::check;

constexpr hsize_t kPiece = 65536;  ///< points

/// A column of a file that may be damaged.
class Column {
 public:
  Column(const read::FileHandle& file, const std::string& path, const std::string& object)
      : path_(path),
        object_(object),
        dataset_(read::open_dataset(file, path, object)),
        space_(check(H5Dget_space(dataset_.id()), "H5Dget_space", path, object)) {
    if (H5Sget_simple_extent_ndims(space_.id()) != 1)
      base::fail("{}:{} is no column of points", path, object);
    H5Sget_simple_extent_dims(space_.id(), &size_, nullptr);
  }

  hsize_t size() const { return size_; }

  std::vector<double> read(hsize_t at, hsize_t count) const {
    check(H5Sselect_hyperslab(space_.id(), H5S_SELECT_SET, &at, nullptr, &count, nullptr),
          "H5Sselect_hyperslab", path_, object_);
    const read::SpaceHandle memory(
        check(H5Screate_simple(1, &count, nullptr), "H5Screate_simple", path_, object_));
    std::vector<double> values(static_cast<std::size_t>(count));
    check(H5Dread(dataset_.id(), H5T_NATIVE_DOUBLE, memory.id(), space_.id(), H5P_DEFAULT,
                  values.data()),
          "H5Dread", path_, object_);
    return values;
  }

 private:
  const std::string& path_;
  std::string object_;
  read::DatasetHandle dataset_;
  read::SpaceHandle space_;
  hsize_t size_ = 0;
};

bool holds_exactly(const std::string& path, const std::vector<Flushed>& flushed) try {
  const read::FileHandle file = read::open_file(path);
  H5G_info_t root{};
  check(H5Gget_info(file.id(), &root), "H5Gget_info", path, "/");
  GroupNames names;
  return root.nlinks == flushed.size() &&
         std::all_of(flushed.begin(), flushed.end(), [&](const Flushed& one) {
           const std::string group = names.next(one.text.name);
           return Column(file, path, group + "/x").size() == one.count &&
                  Column(file, path, group + "/y").size() == one.count;
         });
} catch (const base::Error&) {
  return false;  // a flush was cut short: what was flushed before is read all the same
}

void copy(const read::FileHandle& file, const std::string& path, const std::string& group,
          const Flushed& one, std::size_t series, PointsFile& to) {
  const Column x(file, path, group + "/x"), y(file, path, group + "/y");
  if (std::min(x.size(), y.size()) < one.count)
    base::fail("{}:{} holds {} points where {} were flushed", path, group,
               std::min(x.size(), y.size()), one.count);
  for (hsize_t at = 0; at < one.count; at += kPiece) {
    const hsize_t here = std::min(kPiece, one.count - at);
    to.append(series, x.read(at, here), y.read(at, here), at == 0 ? one.made : 0);
  }
}

void rewrite(const std::string& path, const std::vector<Flushed>& flushed,
             const std::string& written_as) {
  const read::FileHandle file = flushed.empty() ? read::FileHandle() : read::open_file(path);
  PointsFile to(written_as);
  GroupNames names;
  for (std::size_t series = 0; series < flushed.size(); ++series) {
    to.declare(flushed[series].text);
    copy(file, path, names.next(flushed[series].text.name), flushed[series], series, to);
  }
  to.flush();
}

}  // namespace

void mend_points(const std::string& path, const std::vector<Flushed>& flushed) {
  if (flushed.empty() && !fs::exists(path)) return;
  if (holds_exactly(path, flushed)) return;
  try {
    const std::string written_as = base::temporary_beside(path);
    rewrite(path, flushed, written_as);
    fs::rename(written_as, path);
  } catch (...) {
    base::remove_temporaries(path, ::getpid());
    throw;
  }
}

}  // namespace rankplot::record
