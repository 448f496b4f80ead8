// Real files of other programs, where they lie beside the checkout: RANKPLOT_USERS_FILES or
// ../shared/data. Nothing may crash; what is numeric is read.
#include <cstdlib>

#include "scratch.hpp"

namespace rankplot::read {
namespace {

std::string users_files() {
  const char* named = std::getenv("RANKPLOT_USERS_FILES");
  return named != nullptr ? named : RANKPLOT_SOURCE_FOLDER "/../shared/data";
}

class UsersFiles : public Scratch {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(users_files())) GTEST_SKIP() << "no " << users_files();
  }
};

TEST_F(UsersFiles, AreScannedAndReadWithoutAnUnexplainedFailure) {
  const std::vector<std::string> any_depth{"/*", "/*/*", "/*/*/*", "/*/*/*/*", "/*/*/*/*/*"};
  for (const auto& entry : std::filesystem::directory_iterator(users_files())) {
    const std::string file = entry.path().string();
    const auto catalog = scan({file, any_depth});
    if (!catalog.error.empty()) {
      EXPECT_NE(catalog.error.find("is not an HDF5 file"), std::string::npos) << catalog.error;
      continue;
    }
    Reader reader;
    for (const auto& info : catalog.datasets) {
      if (!info.refusal.empty()) continue;
      for (const auto& column :
           info.columns.empty() ? std::vector<std::string>{""} : info.columns) {
        try {
          const auto array = reader.load({file, info.object, column, {}}, 1 << 30);
          EXPECT_EQ(array.shape.size(), info.shape_of(column).size()) << file << info.object;
        } catch (const ReadError& error) {
          EXPECT_NE(std::string(error.what()).find("holds "), std::string::npos) << error.what();
        }
      }
    }
  }
}

TEST_F(UsersFiles, AreRefusedForAMissingFilterOnly) {
  const std::string file = users_files() + "/filter_zstd.h5";
  if (!std::filesystem::exists(file) || H5Zfilter_avail(32015) > 0) GTEST_SKIP() << file;
  const std::string refusal = scan({file, {"/*"}}).datasets.at(0).refusal;
  EXPECT_EQ(refusal.find("needs HDF5 filter 32015 (Zstandard), which is not installed; "), 0u)
      << refusal;
}

}  // namespace
}  // namespace rankplot::read
