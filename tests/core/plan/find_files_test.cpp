#include <unistd.h>

#include <sys/stat.h>

#include "core/plan/pattern.hpp"
#include "folder.hpp"
#include "jobs.hpp"

namespace rankplot::plan {
namespace {

namespace fs = std::filesystem;
using testing::Folder;

std::vector<std::string> names(const Folder& folder, const std::string& pattern) {
  std::vector<std::string> names;
  const std::string root = folder / "";
  for (const FoundFile& file : find_files(Pattern::parse(root + pattern))) {
    EXPECT_TRUE(file.path.starts_with(root));
    names.push_back(file.path.substr(root.size()));
  }
  return names;
}

TEST(FindFiles, SortsCapturesAsNumbers) {
  const Folder folder;
  for (const char* name : {"gs_10.h5", "gs_9.h5", "gs_100.h5", "gs_last.h5", "other.h5"}) {
    folder.touch(name);
  }
  EXPECT_EQ(names(folder, "gs_{step}.h5"),
            (std::vector<std::string>{"gs_9.h5", "gs_10.h5", "gs_100.h5", "gs_last.h5"}));
  EXPECT_EQ(find_files(Pattern::parse(folder / "gs_{step}.h5")).front().captures,
            (Captures{{"step", "9"}}));
}

TEST(FindFiles, SortsByTheCapturesInTheOrderOfThePattern) {
  const Folder folder;
  for (const char* name : {"b/2.h5", "a/10.h5", "a/2.h5", "b/1.h5"}) folder.touch(name);
  EXPECT_EQ(names(folder, "{run}/{step}.h5"),
            (std::vector<std::string>{"a/2.h5", "a/10.h5", "b/1.h5", "b/2.h5"}));
}

TEST(FindFiles, WantsRepeatedCapturesToAgreeAcrossFolders) {
  const Folder folder;
  for (const char* name : {"a/a_1.h5", "a/b_1.h5", "b/b_2.h5"}) folder.touch(name);
  EXPECT_EQ(names(folder, "{run}/{run}_{step}.h5"),
            (std::vector<std::string>{"a/a_1.h5", "b/b_2.h5"}));
}

TEST(FindFiles, TakesRegularFilesThatAreNotHidden) {
  const Folder folder;
  for (const char* name : {"a.h5", ".b.h5", "c.h5/inside"}) folder.touch(name);
  ASSERT_EQ(::mkfifo((folder / "pipe.h5").c_str(), 0600), 0);
  fs::create_symlink("nowhere", folder / "dangling.h5");
  EXPECT_EQ(names(folder, "*.h5"), std::vector<std::string>{"a.h5"});
  EXPECT_EQ(names(folder, ".*.h5"), std::vector<std::string>{".b.h5"});
  EXPECT_EQ(names(folder, "a.h5"), std::vector<std::string>{"a.h5"});
  EXPECT_TRUE(names(folder, "c.h5").empty());
  EXPECT_TRUE(names(folder, "none/*.h5").empty());
  EXPECT_TRUE(names(folder, "a.h5/*.h5").empty());
}

TEST(FindFiles, CountsAFileOnceThatAGlobReachesThroughALink) {
  const Folder folder;
  folder.touch("run1/gs_1.h5");
  folder.touch("run2/gs_1.h5");
  fs::create_directory_symlink("run2", folder / "latest");
  fs::create_directory_symlink(".", folder / "loop");
  EXPECT_EQ(names(folder, "*/gs_{step}.h5"),
            (std::vector<std::string>{"run1/gs_1.h5", "run2/gs_1.h5"}));
  EXPECT_EQ(names(folder, "{run}/gs_1.h5"),
            (std::vector<std::string>{"latest/gs_1.h5", "run1/gs_1.h5", "run2/gs_1.h5"}));
}

/// Gives up root's rights, where the test runs with them, until it goes.
class NotRoot {
 public:
  NotRoot() {
    if (was_root_ && ::seteuid(65534) != 0) ADD_FAILURE() << "root's rights stay";
  }
  ~NotRoot() {
    if (was_root_ && ::seteuid(0) != 0) ADD_FAILURE() << "root's rights are lost";
  }
  NotRoot(const NotRoot&) = delete;
  NotRoot& operator=(const NotRoot&) = delete;

 private:
  const bool was_root_ = ::geteuid() == 0;
};

TEST(FindFiles, NamesTheFolderThatItCannotList) {
  const Folder folder;
  folder.touch("closed/a.h5");
  fs::permissions(folder / "closed", fs::perms::none);
  std::string message;
  {
    const NotRoot user;  // whom no folder opens by itself
    message = testing::error_of([&] { names(folder, "closed/*.h5"); });
  }
  fs::permissions(folder / "closed", fs::perms::owner_all);
  EXPECT_TRUE(testing::contains(message, folder / "closed")) << message;
}

}  // namespace
}  // namespace rankplot::plan
