#include "rank/journal/table.hpp"

#include <gtest/gtest.h>

#include "output_folder.hpp"
#include "rank/journal/journal.hpp"

using namespace rankplot;
using namespace rankplot::journal;

namespace {

plan::Outcome saved(std::uint64_t picture, std::string figure, plan::Captures captures,
                    std::vector<std::string> files) {
  plan::Outcome outcome;
  outcome.picture = picture;
  outcome.figure = std::move(figure);
  outcome.captures = std::move(captures);
  outcome.files = std::move(files);
  outcome.saved = true;
  return outcome;
}

}  // namespace

TEST(Table, HasARowAPictureInTheOrderOfThePlan) {
  EXPECT_EQ(table("out", {saved(1, "v", {{"step", "10"}}, {"out/v/10.png"}),
                          saved(0, "v", {{"step", "2"}}, {"out/v/2.png"})}),
            "figure,step,FILE\n"
            "v,2,v/2.png\n"
            "v,10,v/10.png\n");
}

TEST(Table, HasAFileColumnAFormat) {
  EXPECT_EQ(table("out", {saved(0, "v", {}, {"out/a.png", "out/a.jpg"}),
                          saved(1, "w", {}, {"out/b.png", "out/c.png"})}),
            "figure,FILE_jpg,FILE_png,FILE_png_2\n"
            "v,a.jpg,a.png,\n"
            "w,,b.png,c.png\n");
}

TEST(Table, JoinsFiguresWithDifferentCaptures) {
  EXPECT_EQ(table("out", {saved(0, "v", {{"run", "a"}}, {"out/a.png"}),
                          saved(1, "w", {{"step", "1"}}, {"out/b.png"})}),
            "figure,run,step,FILE\n"
            "v,a,,a.png\n"
            "w,,1,b.png\n");
}

TEST(Table, QuotesCellsAsRfc4180Says) {
  EXPECT_EQ(table("out", {saved(0, "a, \"b\"", {}, {"out/a.png"})}),
            "figure,FILE\n\"a, \"\"b\"\"\",a.png\n");
}

TEST(Table, LeavesFailuresToTheJournal) {
  plan::Outcome failed = saved(0, "v", {}, {"out/a.png"});
  failed.saved = false;
  EXPECT_EQ(table("out", {failed}), "figure,FILE\n");
}

TEST(Table, IsWrittenIntoTheOutputFolder) {
  const OutputFolder output;
  write_table(output.path(), {saved(0, "v", {}, {output / "a.png"})});
  EXPECT_EQ(output.text("data.csv"), "figure,FILE\nv,a.png\n");
  std::filesystem::remove(output / "data.csv");
  std::filesystem::create_directory(output / "data.csv");
  EXPECT_THROW(write_table(output.path(), {}), OutputError);
}
