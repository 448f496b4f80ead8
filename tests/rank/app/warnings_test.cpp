#include "rank/app/warnings.hpp"

#include <gtest/gtest.h>

using namespace rankplot;
using namespace rankplot::app;

namespace {

plan::Outcome saved(std::uint64_t picture, std::vector<std::string> notes) {
  plan::Outcome outcome;
  outcome.picture = picture;
  outcome.figure = "v";
  outcome.captures = {{"step", std::to_string(picture)}};
  outcome.saved = true;
  outcome.notes = std::move(notes);
  return outcome;
}

}  // namespace

TEST(Warnings, AreNotTheOtherNotes) {
  EXPECT_EQ(warnings_text({saved(0, {"3 of 9 points are not finite"})}, true), "");
  EXPECT_EQ(warned_count({saved(0, {"3 of 9 points are not finite"})}), 0u);
}

TEST(Warnings, AreToldWithTheirFigureAndCounted) {
  EXPECT_EQ(warnings_text({saved(7, {"3 of 9 points", "warning: layer 1 (line): all NaN"}),
                           saved(8, {}), saved(2, {"warning: one colour"})},
                          true),
            "warning: figure 'v' step=2: one colour\n"
            "warning: figure 'v' step=7: layer 1 (line): all NaN\n"
            "2 of 3 figures have a warning, in journal.jsonl and index.html\n");
  EXPECT_EQ(warnings_text({saved(2, {"warning: one colour"})}, false),
            "warning: figure 'v' step=2: one colour\n"
            "1 of 1 figure has a warning\n");
}

TEST(Warnings, BeyondFiveAreCounted) {
  std::vector<plan::Outcome> outcomes;
  for (std::uint64_t i = 0; i < 7; ++i) outcomes.push_back(saved(i, {"warning: one colour"}));
  const std::string text = warnings_text(outcomes, false);
  EXPECT_NE(text.find("step=4: one colour\nand 2 more\n7 of 7 figures have"), std::string::npos)
      << text;
}
