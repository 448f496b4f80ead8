#include <fstream>

#include "scratch.hpp"

namespace rankplot::read {
namespace {

using Shape = std::vector<std::size_t>;
using Values = std::vector<double>;

class Load : public Scratch {};

PropertyHandle chunked(const std::vector<hsize_t>& chunk) {
  PropertyHandle creation(H5Pcreate(H5P_DATASET_CREATE));
  H5Pset_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data());
  return creation;
}

TEST_F(Load, ReadsAScalarAsOneValueWithoutAxes) {
  const double value = 42.5;
  put(create(path("a.h5")), "/s", H5T_NATIVE_DOUBLE, {}, H5T_NATIVE_DOUBLE, &value);
  const base::Field field = load(path("a.h5"), "/s");
  EXPECT_TRUE(field.is_scalar());
  EXPECT_EQ(field.values, Values{42.5});
}

TEST_F(Load, ReadsAnyNumberOfAxes) {
  {
    const FileHandle file = create(path("a.h5"));
    count_up(file, "/five", {2, 3, 1, 2, 2});
    count_up(file, "/empty", {0, 3});
  }
  const base::Field five = load(path("a.h5"), "/five");
  EXPECT_EQ(five.shape, (Shape{2, 3, 1, 2, 2}));
  EXPECT_EQ(five.values[23], 23);
  const base::Field empty = load(path("a.h5"), "/empty");
  EXPECT_EQ(empty.shape, (Shape{0, 3}));
  EXPECT_TRUE(empty.values.empty());
}

TEST_F(Load, ReadsExactlyTheHyperslab) {
  // Element [i, j] of 4 x 5 is 5 i + j.
  count_up(create(path("a.h5")), "/m", {4, 5});
  const base::Field row = load(path("a.h5"), "/m", "[2]");
  EXPECT_EQ(row.shape, Shape{5});
  EXPECT_EQ(row.values, (Values{10, 11, 12, 13, 14}));
  EXPECT_EQ(load(path("a.h5"), "/m", "[:, -1]").values, (Values{4, 9, 14, 19}));
  EXPECT_EQ(load(path("a.h5"), "/m", "[1::2, 0:4:3]").values, (Values{5, 8, 15, 18}));
  EXPECT_EQ(load(path("a.h5"), "/m", "[1::2, 0:4:3]").shape, (Shape{2, 2}));
  const base::Field one = load(path("a.h5"), "/m", "[3, 4]");
  EXPECT_TRUE(one.is_scalar());
  EXPECT_EQ(one.values, Values{19});
  EXPECT_EQ(load(path("a.h5"), "/m", "[2:2]").shape, (Shape{0, 5}));
}

TEST_F(Load, ReadsContiguousChunkedAndCompressedAlike) {
  {
    const FileHandle file = create(path("a.h5"));
    count_up(file, "/contiguous", {30, 40});
    count_up(file, "/chunked", {30, 40}, H5T_NATIVE_INT32, chunked({7, 11}).id());
    PropertyHandle packed = chunked({7, 11});
    H5Pset_shuffle(packed.id());
    H5Pset_deflate(packed.id(), 4);
    H5Pset_fletcher32(packed.id());
    count_up(file, "/deflated", {30, 40}, H5T_NATIVE_INT32, packed.id());
    if (H5Zfilter_avail(H5Z_FILTER_SZIP) > 0) {
      PropertyHandle szip = chunked({8, 8});
      H5Pset_szip(szip.id(), H5_SZIP_NN_OPTION_MASK, 8);
      count_up(file, "/szip", {30, 40}, H5T_NATIVE_INT32, szip.id());
    }
  }
  const Values expected = load(path("a.h5"), "/contiguous", "[3:29:4, 5::3]").values;
  EXPECT_EQ(expected.size(), 7u * 12u);
  EXPECT_EQ(expected[13], 40 * 7 + 8);  // row 3 + 4, column 5 + 3
  for (const char* object : {"/chunked", "/deflated", "/szip"}) {
    EXPECT_EQ(load(path("a.h5"), object, "[3:29:4, 5::3]").values, expected) << object;
  }
}

TEST_F(Load, SweepsSlabsThroughLargeCompressedChunks) {
  // Chunks of 64 x 64 x 64 float64 are 2 MiB, above HDF5's own cache; [i, j, k] is 64 (64 i + j) +
  // k.
  {
    PropertyHandle packed = chunked({64, 64, 64});
    H5Pset_deflate(packed.id(), 1);
    count_up(create(path("a.h5")), "/v", {64, 64, 64}, H5T_NATIVE_DOUBLE, packed.id());
  }
  Reader reader;
  for (int k = 0; k < 64; ++k) {
    const auto array =
        reader.load(read_of(path("a.h5"), "/v", fmt::format("[:, :, {}]", k)), 1 << 30);
    const base::Field slab = to_field(array);
    ASSERT_EQ(slab.shape, (Shape{64, 64}));
    EXPECT_EQ(slab.values[64 * 5 + 9], 64 * (64 * 5 + 9) + k);
  }
}

TEST_F(Load, TakesOneColumnOfATable) {
  struct Row {
    double time;
    std::int16_t count;
    float pressure;
  };
  const std::vector<Row> rows{{0.5, 1, 10.25f}, {1.5, 2, 20.5f}, {2.5, -3, 30.75f}};
  {
    const TypeHandle type(H5Tcreate(H5T_COMPOUND, sizeof(Row)));
    H5Tinsert(type.id(), "time", offsetof(Row, time), H5T_NATIVE_DOUBLE);
    H5Tinsert(type.id(), "count", offsetof(Row, count), H5T_NATIVE_INT16);
    H5Tinsert(type.id(), "pressure", offsetof(Row, pressure), H5T_NATIVE_FLOAT);
    put(create(path("a.h5")), "/table", type.id(), {3}, type.id(), rows.data());
  }
  EXPECT_EQ(load(path("a.h5"), "/table", "", "pressure").values, (Values{10.25, 20.5, 30.75}));
  EXPECT_EQ(load(path("a.h5"), "/table", "[1:]", "count").values, (Values{2, -3}));
  EXPECT_EQ(reason(read_of(path("a.h5"), "/table", "", "presure")),
            path("a.h5") +
                ":/table: no column 'presure'; did you mean 'pressure'? its columns: "
                "time, count, pressure");
  EXPECT_EQ(reason(read_of(path("a.h5"), "/table")),
            path("a.h5") +
                ":/table: is a table: name a column, as in /table[time]; its columns: "
                "time, count, pressure");
}

TEST_F(Load, RefusesAColumnOfWhatIsNoTable) {
  count_up(create(path("a.h5")), "/m", {4});
  EXPECT_EQ(reason(read_of(path("a.h5"), "/m", "", "x")),
            path("a.h5") + ":/m: has no columns, so no 'x'");
}

TEST_F(Load, NamesTheNearestDatasetBesideAMissingOne) {
  count_up(create(path("a.h5")), "/run/pressure", {4});
  EXPECT_EQ(reason(read_of(path("a.h5"), "/run/presure")),
            path("a.h5") +
                ":/run/presure: no object 'presure' in '/run'; did you mean 'pressure'? "
                "it has: pressure");
  EXPECT_EQ(reason(read_of(path("a.h5"), "/other/pressure")),
            path("a.h5") + ":/other/pressure: no object 'other' in '/'; it has: run");
  EXPECT_EQ(reason(read_of(path("a.h5"), "/run")),
            path("a.h5") + ":/run: is a group, not a dataset; it has: pressure");
  EXPECT_EQ(
      reason(read_of(path("a.h5"), "/run/pressure/x")),
      path("a.h5") + ":/run/pressure/x: '/run/pressure' is not a group, so 'x' cannot be in it");
}

TEST_F(Load, RefusesWhatIsTooLargeBeforeAllocating) {
  // 2^32 elements that take no space in the file: never written, chunked.
  {
    const FileHandle file = create(path("a.h5"));
    const std::vector<hsize_t> extents{1u << 16, 1u << 16};
    const SpaceHandle space(H5Screate_simple(2, extents.data(), nullptr));
    const DatasetHandle made(H5Dcreate2(file.id(), "/huge", H5T_NATIVE_DOUBLE, space.id(),
                                        H5P_DEFAULT, chunked({64, 64}).id(), H5P_DEFAULT));
    ASSERT_TRUE(made);
  }
  bool allocated = false;
  const auto allocate = [&](std::size_t bytes) {
    allocated = true;
    return heap(bytes);
  };
  Reader reader;
  EXPECT_THROW(reader.load(read_of(path("a.h5"), "/huge"), 1'000'000, allocate), ReadError);
  EXPECT_FALSE(allocated);
  const std::string text = reason(read_of(path("a.h5"), "/huge"), 1'000'000);
  EXPECT_NE(text.find("4294967296 x 8 bytes, more than the 1000000 allowed"), std::string::npos)
      << text;
  EXPECT_EQ(load(path("a.h5"), "/huge", "[0, :3]").values, (Values{0, 0, 0}));  // the fill value
}

TEST_F(Load, RefusesACompressedChunkThatExpandsTooFar) {
  {
    const FileHandle file = create(path("a.h5"));
    PropertyHandle packed = chunked({1 << 14, 1 << 14});  // 2 GiB a chunk, never written
    H5Pset_deflate(packed.id(), 1);
    const std::vector<hsize_t> extents{1 << 14, 1 << 14};
    const SpaceHandle space(H5Screate_simple(2, extents.data(), nullptr));
    const DatasetHandle made(H5Dcreate2(file.id(), "/v", H5T_NATIVE_DOUBLE, space.id(), H5P_DEFAULT,
                                        packed.id(), H5P_DEFAULT));
    ASSERT_TRUE(made);
  }
  EXPECT_NE(reason(read_of(path("a.h5"), "/v", "[0, 0]")).find("one compressed chunk takes"),
            std::string::npos);
}

TEST_F(Load, SaysWhichIndexIsOutsideWhichAxis) {
  count_up(create(path("a.h5")), "/m", {4, 5});
  const std::string text = reason(read_of(path("a.h5"), "/m", "[0, 7]"));
  EXPECT_EQ(text.find(path("a.h5") + ":/m: "), 0u) << text;
  EXPECT_NE(text.find("7"), std::string::npos);
}

TEST_F(Load, SeesAFileThatWasReplaced) {
  count_up(create(path("a.h5")), "/m", {3});
  Reader reader;
  EXPECT_EQ(reader.load(read_of(path("a.h5"), "/m"), 1 << 20).count(), 3u);
  count_up(create(path("b.h5")), "/m", {5});
  std::filesystem::rename(path("b.h5"), path("a.h5"));
  EXPECT_EQ(reader.load(read_of(path("a.h5"), "/m"), 1 << 20).count(), 5u);
}

TEST_F(Load, ReadsMoreFilesThanItKeepsOpen) {
  Reader reader;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 20; ++i) {
      const std::string name = path(fmt::format("f{}.h5", i));
      if (round == 0) count_up(create(name), "/m", {static_cast<hsize_t>(i + 1)});
      EXPECT_EQ(reader.load(read_of(name, "/m"), 1 << 20).count(), static_cast<std::size_t>(i + 1));
    }
  }
  const auto links = std::filesystem::directory_iterator("/proc/self/fd");
  const auto open_files = std::count_if(begin(links), end(links), [](const auto& entry) {
    std::error_code gone;
    return std::filesystem::read_symlink(entry.path(), gone).extension() == ".h5";
  });
  EXPECT_EQ(open_files, 8);
}

TEST_F(Load, TellsWhatItTouchesBeforeTouchingIt) {
  count_up(create(path("a.h5")), "/m", {3});
  std::vector<std::string> told;
  Reader reader([&](const std::string& file, const std::string& object) {
    told.push_back(file + ":" + object);
  });
  EXPECT_THROW(reader.load(read_of(path("none.h5"), "/m"), 1 << 20), ReadError);
  reader.load(read_of(path("a.h5"), "/m"), 1 << 20);
  EXPECT_EQ(told, (std::vector<std::string>{path("none.h5") + ":/m", path("a.h5") + ":/m"}));
}

TEST_F(Load, UsesTheAllocatorGiven) {
  count_up(create(path("a.h5")), "/m", {3}, H5T_NATIVE_INT16);
  std::size_t asked = 0;
  std::shared_ptr<std::byte> given;
  const auto array = Reader().load(read_of(path("a.h5"), "/m"), 1 << 20, [&](std::size_t bytes) {
    asked = bytes;
    return given = heap(bytes);
  });
  EXPECT_EQ(asked, 6u);
  EXPECT_EQ(array.data.get(), given.get());
}

TEST_F(Load, NamesAMissingFilterAndItsPackage) {
  // 32001 is Blosc, 40000 nobody's; optional, so that HDF5 lets the file be made without them.
  const auto with_filter = [&](const std::string& object, H5Z_filter_t number) {
    const FileHandle file(H5Fopen(path("a.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT));
    PropertyHandle creation = chunked({4});
    H5Pset_filter(creation.id(), number, H5Z_FLAG_OPTIONAL, 0, nullptr);
    count_up(file, object, {4}, H5T_NATIVE_INT32, creation.id());
  };
  create(path("a.h5"));
  if (H5Zfilter_avail(32001) > 0) GTEST_SKIP() << "Blosc is installed here";
  with_filter("/blosc", 32001);
  with_filter("/unknown", 40000);
  const auto catalog = scan({path("a.h5"), {"/blosc", "/unknown"}});
  ASSERT_EQ(catalog.datasets.size(), 2u);
  EXPECT_EQ(catalog.datasets[0].refusal,
            "needs HDF5 filter 32001 (Blosc), which is not installed; install it: apt-get install "
            "hdf5-filter-plugin-blosc-serial");
  EXPECT_NE(catalog.datasets[1].refusal.find("needs HDF5 filter 40000 (no name given)"),
            std::string::npos);
}

}  // namespace
}  // namespace rankplot::read
