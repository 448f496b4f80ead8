#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "rank/journal/journal.hpp"
#include "sandbox.hpp"

using namespace rankplot;

namespace {

/// Of its three figures one is as it should be, one shows data beyond its limits, and one has
/// nothing but NaN.
const char* const kJob =
    "output = \"out\"\n"
    "input  = \"sample/gray_scott/gs_{step}.h5\"\n"
    "[[figure]]\n"
    "name = \"good\"\n"
    "save = \"good_{step}.png\"\n"
    "  [[figure.layer]]\n"
    "  kind  = \"heatmap\"\n"
    "  value = \"/fields/V\"\n"
    "[[figure]]\n"
    "name = \"beyond\"\n"
    "save = \"beyond_{step}.png\"\n"
    "ylim = [5, 6]\n"
    "  [[figure.layer]]\n"
    "  kind = \"line\"\n"
    "  y    = \"/fields/V[8, :]\"\n"
    "[[figure]]\n"
    "name = \"nan\"\n"
    "save = \"nan_{step}.svg\"\n"
    "  [[figure.layer]]\n"
    "  kind = \"line\"\n"
    "  y    = \"sqrt(`/fields/V[8, :]` - 10)\"\n";

std::vector<std::string> notes_of(const journal::Record& record, const std::string& figure) {
  for (const plan::Outcome& outcome : record.outcomes)
    if (outcome.figure == figure) return outcome.notes;
  ADD_FAILURE() << "the journal has no " << figure;
  return {};
}

}  // namespace

TEST(Warnings, StandInSummaryJournalGalleryAndStatus) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  sandbox.write("job.toml", kJob);
  const Ended ended = sandbox.run(0, {"job.toml"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_NE(ended.out.find("3 of 3 figures saved"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("2 of 3 figures have a warning"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("warning: figure 'beyond' step=0: layer 1 (line): all of it, from "),
            std::string::npos)
      << ended.out;
  EXPECT_NE(ended.out.find("lies outside ylim = [5, 6]"), std::string::npos) << ended.out;

  const journal::Record record = journal::read(sandbox / "out");
  EXPECT_TRUE(notes_of(record, "good").empty());
  ASSERT_EQ(notes_of(record, "nan").size(), 1u);
  EXPECT_NE(notes_of(record, "nan")[0].find("warning: layer 1 (line): all 16 values of y = "),
            std::string::npos)
      << notes_of(record, "nan")[0];
  const std::string page = sandbox.text("out/index.html");
  EXPECT_NE(page.find("lies outside ylim = [5, 6]: nothing of it is in the picture"),
            std::string::npos);
  const Ended status = sandbox.rankplot({"status", "out"});
  EXPECT_EQ(status.code, 0);
  EXPECT_NE(status.out.find("3 of 3 figures saved, 2 with warnings"), std::string::npos)
      << status.out;

  const Ended again = sandbox.run(0, {"job.toml"});  // nothing is drawn, and they are as true
  EXPECT_NE(again.out.find("2 of 3 figures have a warning"), std::string::npos) << again.out;
}
