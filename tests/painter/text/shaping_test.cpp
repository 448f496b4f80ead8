#include "painter/text/shaping.hpp"

#include <gtest/gtest.h>

#include <string>

#include "painter/text/system_fonts.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::text {
namespace {

constexpr double kSize = 20;

std::string text_of(const Line& line) {
  std::string text;
  for (const Piece& piece : line.pieces) text += piece.text;
  return text;
}

/// Every byte of a piece's text is shown by one glyph.
void expect_whole(const Line& line) {
  for (const Piece& piece : line.pieces) {
    std::size_t bytes = 0;
    for (const Glyph& glyph : piece.glyphs) bytes += glyph.bytes;
    EXPECT_EQ(bytes, piece.text.size()) << piece.text;
  }
}

TEST(Shaping, LeavesPlainTextAlone) {
  EXPECT_TRUE(stands_alone('a'));
  EXPECT_TRUE(stands_alone(U'\u00e9'));
  EXPECT_TRUE(stands_alone(U'\u4e2d'));
  EXPECT_FALSE(stands_alone(U'\u0301'));
  EXPECT_FALSE(stands_alone(U'\u0628'));
  EXPECT_FALSE(stands_alone(U'\u0915'));
}

TEST(Shaping, PutsAccentsOverTheirLetters) {
  const Line& line = sans().lay_out("x\u0301", kSize);
  EXPECT_NEAR(line.advance, sans().lay_out("x", kSize).advance, 0.1);
  EXPECT_GT(line.ink_top, sans().lay_out("x", kSize).ink_top + 1);
  expect_whole(line);
}

TEST(Shaping, JoinsArabicLettersFromRightToLeft) {
  const std::string word = "\u0633\u0644\u0627\u0645";  // seen, lam, alef, meem
  const Line& line = sans().lay_out(word, kSize);
  ASSERT_EQ(line.pieces.size(), 1u);
  EXPECT_TRUE(line.pieces[0].right_to_left);
  EXPECT_EQ(text_of(line), word);
  EXPECT_GT(line.pieces[0].glyphs.front().x, line.pieces[0].glyphs.back().x);
  EXPECT_NE(line.pieces[0].glyphs.front().index, sans().font().glyph(U'\u0633'));  // its first form
  expect_whole(line);
}

TEST(Shaping, MixesDirections) {
  const Line& line = sans().lay_out("T = \u0645\u0644 2", kSize);
  EXPECT_TRUE(line.notes.empty());
  EXPECT_GE(line.pieces.size(), 2u);
  EXPECT_FALSE(line.pieces.front().right_to_left);
  expect_whole(line);
}

TEST(Shaping, FindsFontsForWhatItsOwnLacks) {
  for (const char* text :
       {"\u4e2d\u6587", "\u65e5\u672c\u8a9e", "\u0939\u093f\u0928\u094d\u0926\u0940"}) {
    const Line& line = sans().lay_out(text, kSize);
    EXPECT_TRUE(line.notes.empty()) << text << ": " << line.notes.front();
    ASSERT_FALSE(line.pieces.empty());
    EXPECT_NE(line.pieces[0].font, &sans().font()) << text;
    EXPECT_GT(line.ink_right, kSize / 2) << text;
    EXPECT_EQ(text_of(line), text);
    expect_whole(line);
  }
}

TEST(Shaping, PutsTheVowelSignIBeforeItsConsonant) {
  // U+0915 KA, U+093F VOWEL SIGN I: the sign, second in memory, stands first.
  const Line& line = sans().lay_out("\u0915\u093f", kSize);
  ASSERT_EQ(line.pieces.size(), 1u);
  const Font& font = *line.pieces[0].font;
  EXPECT_NE(line.pieces[0].glyphs.front().index, font.glyph(U'\u0915'));
}

TEST(Shaping, SaysWhatNoFontHas) {
  const Line& line = sans().lay_out("\U000FFFF0", kSize);
  ASSERT_EQ(line.notes.size(), 1u);
  EXPECT_NE(line.notes[0].find("U+FFFF0"), std::string::npos) << line.notes[0];
  EXPECT_GT(line.advance, 0);
}

TEST(Shaping, NeedsMoreRoomForTallScripts) {
  EXPECT_EQ(sans().lay_out("\u4e2d and x", kSize).rules.size(), 0u);
  EXPECT_GE(sans().lay_out("\u0915\u094d\u0937\u0941", kSize).descent, 0);
}

TEST(Shaping, EndsOnAnyBytes) {
  std::string bytes;
  for (int i = 0; i < 4000; ++i) bytes += static_cast<char>((i * 7919) % 251 + 5);
  expect_whole(sans().lay_out(bytes, kSize));
}

}  // namespace
}  // namespace rankplot::text
