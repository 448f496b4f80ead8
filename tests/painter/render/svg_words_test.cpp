#include "painter/render/chart/devices/documents/svg_words.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace rankplot::render::svg {
namespace {

TEST(SvgWords, WritesNumbersWithTwoDecimalsAtMost) {
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(12), "12");
  EXPECT_EQ(number(-0.5), "-0.5");
  EXPECT_EQ(number(3.149), "3.15");
  EXPECT_EQ(number(-0.004), "0");
  EXPECT_EQ(number(0.05), "0.05");
  EXPECT_EQ(number(1e300), "1000000000000");
}

TEST(SvgWords, WritesPaths) {
  Path path;
  path.move({1, 2});
  path.line({3.5, -4});
  path.curve({0, 0}, {1, 1}, {2, 2});
  path.close();
  EXPECT_EQ(path_data(path), "M1 2L3.5 -4C0 0 1 1 2 2Z");
}

TEST(SvgWords, LeaveOutTheOpacityOfWhatIsOpaque) {
  EXPECT_EQ(paint("fill", {31, 119, 180, 255}), R"( fill="#1f77b4")");
  EXPECT_EQ(paint("stroke", {0, 0, 0, 51}), R"( stroke="#000000" stroke-opacity="0.2")");
}

TEST(SvgWords, MakeAnyTextWellFormed) {
  EXPECT_EQ(escaped("a<b> & \"c\""), "a&lt;b&gt; &amp; &quot;c&quot;");
  EXPECT_EQ(escaped("]]>"), "]]&gt;");
  EXPECT_EQ(escaped("a\nb\t"), "a&#10;b&#9;");
  // XML has no characters for these, however they are escaped.
  EXPECT_EQ(escaped(std::string("a\0b\x01", 4)), "a\uFFFDb\uFFFD");
  EXPECT_EQ(escaped("\xEF\xBF\xBE"), "\uFFFD");
  EXPECT_EQ(escaped("\xC3("), "\uFFFD(");
  EXPECT_EQ(escaped("\u20ac \U0001F600"), "\u20ac \U0001F600");
}

// RFC 4648, section 10.
TEST(SvgWords, WritesBase64) {
  const auto encoded = [](std::string_view text) {
    return base64(std::as_bytes(std::span(text.data(), text.size())));
  };
  EXPECT_EQ(encoded(""), "");
  EXPECT_EQ(encoded("f"), "Zg==");
  EXPECT_EQ(encoded("fo"), "Zm8=");
  EXPECT_EQ(encoded("foo"), "Zm9v");
  EXPECT_EQ(encoded("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace rankplot::render::svg
