// What the two programs load: the rank neither HDF5 nor VTK, the painter no MPI.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

namespace {

std::string output_of(const std::string& command) {
  struct Close {
    void operator()(FILE* pipe) const { pclose(pipe); }
  };
  const std::unique_ptr<FILE, Close> pipe(popen(command.c_str(), "r"));
  std::string text;
  std::array<char, 4096> block{};
  while (pipe) {
    const std::size_t got = fread(block.data(), 1, block.size(), pipe.get());
    if (got == 0) break;
    text.append(block.data(), got);
  }
  return text;
}

void expect_loads_none(const std::string& program, std::initializer_list<const char*> libraries) {
  const std::string loaded = output_of("ldd " RANKPLOT_BIN_DIR "/" + program);
  ASSERT_NE(loaded.find("libstdc++"), std::string::npos) << loaded;
  for (const char* library : libraries) {
    EXPECT_EQ(loaded.find(library), std::string::npos) << program << " loads " << library;
  }
}

TEST(Programs, RankplotLoadsNeitherHdf5NorVtkNorCairo) {
  expect_loads_none("rankplot", {"libhdf5", "libvtk", "libcairo", "libfreetype"});
}

TEST(Programs, PainterLoadsNeitherMpiNorOpenGl) {
  expect_loads_none("rankplot-painter", {"libmpi", "libGL.so", "libOpenGL", "libavcodec"});
}

}  // namespace
