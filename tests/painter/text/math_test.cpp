#include "painter/text/math/math.hpp"

#include <gtest/gtest.h>

#include <string>

#include "painter/text/math/parser.hpp"
#include "painter/text/math/symbols.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::text {
namespace {

const Line& lay_out(const std::string& text) { return sans().lay_out(text, 100); }

std::string text_of(const Line& line) {
  std::string text;
  for (const Piece& piece : line.pieces) text += piece.text;
  return text;
}

std::string fault_of(const std::string& formula) {
  const Line& line = lay_out("$" + formula + "$");
  return line.notes.empty() ? "" : line.notes.front();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Math, StandsBetweenPairsOfDollars) {
  EXPECT_TRUE(math::has_formulas("a $x$ b"));
  EXPECT_TRUE(math::has_formulas("$x$ and $y$"));
  EXPECT_FALSE(math::has_formulas("5 $"));
  EXPECT_FALSE(math::has_formulas("$x$ costs 5 $"));
  EXPECT_FALSE(math::has_formulas("\\$5 and \\$6"));
  EXPECT_EQ(text_of(lay_out("5 $")), "5 $");
  EXPECT_EQ(text_of(lay_out("\\$5")), "$5");
  EXPECT_EQ(text_of(lay_out("\\$5: $x$")), "$5: x");
}

TEST(Math, WritesLettersSlantedAndDigitsUpright) {
  const Line& line = lay_out("$2x$");
  ASSERT_EQ(line.pieces.size(), 2u);
  EXPECT_EQ(line.pieces[0].font, &sans().font());
  EXPECT_EQ(line.pieces[1].font, &sans().font(Shape::Italic));
  EXPECT_EQ(serif().lay_out("$x$", 100).pieces.at(0).font, &serif().font(Shape::Italic));
  EXPECT_EQ(lay_out("$\\mathbf{x}$").pieces.at(0).font, &sans().font(Shape::Bold));
  EXPECT_EQ(lay_out("$\\mathrm{x}$").pieces.at(0).font, &sans().font());
  EXPECT_EQ(lay_out("$\\boldsymbol{x}$").pieces.at(0).font, &sans().font(Shape::BoldItalic));
}

TEST(Math, KeepsItsTextForReaders) {
  EXPECT_EQ(text_of(lay_out("$\\alpha \\leq \\mathbb{R}$")), "\u03b1\u2264\u211d");
  EXPECT_EQ(text_of(lay_out("$x_i^2$")), "x2i");
  EXPECT_EQ(text_of(lay_out("$-1$")), "\u22121");
}

TEST(Math, RaisesSuperscriptsAndLowersSubscripts) {
  const Line& line = lay_out("$x_i^2$");
  ASSERT_EQ(line.pieces.size(), 3u);
  EXPECT_GT(line.pieces[1].glyphs.at(0).y, 0);
  EXPECT_LT(line.pieces[2].glyphs.at(0).y, 0);
  EXPECT_DOUBLE_EQ(line.pieces[1].size_px, 70);
}

TEST(Math, DrawsBarsOfFractionsAndRoots) {
  EXPECT_EQ(lay_out("$\\frac{a}{b}$").rules.size(), 1u);
  EXPECT_EQ(lay_out("$\\sqrt{\\frac{a}{b}}$").rules.size(), 2u);
  EXPECT_TRUE(lay_out("$\\binom{a}{b}$").rules.empty());
  EXPECT_EQ(lay_out("$\\overline{a}$").rules.size(), 1u);
}

TEST(Math, MakesDelimitersAsHighAsWhatTheyHold) {
  const Line& line = lay_out("$\\left(\\frac{\\frac{a}{b}}{c}\\right)$");
  const Line& inside = lay_out("$\\frac{\\frac{a}{b}}{c}$");
  EXPECT_NEAR(line.ink_top, inside.ink_top, 2);
  EXPECT_NEAR(line.ink_bottom, inside.ink_bottom, 2);
  EXPECT_GT(lay_out("$\\Bigg($").ink_top, lay_out("$\\big($").ink_top);
}

TEST(Math, NeedsMoreRoomThanALineOfText) {
  EXPECT_GT(lay_out("$\\dfrac{a}{b}$").ascent, 0);
  EXPECT_GT(lay_out("$\\dfrac{a}{b}$").descent, 0);
  EXPECT_EQ(lay_out("$x$").ascent, 0);
  EXPECT_EQ(lay_out("plain").ascent, 0);
}

TEST(Math, KnowsAllSymbolsOfMatplotlib) {
  EXPECT_EQ(math::find_symbol("alpha"), 0x3B1u);
  EXPECT_EQ(math::find_symbol("rightarrow"), 0x2192u);
  EXPECT_EQ(math::find_symbol("le"), 0x2264u);
  EXPECT_EQ(math::find_symbol("nonsense"), std::nullopt);
  EXPECT_GE(math::known_words().size(), 600u);
}

TEST(Math, TakesWhatItsUsersWrite) {
  for (const char* formula : {"\\sum\\limits_{i}^{n}",
                              "\\int\\limits_0^1",
                              "\\sum\\nolimits_i",
                              "\\frac12",
                              "x^\\alpha",
                              "\\sqrt 2",
                              "{\\rm kg}",
                              "\\operatorname{sinc}(x)",
                              "\\text{for all } x",
                              "a\\not=b",
                              "\\overset{!}{=}",
                              "\\underset{x}{\\max}",
                              "\\genfrac{[}{]}{1}{0}{a}{b}",
                              "f''^2",
                              "50\\%",
                              "\\mathcal{L}\\mathfrak{g}\\mathbb{Z}\\mathtt{x}",
                              "\\left.\\frac{a}{b}\\right|_0",
                              "{}^2H",
                              "\\hspace{0.5}x",
                              "\\mathring{a}\\dddot{x}\\acute{e}",
                              "\u03b1\u2264\u221e",
                              "a~b",
                              "\\{x\\}"})
    EXPECT_EQ(fault_of(formula), "") << formula;
}

TEST(Math, SaysTheColumnAndWhatWasExpected) {
  // Columns count from the first character of the line, its dollar.
  EXPECT_TRUE(
      has(fault_of("x + \\alhpa"), "column 6: '\\alhpa' is not known; did you mean '\\alpha'?"))
      << fault_of("x + \\alhpa");
  EXPECT_TRUE(has(fault_of("\\frac{a}"), "what '\\frac' applies to is missing"));
  EXPECT_TRUE(has(fault_of("{a"), "column 2: the group that begins here has no '}'"));
  EXPECT_TRUE(has(fault_of("a}"), "column 3: '}' closes no group"));
  EXPECT_TRUE(has(fault_of("x^1^2"), "a second superscript"));
  EXPECT_TRUE(has(fault_of("\\left(x"), "no \\right"));
  EXPECT_TRUE(has(fault_of("\\left x\\right)"), "a delimiter was expected"));
  EXPECT_TRUE(has(fault_of("x\\right)"), "without \\left"));
  EXPECT_TRUE(has(fault_of("x^"), "missing"));
}

TEST(Math, DrawsAFaultyFormulaAsItIsWritten) {
  const std::string faulty = "$\\frac{a}$ and more";
  EXPECT_EQ(text_of(lay_out(faulty)), faulty);
}

TEST(Math, SaysAFaultOnceForAFigure) {
  const Choice choice(sans());
  for (int i = 0; i < 3; ++i) lay_out("$\\nonsense$");
  EXPECT_EQ(choice.notes().size(), 1u);
}

TEST(Math, EndsOnHostileTexts) {
  std::string deep, long_one(100000, 'x'), nots, scripts;
  for (int i = 0; i < 500; ++i) {
    deep += "\\sqrt{";
    nots += "\\not";
    scripts += "a^{";
  }
  EXPECT_TRUE(has(fault_of(deep), "nested too deeply"));
  EXPECT_TRUE(has(fault_of(nots), "nested too deeply"));
  EXPECT_TRUE(has(fault_of(scripts), "nested too deeply"));
  EXPECT_TRUE(has(fault_of(long_one), "up to 4096 characters"));
  EXPECT_FALSE(fault_of("\xFF{\xC0").empty());
  EXPECT_EQ(sans().lay_out("$x^{x^{x^{x^x}}}$", 0.5).notes.size(), 0u);
  EXPECT_EQ(
      sans().lay_out("$\\left(\\frac{\\frac{\\frac{a}{b}}{c}}{d}\\right)$", 2000).notes.size(), 0u);
}

}  // namespace
}  // namespace rankplot::text
