#include "painter/render/chart/fit_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace rankplot::render {
namespace {

TEST(FitText, LeavesWhatFitsAsItIs) {
  const FittedText text = fit_text("short", 14, 500, 1);
  EXPECT_EQ(text.text, "short");
  EXPECT_EQ(text.size_px, 14);
}

TEST(FitText, BreaksAtSpacesFirst) {
  const double half = measure("one two", 14).width + 1;
  const FittedText text = fit_text("one two one two", 14, half, 2);
  EXPECT_EQ(text.text, "one two\none two");
  EXPECT_EQ(text.size_px, 14);
}

TEST(FitText, TakesSmallerSizesWhereLinesAreNotEnough) {
  const double width = 0.8 * measure("unbreakable", 14).width;
  const FittedText text = fit_text("unbreakable", 14, width, 1);
  EXPECT_EQ(text.text, "unbreakable");
  EXPECT_LT(text.size_px, 14);
  EXPECT_LE(text.extent.width, width);
}

TEST(FitText, CutsWholeCharactersAtTheEnd) {
  std::string accents;
  for (int i = 0; i < 60; ++i) accents += "\u00e9";
  const FittedText text = fit_text(accents, 14, 80, 1);
  EXPECT_LE(text.extent.width, 80);
  EXPECT_EQ(text.text.substr(text.text.size() - 3), "\u2026");
  EXPECT_EQ((text.text.size() - 3) % 2, 0u);  // no half of a two-byte character
}

TEST(FitText, NeverExceedsTheLinesAllowed) {
  const FittedText text = fit_text("a\nb\nc\nd\ne", 14, 300, 3);
  EXPECT_LE(std::count(text.text.begin(), text.text.end(), '\n'), 2);
  EXPECT_LE(text.extent.width, 300);
}

TEST(FitText, KeepsFormulasWhole) {
  const std::string formula = "$a + b + c + d + e + f$";
  const FittedText wide = fit_text("one two three " + formula + " four", 14, 160, 3);
  EXPECT_NE(wide.text.find(formula), std::string::npos) << wide.text;
  const FittedText narrow = fit_text("one " + formula, 14, 60, 1);
  EXPECT_EQ(std::count(narrow.text.begin(), narrow.text.end(), '$') % 2, 0) << narrow.text;
}

}  // namespace
}  // namespace rankplot::render
