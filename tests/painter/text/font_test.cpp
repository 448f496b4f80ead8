#include "painter/text/typeface.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "core/base/error.hpp"

namespace rankplot::text {
namespace {

constexpr double kSize = 1000.0 / 72;  // 10 points at 100 dpi

TEST(Font, AdvancesAreThoseOfTheDesignAtAnySize) {
  // DejaVu Sans: digits are 1303 of 2048 units wide.
  for (const double size : {8.0, kSize, 40.0})
    EXPECT_NEAR(sans().lay_out("0123456789", size).advance, 10 * 1303.0 / 2048 * size, 0.02 * size);
}

TEST(Font, KernsPairs) {
  const double apart = sans().lay_out("A", kSize).advance + sans().lay_out("V", kSize).advance;
  EXPECT_LT(sans().lay_out("AV", kSize).advance, apart - 0.3);
}

TEST(Font, InkCoversWhatIsRasterised) {
  Font& font = sans().font();
  for (const char* text : {"j", "W", "_", "0.25", "\u2212", "10\u207b\u00b3", "\u00c5"}) {
    const auto& run = font.lay_out(text, kSize);
    for (const Glyph& glyph : run.pieces.at(0).glyphs)
      for (int phase = 0; phase < Font::kPhases; ++phase) {
        const GlyphMask& mask = font.mask(glyph.index, kSize, phase);
        EXPECT_GE(mask.left + glyph.x, run.ink_left - 1.01) << text;
        EXPECT_LE(mask.left + mask.width + glyph.x, run.ink_right + 2.01) << text;
        EXPECT_LE(mask.top, run.ink_top + 1.01) << text;
        EXPECT_GE(mask.top - mask.height, run.ink_bottom - 1.01) << text;
      }
  }
}

TEST(Font, StemsOfDigitsStandOnTheBaseline) {
  // Hinting is vertical: the foot of a 1 is a full row of ink just above the baseline.
  const auto& run = sans().lay_out("1", kSize);
  const GlyphMask& mask = sans().font().mask(run.pieces.at(0).glyphs.at(0).index, kSize, 0);
  EXPECT_EQ(mask.top - mask.height, 0);
  const auto last_row = mask.coverage.end() - mask.width;
  EXPECT_EQ(*std::max_element(last_row, mask.coverage.end()), 255);
}

TEST(Font, DrawsTheReplacementCharacterForMalformedText) {
  const auto& run = sans().lay_out("\xFF", kSize);
  ASSERT_EQ(run.pieces.at(0).glyphs.size(), 1u);
  EXPECT_EQ(run.pieces[0].glyphs[0].index,
            sans().lay_out("\uFFFD", kSize).pieces.at(0).glyphs.at(0).index);
}

TEST(Font, LeavesOutControlCharacters) {
  EXPECT_EQ(sans().lay_out("a\tb\x7f", kSize).advance, sans().lay_out("ab", kSize).advance);
}

TEST(Font, SpacesTakeRoomWithoutInk) {
  const auto& run = sans().lay_out("   ", kSize);
  EXPECT_GT(run.advance, 0);
  EXPECT_EQ(run.ink_right, 0);
}

TEST(Font, KeepsTheTextThatItsGlyphsShow) {
  const Line& line = sans().lay_out("a \u2212\U0001D538", kSize);
  ASSERT_EQ(line.pieces.size(), 1u);
  EXPECT_EQ(line.pieces[0].text, "a \u2212\U0001D538");
  std::vector<std::uint32_t> bytes;
  for (const Glyph& glyph : line.pieces[0].glyphs) bytes.push_back(glyph.bytes);
  EXPECT_EQ(bytes, (std::vector<std::uint32_t>{1, 1, 3, 4}));
}

TEST(Font, LendsAFaceOfItsOwnFile) {
  Font& font = sans().font();
  EXPECT_NE(font.lent_face(), nullptr);
  EXPECT_EQ(font.lent_face(), font.lent_face());
  EXPECT_EQ(font.name().family, "DejaVu Sans");
  EXPECT_TRUE(sans().font(Shape::Bold).name().bold);
  EXPECT_TRUE(serif().font(Shape::Italic).name().italic);
}

TEST(Font, GivesTheSameGlyphsAfterItsCachesWereEmptied) {
  Font& font = sans().font();
  const auto before = font.lay_out("Same", kSize);
  const auto mask = font.mask(before.pieces.at(0).glyphs.at(0).index, kSize, 2).coverage;
  font.trim(0);
  font.lay_out("other", 30);
  const auto& after = font.lay_out("Same", kSize);
  EXPECT_EQ(before.advance, after.advance);
  EXPECT_EQ(mask, font.mask(after.pieces.at(0).glyphs.at(0).index, kSize, 2).coverage);
}

TEST(Font, RefusesSizesThatNobodyCanReadOrHold) {
  EXPECT_THROW(sans().lay_out("a", 0), base::Error);
  EXPECT_THROW(sans().lay_out("a", 1e9), base::Error);
}

TEST(Font, NamesTheFileThatIsNoFont) {
  try {
    Font font("/dev/null");
    FAIL() << "a font was made of /dev/null";
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("/dev/null"), std::string::npos);
  }
}

}  // namespace
}  // namespace rankplot::text
