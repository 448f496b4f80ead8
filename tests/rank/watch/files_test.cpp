#include "rank/watch/files.hpp"

#include <gtest/gtest.h>

#include "folder.hpp"

using rankplot::watch::Files;

TEST(Files, AreFinishedWhenTheyHaveBeenLeftAlone) {
  const Folder folder;
  std::ofstream writer(folder / "gs_1.h5");
  writer << "begin" << std::flush;  // held open: nobody hears of its end
  Files files({folder / "gs_{step}.h5"}, 2);
  files.look(100);
  EXPECT_FALSE(files.is_finished(folder / "gs_1.h5"));
  EXPECT_FALSE(files.has_news());
  files.look(101.5);
  writer << "more" << std::flush;
  files.look(102.5);  // it grew: begins anew
  EXPECT_FALSE(files.is_finished(folder / "gs_1.h5"));
  EXPECT_EQ(files.changed_s(), 102.5);
  files.look(104.6);
  EXPECT_TRUE(files.is_finished(folder / "gs_1.h5"));
  EXPECT_TRUE(files.has_news());
}

TEST(Files, AreFinishedAtOnceWhenTheirWriterClosesThem) {
  const Folder folder;
  Files files({folder / "gs_{step}.h5"}, 1000);
  files.look(100);
  EXPECT_FALSE(files.listen());
  folder.append("gs_1.h5", "all of it");
  EXPECT_TRUE(files.listen());
  files.look(100.1);  // sees it for the first time
  EXPECT_TRUE(files.is_finished(folder / "gs_1.h5"));
  std::ofstream writer(folder / "gs_1.h5", std::ios::app);
  writer << "and more" << std::flush;
  files.look(100.2);
  EXPECT_FALSE(files.is_finished(folder / "gs_1.h5"));
  writer.close();
  files.look(100.3);
  EXPECT_TRUE(files.is_finished(folder / "gs_1.h5"));
}

TEST(Files, ThatAreOldWhenSeenFirstAreFinished) {
  const Folder folder;
  folder.append("gs_1.h5", "old");
  folder.age("gs_1.h5", 60);
  Files files({folder / "gs_{step}.h5"}, 2);
  files.look(100);
  EXPECT_TRUE(files.is_finished(folder / "gs_1.h5"));
}

TEST(Files, AreNewsOnceAndAgainWhenTheyChange) {
  const Folder folder;
  folder.append("gs_1.h5", "old");
  folder.age("gs_1.h5", 60);
  Files files({folder / "gs_{step}.h5"}, 2);
  files.look(100);
  EXPECT_TRUE(files.has_news());
  files.take();
  files.look(101);
  EXPECT_FALSE(files.has_news());
  folder.append("gs_1.h5", "more");
  files.look(102);
  files.look(105);
  EXPECT_TRUE(files.has_news());
  EXPECT_EQ(files.finished(), 1u);
}

TEST(Files, ThatGoAreForgotten) {
  const Folder folder;
  folder.append("gs_1.h5", "old");
  folder.age("gs_1.h5", 60);
  Files files({folder / "gs_{step}.h5"}, 2);
  files.look(100);
  std::filesystem::remove(folder / "gs_1.h5");
  files.look(101);
  EXPECT_FALSE(files.is_finished(folder / "gs_1.h5"));
  EXPECT_EQ(files.finished() + files.unfinished(), 0u);
}
