#include "core/plan/pattern.hpp"

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::contains;
using testing::error_of;

TEST(Pattern, GivesTheTextOfItsCaptures) {
  const Pattern pattern = Pattern::parse("{run}/gs_{step}.h5");
  EXPECT_EQ(pattern.captures(), (std::vector<std::string>{"run", "step"}));
  EXPECT_EQ(pattern.match("a/gs_100.h5"), (Captures{{"run", "a"}, {"step", "100"}}));
  EXPECT_FALSE(pattern.match("a/gs_.h5"));
  EXPECT_FALSE(pattern.match("a/b/gs_100.h5"));
  EXPECT_FALSE(pattern.match("a/gs_100.h5x"));
}

TEST(Pattern, MatchesAsLittleAsItCanWithEachCapture) {
  EXPECT_EQ(Pattern::parse("{a}_{b}").match("x_y_z"), (Captures{{"a", "x"}, {"b", "y_z"}}));
}

TEST(Pattern, LetsAGlobBeEmptyAndACaptureNot) {
  EXPECT_TRUE(Pattern::parse("gs*.h5").match("gs.h5"));
  EXPECT_TRUE(Pattern::parse("gs*.h5").match("gs_1.h5"));
  EXPECT_FALSE(Pattern::parse("gs*.h5").match("gs/1.h5"));
  EXPECT_FALSE(Pattern::parse("gs{n}.h5").match("gs.h5"));
}

TEST(Pattern, WantsTheSameTextWhereACaptureIsRepeated) {
  const Pattern pattern = Pattern::parse("{run}/{run}_{step}.h5");
  EXPECT_EQ(pattern.match("a/a_1.h5"), (Captures{{"run", "a"}, {"step", "1"}}));
  EXPECT_FALSE(pattern.match("a/b_1.h5"));
  EXPECT_EQ(Pattern::parse("{a}{a}").match("xyxy"), (Captures{{"a", "xy"}}));
}

TEST(Pattern, FillsItsCapturesIn) {
  const Pattern pattern = Pattern::parse("/run_{run}/V_{step}");
  EXPECT_EQ(pattern.fill({{"run", "a"}, {"step", "10"}, {"other", "x"}}), "/run_a/V_10");
  const std::string missing = error_of([&] { pattern.fill({{"run", "a"}}); });
  EXPECT_TRUE(contains(missing, "{step}")) << missing;
  EXPECT_TRUE(contains(error_of([] { Pattern::parse("a*").fill({}); }), "'*'"));
}

TEST(Pattern, RefusesWhatIsNoCapture) {
  EXPECT_TRUE(contains(error_of([] { Pattern::parse("a{step"); }), "without '}'"));
  EXPECT_TRUE(contains(error_of([] { Pattern::parse("a}b"); }), "without '{'"));
  EXPECT_TRUE(contains(error_of([] { Pattern::parse("{2d}"); }), "'{2d}'"));
  EXPECT_TRUE(contains(error_of([] { Pattern::parse("{}"); }), "no capture"));
  try {
    Pattern::parse("abc{x");
    FAIL();
  } catch (const expr::SyntaxError& error) {
    EXPECT_EQ(error.offset, 3U);
  }
}

TEST(Pattern, AnswersAtOnceWhereBacktrackingWouldTakeForEver) {
  std::string globs, captures;
  for (int i = 0; i < 40; ++i) {
    globs += "*a";
    captures += "{c" + std::to_string(i) + "}a";
  }
  const std::string candidate = std::string(200, 'a') + "b";
  EXPECT_FALSE(Pattern::parse(globs).match(candidate));
  EXPECT_FALSE(Pattern::parse(captures).match(candidate));
  EXPECT_FALSE(Pattern::parse(std::string(2000, '*') + "x").match(candidate));
}

TEST(Pattern, GivesUpOnRepeatedCapturesThatTakeTooManySteps) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "{c" + std::to_string(i) + "}";
  for (int i = 0; i < 12; ++i) text += "{c" + std::to_string(i) + "}";
  const std::string message =
      error_of([&] { Pattern::parse(text + "b").match(std::string(200, 'a')); });
  EXPECT_TRUE(contains(message, "steps")) << message;
}

TEST(Pattern, OrdersNumbersByValueAndBeforeText) {
  EXPECT_TRUE(value_less("2", "10"));
  EXPECT_TRUE(value_less("-3", "2"));
  EXPECT_TRUE(value_less("10", "a"));
  EXPECT_FALSE(value_less("a", "10"));
  EXPECT_TRUE(value_less("01", "1"));  // equal numbers, by text
  EXPECT_FALSE(value_less("1", "01"));
  EXPECT_FALSE(value_less("1", "1"));
  EXPECT_TRUE(value_less("1e2", "101"));
}

TEST(Pattern, TakesWordsForNoNumbers) {
  for (const char* word : {"nan", "inf", "infinity", "-inf", "", "-", "1x", "0x10", "1 "}) {
    EXPECT_FALSE(value_number(word)) << word;
  }
  EXPECT_EQ(value_number("-2.5"), -2.5);
}

}  // namespace
}  // namespace rankplot::plan
