#include "painter/text/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rankplot::text {
namespace {

std::u32string decoded(std::string_view text) {
  const auto points = decode_utf8(text);
  return {points.begin(), points.end()};
}

TEST(Utf8, ReadsSequencesOfAllLengths) {
  EXPECT_EQ(decoded("a\u00e9\u2212\U0001F4C8"), U"a\u00e9\u2212\U0001F4C8");
  EXPECT_EQ(decoded(""), U"");
  EXPECT_EQ(decoded(std::string_view("a\0b", 3)), std::u32string(U"a\0b", 3));
}

TEST(Utf8, ReplacesEachMalformedSequenceOnce) {
  EXPECT_EQ(decoded("\x80"), U"\uFFFD");                      // stray
  EXPECT_EQ(decoded("\xC3"), U"\uFFFD");                      // cut short at the end
  EXPECT_EQ(decoded("\xE2\x88z"), U"\uFFFDz");                // cut short by another character
  EXPECT_EQ(decoded("\xC0\xAF"), U"\uFFFD\uFFFD");            // overlong
  EXPECT_EQ(decoded("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD");  // surrogate
  EXPECT_EQ(decoded("\xF4\x90\x80\x80"), U"\uFFFD\uFFFD\uFFFD\uFFFD");  // beyond U+10FFFF
  EXPECT_EQ(decoded("\xF0\x9F\x93"), U"\uFFFD");
  EXPECT_EQ(decoded("\xFF\xFE"), U"\uFFFD\uFFFD");
}

}  // namespace
}  // namespace rankplot::text
