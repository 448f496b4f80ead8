// PDF and SVG as other programs read them.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "painter/encode/encode.hpp"
#include "sandbox.hpp"

namespace {

using rankplot::base::Image;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Ended tool(const Sandbox& sandbox, const std::vector<std::string>& arguments) {
  return Process(arguments, sandbox.path()).wait();
}

/// What a tool prints that must have nothing to complain of.
std::string output_of(const Sandbox& sandbox, const std::vector<std::string>& arguments) {
  const Ended ended = tool(sandbox, arguments);
  EXPECT_EQ(ended.code, 0) << arguments.front() << ": " << ended.err;
  EXPECT_EQ(ended.err, "") << arguments.front();
  return ended.out;
}

Image image_of(const Sandbox& sandbox, const std::string& png) {
  const std::string text = sandbox.text(png);
  const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
  return rankplot::encode::decode({bytes, bytes + text.size()}, "png");
}

/// Means of 2 x 2 pixels: where a line lies within a pixel is up to who draws it.
std::vector<double> coarse(const Image& image, int shift) {
  std::vector<double> means;
  const auto width = static_cast<std::size_t>(image.width_px);
  for (std::size_t y = 0; y + 1 < static_cast<std::size_t>(image.height_px); y += 2)
    for (std::size_t x = 0; x + 1 < width; x += 2) {
      double sum = 0;
      for (const std::size_t i :
           {y * width + x, y * width + x + 1, (y + 1) * width + x, (y + 1) * width + x + 1})
        sum += static_cast<double>(image.pixels[i] >> shift & 255);
      means.push_back(sum / 4);
    }
  return means;
}

struct Difference {
  double mean = 0;  ///< of all channels, in steps of 255
  double far = 0;   ///< the share of places that differ by more than 96
};

Difference difference(const Image& a, const Image& b) {
  Difference found;
  std::size_t places = 0;
  for (const int shift : {0, 8, 16}) {
    const std::vector<double> one = coarse(a, shift), other = coarse(b, shift);
    for (std::size_t i = 0; i < one.size(); ++i, ++places) {
      const double off = std::abs(one[i] - other[i]);
      found.mean += off;
      found.far += off > 96;
    }
  }
  found.mean /= static_cast<double>(places);
  found.far /= static_cast<double>(places);
  return found;
}

/// The gallery's job, each figure saved as PNG, PDF and SVG.
std::string gallery_in_three() {
  std::ifstream file(RANKPLOT_JOBS "/gallery.toml");
  std::stringstream text;
  text << file.rdbuf();
  return std::regex_replace(text.str(), std::regex(R"re(save( *)= "(\w+)\.png")re"),
                            R"re(save$1= ["$2.png", "$2.pdf", "$2.svg"])re");
}

/// What is drawn cell by cell: whoever turns it to pixels smooths the edges of cells or does not.
bool has_cells(const std::string& name) {
  static const std::set<std::string> kinds{"density", "hexbin",      "hist2d",
                                           "phase",   "spectrogram", "heatmap"};
  return kinds.contains(name);
}

void expect_alike(const Sandbox& sandbox, const std::string& name, const std::string& drawn) {
  const Image png = image_of(sandbox, "out/" + name + ".png");
  const Image other = image_of(sandbox, drawn);
  ASSERT_EQ(other.width_px, png.width_px) << drawn;
  ASSERT_EQ(other.height_px, png.height_px) << drawn;
  const Difference found = difference(png, other);
  EXPECT_LT(found.mean, has_cells(name) ? 8 : 2.5) << drawn;
  EXPECT_LT(found.far, has_cells(name) ? 0.02 : 0.005) << drawn;
}

/// PDF's fonts are named "ABCDEF+Family" where they are subsets, and so the third yes is.
void expect_fonts_embedded(const Sandbox& sandbox, const std::string& file) {
  std::istringstream lines(output_of(sandbox, {"pdffonts", file}));
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);
  int fonts = 0;
  while (std::getline(lines, line)) {
    ++fonts;
    EXPECT_TRUE(std::regex_search(line, std::regex("yes yes yes"))) << line;
  }
  EXPECT_GT(fonts, 0) << file;
}

}  // namespace

TEST(Vector, APaperFigureIsTextThatOtherProgramsFind) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--steps", "0"});
  const Ended ended = sandbox.run(0, {RANKPLOT_JOBS "/vector.toml", "-o", "out"});
  ASSERT_EQ(ended.code, 0) << ended.out << ended.err;
  const std::string text = output_of(sandbox, {"pdftotext", "-layout", "out/paper.pdf", "-"});
  for (const char* label : {"(a) Measured & expected", "(b) A field", "time (s)", "height (m)",
                            "expected", "measured", "x (m)"})
    EXPECT_TRUE(holds(text, label)) << label << " in\n" << text;
  expect_fonts_embedded(sandbox, "out/paper.pdf");
  const std::string facts = output_of(sandbox, {"pdfinfo", "out/paper.pdf"});
  EXPECT_TRUE(holds(facts, "504 x 252 pts")) << facts;  // 7 x 3.5 inches of 72 points
  EXPECT_TRUE(holds(facts, "rankplot:source: sample/gallery.h5:/series/t")) << facts;
  EXPECT_TRUE(std::regex_search(facts, std::regex("Title: +paper"))) << facts;
  EXPECT_TRUE(std::regex_search(facts, std::regex("Creator: +rankplot "))) << facts;
  output_of(sandbox, {"xmllint", "--noout", "out/paper.svg"});
  const std::string svg = sandbox.text("out/paper.svg");
  EXPECT_TRUE(holds(svg, ">(a) Measured &amp; expected</text>"));
  EXPECT_TRUE(holds(svg, "sample/gallery.h5:/series/t</entry>"));
}

TEST(Vector, FilesAreEqualForAnyNumberOfRanksAndAnyOrder) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--steps", "0"});
  sandbox.write("gallery.toml", gallery_in_three());
  for (const int ranks : {0, 3}) {
    const Ended ended = sandbox.run(ranks, {"gallery.toml", "-o", "out" + std::to_string(ranks)});
    ASSERT_EQ(ended.code, 0) << ended.out << ended.err;
  }
  const auto first = sandbox.pictures("out0");
  EXPECT_TRUE(sandbox.pictures("out3") == first);
  const Ended alone = sandbox.run(0, {"gallery.toml", "--only", "violin", "-o", "alone"});
  ASSERT_EQ(alone.code, 0) << alone.out << alone.err;
  for (const char* file : {"violin.png", "violin.pdf", "violin.svg"})
    EXPECT_TRUE(sandbox.pictures("alone")[file] == first.at(file)) << file;
}

TEST(Vector, TheGalleryLooksTheSameInEveryFormat) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--steps", "0"});
  sandbox.write("gallery.toml", gallery_in_three());
  const Ended ended = sandbox.run(0, {"gallery.toml", "-o", "out"});
  ASSERT_EQ(ended.code, 0) << ended.out << ended.err;
  std::size_t compared = 0;
  for (const auto& [file, bytes] : sandbox.pictures("out")) {
    if (!file.ends_with(".png")) continue;
    const std::string name = file.substr(0, file.size() - 4);
    SCOPED_TRACE(name);
    output_of(sandbox, {"pdftoppm", "-r", "100", "-png", "-singlefile", "out/" + name + ".pdf",
                        "pdf_" + name});
    expect_alike(sandbox, name, "pdf_" + name + ".png");
    output_of(sandbox, {"xmllint", "--noout", "out/" + name + ".svg"});
    const Image png = image_of(sandbox, "out/" + file);
    output_of(sandbox, {"rsvg-convert", "-w", std::to_string(png.width_px), "-h",
                        std::to_string(png.height_px), "-o", "svg_" + name + ".png",
                        "out/" + name + ".svg"});
    expect_alike(sandbox, name, "svg_" + name + ".png");
    ++compared;
  }
  EXPECT_GE(compared, 20u);
}
