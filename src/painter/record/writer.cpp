#include "painter/record/writer.hpp"

#include <array>
#include <cstddef>

#include "core/base/files.hpp"
#include "painter/read/read.hpp"

namespace rankplot::record {
namespace {

using read::check;
using read::PropertyHandle;

constexpr std::size_t kGrowthBytes = std::size_t{1} << 20;

PropertyHandle properties(hid_t kind, const std::string& path) {
  return PropertyHandle(check(H5Pcreate(kind), "H5Pcreate", path, ""));
}

PropertyHandle without_times(hid_t kind, const std::string& path) {
  PropertyHandle made = properties(kind, path);
  check(H5Pset_obj_track_times(made.id(), false), "H5Pset_obj_track_times", path, "");
  return made;
}

read::FileHandle create_in_memory(const std::string& path) {
  read::quiet();
  const PropertyHandle access = properties(H5P_FILE_ACCESS, path);
  check(H5Pset_fapl_core(access.id(), kGrowthBytes, false), "H5Pset_fapl_core", path, "");
  // The oldest format, which any reader knows. (In newer ones H5Fget_file_image 1.10.8 changes a
  // flag of the superblock without its checksum.)
  const PropertyHandle creation = without_times(H5P_FILE_CREATE, path);
  return read::FileHandle(check(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()),
                                "H5Fcreate", path, ""));
}

}  // namespace

Writer::Writer(std::string path)
    : path_(std::move(path)),
      link_creation_(properties(H5P_LINK_CREATE, path_)),
      dataset_creation_(without_times(H5P_DATASET_CREATE, path_)),
      file_(create_in_memory(path_)) {
  check(H5Pset_create_intermediate_group(link_creation_.id(), 1),
        "H5Pset_create_intermediate_group", path_, "");
}

void Writer::write(const std::string& object, std::span<const std::int64_t> values) {
  const std::array<hsize_t, 1> extents{values.size()};
  write(object, H5T_NATIVE_INT64, extents, values.data());
}

void Writer::write(const std::string& object, std::span<const double> values) {
  const std::array<hsize_t, 1> extents{values.size()};
  write(object, H5T_NATIVE_DOUBLE, extents, values.data());
}

void Writer::write(const std::string& object, std::span<const float> values, std::size_t rows,
                   std::size_t columns) {
  const std::array<hsize_t, 2> extents{rows, columns};
  write(object, H5T_NATIVE_FLOAT, extents, values.data());
}

void Writer::write(const std::string& object, std::span<const std::int64_t> values,
                   std::span<const std::size_t> shape) {
  const std::vector<hsize_t> extents(shape.begin(), shape.end());
  write(object, H5T_NATIVE_INT64, extents, values.data());
}

void Writer::write(const std::string& object, std::span<const float> values,
                   std::span<const std::size_t> shape) {
  const std::vector<hsize_t> extents(shape.begin(), shape.end());
  write(object, H5T_NATIVE_FLOAT, extents, values.data());
}

void Writer::write(const std::string& object, hid_t type, std::span<const hsize_t> extents,
                   const void* values) {
  const read::SpaceHandle space(
      check(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
            "H5Screate_simple", path_, object));
  const read::DatasetHandle dataset(
      check(H5Dcreate2(file_.id(), object.c_str(), type, space.id(), link_creation_.id(),
                       dataset_creation_.id(), H5P_DEFAULT),
            "H5Dcreate2", path_, object));
  check(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "H5Dwrite", path_,
        object);
}

void Writer::attribute(const std::string& object, const std::string& name, double value) {
  attribute(object, name, H5T_NATIVE_DOUBLE, &value);
}

void Writer::attribute(const std::string& object, const std::string& name,
                       const std::string& text) {
  const read::TypeHandle type(check(H5Tcopy(H5T_C_S1), "H5Tcopy", path_, object));
  check(H5Tset_size(type.id(), text.size() + 1), "H5Tset_size", path_, object);
  check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "H5Tset_cset", path_, object);
  attribute(object, name, type.id(), text.c_str());
}

void Writer::attribute(const std::string& object, const std::string& name, hid_t type,
                       const void* value) {
  const read::SpaceHandle space(check(H5Screate(H5S_SCALAR), "H5Screate", path_, object));
  const read::AttributeHandle made(
      check(H5Acreate_by_name(file_.id(), object.c_str(), name.c_str(), type, space.id(),
                              H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
            "H5Acreate_by_name", path_, object));
  check(H5Awrite(made.id(), type, value), "H5Awrite", path_, object);
}

void Writer::save() {
  check(H5Fflush(file_.id(), H5F_SCOPE_LOCAL), "H5Fflush", path_, "");
  const ssize_t bytes =
      check(H5Fget_file_image(file_.id(), nullptr, 0), "H5Fget_file_image", path_, "");
  std::vector<std::byte> image(static_cast<std::size_t>(bytes));
  check(H5Fget_file_image(file_.id(), image.data(), image.size()), "H5Fget_file_image", path_, "");
  base::write_atomically(path_, image);
}

}  // namespace rankplot::record
