#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "painter/read/hdf5.hpp"
#include "painter/read/read.hpp"

namespace rankplot::read {

/// A temporary folder with HDF5 files made by hand.
class Scratch : public testing::Test {
 protected:
  Scratch() {
    quiet();
    std::filesystem::create_directories(folder_);
  }
  ~Scratch() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  static FileHandle create(const std::string& path) {
    return FileHandle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  }

  /// A dataset of `type` filled from numbers of HDF5 type `from`; groups on its way are made.
  static void put(const FileHandle& file, const std::string& object, hid_t type,
                  const std::vector<hsize_t>& extents, hid_t from, const void* values,
                  hid_t creation = H5P_DEFAULT) {
    const PropertyHandle links(H5Pcreate(H5P_LINK_CREATE));
    H5Pset_create_intermediate_group(links.id(), 1);
    const SpaceHandle space(extents.empty() ? H5Screate(H5S_SCALAR)
                                            : H5Screate_simple(static_cast<int>(extents.size()),
                                                               extents.data(), nullptr));
    const DatasetHandle made(
        H5Dcreate2(file.id(), object.c_str(), type, space.id(), links.id(), creation, H5P_DEFAULT));
    ASSERT_TRUE(made) << object << ": " << hdf5_reason();
    ASSERT_GE(H5Dwrite(made.id(), from, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), 0)
        << object << ": " << hdf5_reason();
  }

  /// 0, 1, 2, ... in row-major order.
  static void count_up(const FileHandle& file, const std::string& object,
                       const std::vector<hsize_t>& extents, hid_t type = H5T_NATIVE_INT32,
                       hid_t creation = H5P_DEFAULT) {
    std::size_t count = 1;
    for (const hsize_t extent : extents) count *= extent;
    std::vector<double> values(count);
    std::iota(values.begin(), values.end(), 0.0);
    put(file, object, type, extents, H5T_NATIVE_DOUBLE, values.data(), creation);
  }

  static base::Field load(const std::string& file, const std::string& object,
                          const std::string& hyperslab = "", const std::string& column = "") {
    Reader reader;
    return to_field(reader.load(read_of(file, object, hyperslab, column), 1 << 30));
  }

  static plan::Read read_of(const std::string& file, const std::string& object,
                            const std::string& hyperslab = "", const std::string& column = "") {
    return {file, object, column, expr::parse_path("/x" + hyperslab).hyperslab};
  }

  static std::string reason(const plan::Read& what, std::size_t most_bytes = 1 << 30) {
    try {
      Reader().load(what, most_bytes);
    } catch (const ReadError& error) {
      EXPECT_EQ(error.file, what.file);
      return error.what();
    }
    return "";
  }

 private:
  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / fmt::format("read-{}", ::getpid());
};

}  // namespace rankplot::read
