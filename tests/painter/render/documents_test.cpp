// One contract for every kind of document, and what each is to hold.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "core/base/error.hpp"
#include "figures.hpp"
#include "painter/render/chart/devices/page.hpp"
#include "painter/render/chart/devices/vector_device.hpp"

namespace rankplot::render {
namespace {

std::vector<double> ramp(std::size_t count) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<double>(i);
  return values;
}

TestFigure points(std::size_t count, const std::string& title = "Some points") {
  TestFigure figure;
  figure.add("scatter", ramp(count), ramp(count)).options["label"] = std::string("points");
  figure.figure.title = title;
  return figure;
}

Drawing drawn(const TestFigure& figure, const std::vector<std::string>& suffixes,
              const Origin& origin = {{"Software", "rankplot"}, {"rankplot:figure", "test"}}) {
  return draw(figure.figure, figure.data, Wanted{false, suffixes, origin});
}

std::string document(const TestFigure& figure, const std::string& suffix,
                     const Origin& origin = {{"rankplot:figure", "test"}}) {
  const Drawing drawing = drawn(figure, {suffix}, origin);
  const auto& bytes = drawing.documents.at(suffix);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

class DocumentContract : public testing::TestWithParam<const DocumentFormat*> {
 protected:
  const std::string& suffix() const { return GetParam()->entry.suffixes.front(); }
};

TEST_P(DocumentContract, SaysWhatItIs) {
  const job::Entry& entry = GetParam()->entry;
  EXPECT_FALSE(entry.summary.empty());
  EXPECT_TRUE(is_document(suffix()));
  EXPECT_TRUE(holds(entry.example, "." + suffix()));
}

TEST_P(DocumentContract, IsTheSameWhateverWasDrawnBefore) {
  const std::string first = document(points(30), suffix());
  document(points(50'000, "Another"), suffix());
  EXPECT_TRUE(document(points(30), suffix()) == first);
}

TEST_P(DocumentContract, IsMadeWithoutAnImageAndBesideOne) {
  const TestFigure figure = points(30);
  const Drawing alone = drawn(figure, {suffix()});
  EXPECT_TRUE(alone.image.pixels.empty());
  const Drawing both =
      draw(figure.figure, figure.data,
           Wanted{true, {suffix()}, {{"Software", "rankplot"}, {"rankplot:figure", "test"}}});
  EXPECT_EQ(both.image.pixels, figure.draw().image.pixels);
  EXPECT_TRUE(both.documents.at(suffix()) == alone.documents.at(suffix()));
}

TEST_P(DocumentContract, HoldsTooManyMarksAsAnImageAndSaysSo) {
  EXPECT_TRUE(drawn(points(VectorDevice::kMostMarks), {suffix()}).notes.empty());
  const Drawing dense = drawn(points(VectorDevice::kMostMarks + 1), {suffix()});
  ASSERT_EQ(dense.notes.size(), 1u);
  EXPECT_EQ(
      dense.notes[0],
      "layer 1 (scatter): its 20001 marks stand in PDF and SVG as an image of 300 dpi or more");
  EXPECT_LT(dense.documents.at(suffix()).size(), std::size_t{200'000});
}

TEST_P(DocumentContract, TakesHostileTexts) {
  const std::string hostile = "<&\"']]>\x01\xff\xfe\xEF\xBF\xBF -- $\\";
  TestFigure figure = points(3, hostile);
  figure.figure.x.label = hostile;
  EXPECT_NO_THROW(document(figure, suffix(), {{"rankplot:source", hostile}}));
}

INSTANTIATE_TEST_SUITE_P(All, DocumentContract, testing::ValuesIn(document_formats()),
                         [](const auto& format) { return format.param->entry.name; });

TEST(Documents, SayOnceWhatHoldsForAllOfThem) {
  EXPECT_EQ(drawn(points(30'000), {"pdf", "svg"}).notes.size(), 1u);
}

TEST(Documents, RefuseUnknownSuffixes) {
  EXPECT_FALSE(is_document("png"));
  EXPECT_THROW(drawn(points(3), {"eps"}), base::Error);
}

TEST(Pdf, IsOfTheFiguresSizeInPoints) {
  TestFigure figure = points(3);
  figure.figure.width_px = 1024;
  figure.figure.height_px = 768;
  figure.figure.dpi = 100;  // 737.28 x 552.96 points
  const std::string pdf = document(figure, "pdf");
  EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
  EXPECT_TRUE(holds(pdf, "/MediaBox [ 0 0 737.28")) << pdf.substr(0, 200);
}

TEST(Svg, HoldsTextsAsTextAndMarksOnce) {
  const std::string svg = document(points(12), "svg");
  EXPECT_TRUE(holds(svg, ">Some points</text>"));
  EXPECT_TRUE(holds(svg, "textLength="));
  EXPECT_EQ(count(svg, "<g id=\"m"), 1u);
  EXPECT_EQ(count(svg, "xlink:href=\"#m1\""), 13u);  // 12 and the legend's
  EXPECT_FALSE(holds(svg, "<image"));
}

TEST(Svg, RecordsWhatWasDrawnFromWhere) {
  const std::string svg = document(points(3), "svg", {{"rankplot:source", "a<b.h5:/x & /y"}});
  EXPECT_TRUE(holds(svg, "<entry keyword=\"rankplot:source\">a&lt;b.h5:/x &amp; /y</entry>"));
}

TEST(Svg, HoldsEachCellOfAHeatMapAsAPixel) {
  TestFigure figure = points(0);
  figure.data.clear();
  figure.figure.layers.clear();
  figure.add("heatmap", {}, {});
  figure.data[0].roles = {{"value", base::Field{{2, 3}, {1, 2, 3, 4, 5, 6}}}};
  figure.data[0].role_names = {{"value", "/v"}};
  const std::string svg = document(figure, "svg");
  const std::size_t at = svg.find("base64,");
  ASSERT_NE(at, svg.npos);
  // Of a PNG: 8 bytes of signature, length and "IHDR", then the width and the height in 4 bytes
  // each; base64 has 4 characters for 3 bytes, so bytes 15 to 23 begin at character 20.
  EXPECT_EQ(svg.substr(at + 7 + 20, 12), "UgAAAAMAAAAC");  // 'R' 0 0 0 3 0 0 0 2
}

}  // namespace
}  // namespace rankplot::render
