// What is no good HDF5 file is said to be so.
#include <fstream>

#include "scratch.hpp"

#ifdef __SANITIZE_ADDRESS__
// HDF5 1.10.8 itself loses some memory when a file turns out to be damaged while it is opened.
extern "C" const char* __lsan_default_suppressions() { return "leak:libhdf5_serial"; }
#endif

namespace rankplot::read {
namespace {

class Damage : public Scratch {
 protected:
  void write(const std::string& name, const std::string& bytes) {
    std::ofstream(path(name), std::ios::binary) << bytes;
  }
  std::string bytes_of(const std::string& name) {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  /// What load and scan both say of a file.
  std::string said(const std::string& name) {
    const std::string text = reason(read_of(path(name), "/m"));
    EXPECT_EQ(scan({path(name), {"/m"}}).error, text);
    return text;
  }
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_F(Damage, SaysThatAFileIsMissingEmptyOrAFolder) {
  EXPECT_TRUE(holds(reason(read_of(path("none.h5"), "/m")), "none.h5"));
  EXPECT_TRUE(holds(scan({path("none.h5"), {"/m"}}).error, "No such file"));
  write("empty.h5", "");
  EXPECT_EQ(said("empty.h5"), path("empty.h5") + ": is empty");
  std::filesystem::create_directories(path("folder.h5"));
  EXPECT_TRUE(holds(scan({path("folder.h5"), {"/m"}}).error, "folder.h5"));
}

TEST_F(Damage, SaysWhatAFileIsThatIsNotHdf5) {
  write("text.h5", "step,energy\n1,2\n");
  EXPECT_EQ(said("text.h5"), path("text.h5") + ": is not an HDF5 file: its signature is missing");
  write("classic.nc", std::string("CDF\x01") + std::string(100, '\0'));
  EXPECT_TRUE(holds(said("classic.nc"), "netCDF classic"));
}

TEST_F(Damage, SaysThatAFileIsCutShort) {
  count_up(create(path("a.h5")), "/m", {1000});
  const std::string whole = bytes_of("a.h5");
  write("half.h5", whole.substr(0, whole.size() / 2));
  EXPECT_TRUE(holds(said("half.h5"), "is cut short")) << said("half.h5");
}

TEST_F(Damage, ReadsAFileThatIsStillOpenForWriting) {
  const FileHandle writing = create(path("a.h5"));
  count_up(writing, "/m", {3});
  H5Fflush(writing.id(), H5F_SCOPE_LOCAL);
  // A copy is what another process would see: HDF5 shares a file that this one has open.
  std::filesystem::copy_file(path("a.h5"), path("seen.h5"));
  EXPECT_EQ(load(path("seen.h5"), "/m").values, (std::vector<double>{0, 1, 2}));
}

TEST_F(Damage, ReadsAFileThatItsWriterLeftOpenAndLeavesItAsItIs) {
  // The newest format marks a file that is open for writing; SWMR marks it twice.
  for (const bool swmr : {false, true}) {
    const PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_libver_bounds(access.id(), H5F_LIBVER_V110, H5F_LIBVER_LATEST);
    const FileHandle writing(
        H5Fcreate(path("a.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.id()));
    count_up(writing, "/m", {3});
    if (swmr) {
      ASSERT_GE(H5Fstart_swmr_write(writing.id()), 0) << hdf5_reason();
    }
    H5Fflush(writing.id(), H5F_SCOPE_GLOBAL);
    std::filesystem::copy_file(path("a.h5"), path("seen.h5"),
                               std::filesystem::copy_options::overwrite_existing);
    const std::string before = bytes_of("seen.h5");
    EXPECT_NE(before[11], 0) << "the consistency flags of superblock 3";
    EXPECT_EQ(load(path("seen.h5"), "/m").values, (std::vector<double>{0, 1, 2}));
    EXPECT_EQ(bytes_of("seen.h5"), before);
  }
}

TEST_F(Damage, NeverTakesDamagedMetadataForData) {
  // The newest format checksums its metadata: any changed byte there must be noticed.
  {
    const PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_libver_bounds(access.id(), H5F_LIBVER_V110, H5F_LIBVER_LATEST);
    const FileHandle file(H5Fcreate(path("a.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.id()));
    count_up(file, "/m", {3});
  }
  std::string bytes = bytes_of("a.h5");
  const std::size_t header = bytes.find("OHDR", bytes.find("OHDR") + 1);
  ASSERT_NE(header, std::string::npos);
  bytes[header + 20] = static_cast<char>(bytes[header + 20] ^ 0x55);
  write("bad.h5", bytes);
  EXPECT_THROW(load(path("bad.h5"), "/m"), ReadError);
  const auto catalog = scan({path("bad.h5"), {"/m"}});
  ASSERT_EQ(catalog.datasets.size(), 1u);
  EXPECT_NE(catalog.datasets[0].refusal, "");
}

}  // namespace
}  // namespace rankplot::read
