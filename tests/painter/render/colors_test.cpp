#include "painter/render/chart/colors.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::render {
namespace {

TEST(Colors, AreReadByName) {
  EXPECT_EQ(parse_color("red"), (Color{255, 0, 0, 255}));
  EXPECT_EQ(parse_color("RebeccaPurple"), (Color{0x66, 0x33, 0x99, 255}));
  EXPECT_EQ(parse_color("tab:orange"), (Color{0xFF, 0x7F, 0x0E, 255}));
}

// matplotlib's "g" is CSS's green, not lime; "c", "m", "y" are at three quarters.
TEST(Colors, AreReadByOneLetter) {
  EXPECT_EQ(parse_color("g"), (Color{0, 128, 0, 255}));
  EXPECT_EQ(parse_color("c"), (Color{0, 191, 191, 255}));
  EXPECT_FALSE(find_color("q"));
}

TEST(Colors, AreReadInHex) {
  EXPECT_EQ(parse_color("#1f7"), (Color{0x11, 0xFF, 0x77, 255}));
  EXPECT_EQ(parse_color("#1F77b4"), (Color{0x1F, 0x77, 0xB4, 255}));
  EXPECT_EQ(parse_color("#1f77b480"), (Color{0x1F, 0x77, 0xB4, 0x80}));
  for (const char* wrong : {"#", "#12", "#12345", "#1234567", "#gggggg", "#-12345", "#+1f"}) {
    EXPECT_FALSE(find_color(wrong)) << wrong;
  }
}

TEST(Colors, OfTheCycleComeRound) {
  EXPECT_EQ(parse_color("C0"), (Color{0x1F, 0x77, 0xB4, 255}));
  EXPECT_EQ(parse_color("C13"), parse_color("C3"));
  EXPECT_EQ(cycle_color(10), cycle_color(0));
  EXPECT_FALSE(find_color("C"));
  EXPECT_FALSE(find_color("C99999999999"));
}

TEST(Colors, NoneIsTransparent) { EXPECT_EQ(parse_color("none").alpha, 0); }

TEST(Colors, NameTheNearestKnownOne) {
  try {
    parse_color("stealblue");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("'steelblue'"), std::string::npos) << error.what();
  }
}

TEST(Colors, AreAllFoundByTheirNames) {
  const std::vector<std::string> names = color_names();
  EXPECT_EQ(names.size(), 148u + 10u + 8u + 1u);  // CSS4, Tableau, letters, none
  for (const std::string& name : names) EXPECT_TRUE(find_color(name)) << name;
}

}  // namespace
}  // namespace rankplot::render
