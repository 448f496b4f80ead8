// Every way in which HDF5 lays data out in files.
#include <fstream>

#include "scratch.hpp"

namespace rankplot::read {
namespace {

using Values = std::vector<double>;

class Layout : public Scratch {
 protected:
  /// A dataset of 4 x 6 that counts up, laid out as `creation` says, in a file of the newest
  /// format.
  void expect_read(const PropertyHandle& creation, bool unlimited_first, bool unlimited_second,
                   const std::string& name) {
    const std::string file_path = path(name);
    {
      const PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS));
      H5Pset_libver_bounds(access.id(), H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
      const FileHandle file(H5Fcreate(file_path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.id()));
      const std::vector<hsize_t> extents{4, 6};
      const std::vector<hsize_t> most{unlimited_first ? H5S_UNLIMITED : 4,
                                      unlimited_second ? H5S_UNLIMITED : 6};
      const SpaceHandle space(H5Screate_simple(2, extents.data(), most.data()));
      const DatasetHandle made(H5Dcreate2(file.id(), "/d", H5T_STD_I32LE, space.id(), H5P_DEFAULT,
                                          creation.id(), H5P_DEFAULT));
      ASSERT_TRUE(made) << hdf5_reason();
      std::vector<int> values(24);
      std::iota(values.begin(), values.end(), 0);
      ASSERT_GE(H5Dwrite(made.id(), H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
                0);
    }
    EXPECT_EQ(load(file_path, "/d", "[1::2, 4:]").values, (Values{10, 11, 22, 23})) << name;
    EXPECT_EQ(scan({file_path, {"/d"}}).datasets.at(0).refusal, "") << name;
  }

  static PropertyHandle created() { return PropertyHandle(H5Pcreate(H5P_DATASET_CREATE)); }
  static PropertyHandle chunked(hsize_t rows, hsize_t columns) {
    PropertyHandle creation = created();
    const std::vector<hsize_t> chunk{rows, columns};
    H5Pset_chunk(creation.id(), 2, chunk.data());
    return creation;
  }
};

TEST_F(Layout, CompactAndContiguousAreRead) {
  PropertyHandle compact = created();
  H5Pset_layout(compact.id(), H5D_COMPACT);
  expect_read(compact, false, false, "compact.h5");
  expect_read(created(), false, false, "contiguous.h5");
}

TEST_F(Layout, EveryChunkIndexIsRead) {
  expect_read(chunked(4, 6), false, false, "single.h5");
  PropertyHandle early = chunked(2, 3);
  H5Pset_alloc_time(early.id(), H5D_ALLOC_TIME_EARLY);
  expect_read(early, false, false, "implicit.h5");
  expect_read(chunked(2, 3), false, false, "fixed_array.h5");
  expect_read(chunked(2, 3), true, false, "extensible_array.h5");
  expect_read(chunked(2, 3), true, true, "b_tree_2.h5");
}

TEST_F(Layout, EveryFilterOfHdf5IsRead) {
  PropertyHandle scaled = chunked(2, 3);
  H5Pset_scaleoffset(scaled.id(), H5Z_SO_INT, H5Z_SO_INT_MINBITS_DEFAULT);
  expect_read(scaled, false, false, "scale_offset.h5");
  PropertyHandle packed = chunked(2, 3);
  H5Pset_nbit(packed.id());
  expect_read(packed, false, false, "n_bit.h5");
  PropertyHandle all = chunked(2, 3);
  H5Pset_shuffle(all.id());
  H5Pset_deflate(all.id(), 9);
  H5Pset_fletcher32(all.id());
  expect_read(all, true, false, "deflate.h5");
}

TEST_F(Layout, RawFilesAreFoundBesideTheirHdf5File) {
  PropertyHandle outside = created();
  H5Pset_external(outside.id(), "d.raw", 8, 24 * sizeof(int));
  {
    std::ofstream raw(path("d.raw"), std::ios::binary);
    raw << "8 bytes:";
    for (int i = 0; i < 24; ++i) raw.write(reinterpret_cast<const char*>(&i), sizeof i);
    const FileHandle file = create(path("a.h5"));
    const std::vector<hsize_t> extents{4, 6};
    const SpaceHandle space(H5Screate_simple(2, extents.data(), nullptr));
    const DatasetHandle made(H5Dcreate2(file.id(), "/d", H5T_NATIVE_INT, space.id(), H5P_DEFAULT,
                                        outside.id(), H5P_DEFAULT));
    ASSERT_TRUE(made) << hdf5_reason();
  }
  EXPECT_EQ(load(path("a.h5"), "/d", "[3]").values, (Values{18, 19, 20, 21, 22, 23}));
  std::filesystem::resize_file(path("d.raw"), 90);
  EXPECT_EQ(reason(read_of(path("a.h5"), "/d")), path("a.h5") + ":/d: its raw data file '" +
                                                     path("d.raw") +
                                                     "' has 90 bytes and should have 104");
  std::filesystem::remove(path("d.raw"));
  EXPECT_EQ(reason(read_of(path("a.h5"), "/d")),
            path("a.h5") + ":/d: its raw data file '" + path("d.raw") +
                "' cannot be looked at: No such file or directory");
}

TEST_F(Layout, MissingSourcesOfAVirtualDatasetAreItsFillValueAndNoted) {
  // Three rows of 4 from a file each; the second is not there.
  for (const char* name : {"s0.h5", "s2.h5"}) count_up(create(path(name)), "/row", {4});
  {
    const PropertyHandle creation = created();
    const int fill = -9;
    H5Pset_fill_value(creation.id(), H5T_NATIVE_INT, &fill);
    const std::vector<hsize_t> extents{3, 4}, count{1, 4};
    const SpaceHandle space(H5Screate_simple(2, extents.data(), nullptr));
    const SpaceHandle source(H5Screate_simple(1, &extents[1], nullptr));
    for (hsize_t i = 0; i < 3; ++i) {
      const std::vector<hsize_t> start{i, 0};
      H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr);
      H5Pset_virtual(creation.id(), space.id(), fmt::format("s{}.h5", i).c_str(), "/row",
                     source.id());
    }
    const FileHandle file = create(path("v.h5"));
    const DatasetHandle made(H5Dcreate2(file.id(), "/v", H5T_NATIVE_INT, space.id(), H5P_DEFAULT,
                                        creation.id(), H5P_DEFAULT));
    ASSERT_TRUE(made) << hdf5_reason();
  }
  const base::Array array = Reader().load(read_of(path("v.h5"), "/v"), 1 << 20);
  EXPECT_EQ(to_field(array).values, (Values{0, 1, 2, 3, -9, -9, -9, -9, 0, 1, 2, 3}));
  EXPECT_EQ(array.notes,
            std::vector<std::string>{path("v.h5") +
                                     ":/v: 1 of the 3 files of this virtual dataset are missing "
                                     "(as 's1.h5'): its fill value stands for them"});
}

TEST_F(Layout, AFileMayBeginWithAUserBlock) {
  const PropertyHandle creation(H5Pcreate(H5P_FILE_CREATE));
  H5Pset_userblock(creation.id(), 512);
  count_up(FileHandle(H5Fcreate(path("a.h5").c_str(), H5F_ACC_TRUNC, creation.id(), H5P_DEFAULT)),
           "/d", {3});
  std::fstream(path("a.h5"), std::ios::in | std::ios::out | std::ios::binary) << "MATLAB 7.3";
  EXPECT_EQ(load(path("a.h5"), "/d").values, (Values{0, 1, 2}));
}

class PartedFiles : public Layout {
 protected:
  void write(const std::string& name, const PropertyHandle& access) {
    const FileHandle file(H5Fcreate(path(name).c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.id()));
    ASSERT_TRUE(file) << hdf5_reason();
    count_up(file, "/d", {2000});
  }
  void expect_read(const std::string& name) {
    const base::Field field = load(path(name), "/d");
    EXPECT_EQ(field.values.size(), 2000u);
    EXPECT_EQ(field.values.at(1999), 1999);
  }
  const PropertyHandle access_{H5Pcreate(H5P_FILE_ACCESS)};
};

TEST_F(PartedFiles, OfAFamilyAreOpenedByAnyMember) {
  H5Pset_fapl_family(access_.id(), 2048, H5P_DEFAULT);
  write("run_%05d.h5", access_);
  ASSERT_TRUE(std::filesystem::exists(path("run_00004.h5")));  // 8000 bytes in parts of 2048
  expect_read("run_00000.h5");
  expect_read("run_00002.h5");
  std::filesystem::remove(path("run_00002.h5"));
  const std::string text = reason(read_of(path("run_00000.h5"), "/d"));
  EXPECT_NE(text.find("is a part of a family of files (" + path("run_%05d.h5") +
                      "), which cannot be opened together"),
            std::string::npos)
      << text;
}

TEST_F(PartedFiles, OfNoFamilyAreNotTakenForOne) {
  count_up(create(path("step_000.h5")), "/d", {3});
  std::ofstream(path("step_001.h5")) << "no HDF5";
  EXPECT_EQ(reason(read_of(path("step_001.h5"), "/d")),
            path("step_001.h5") + ": is not an HDF5 file: its signature is missing");
}

TEST_F(PartedFiles, OfASplitFileAreOpenedByEither) {
  H5Pset_fapl_split(access_.id(), "-m.h5", H5P_DEFAULT, "-r.h5", H5P_DEFAULT);
  write("run", access_);
  expect_read("run-m.h5");
  expect_read("run-r.h5");
  std::filesystem::remove(path("run-r.h5"));
  const std::string text = reason(read_of(path("run-m.h5"), "/d"));
  EXPECT_NE(text.find("is a part of a split file"), std::string::npos) << text;
  EXPECT_NE(text.find("of which the second is missing"), std::string::npos) << text;
}

TEST_F(PartedFiles, OfAMultiFileAreOpenedByAny) {
  H5Pset_fapl_multi(access_.id(), nullptr, nullptr, nullptr, nullptr, true);
  write("run", access_);
  expect_read("run-s.h5");
}

}  // namespace
}  // namespace rankplot::read
