// SVG 1.1, written here: text as text, marks by <use>, images as PNG within, and ids that count up
// from 1 in each document.
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <numbers>

#include "painter/render/chart/devices/cairo_paths.hpp"
#include "painter/render/chart/devices/documents/svg_words.hpp"
#include "painter/render/chart/devices/page.hpp"
#include "painter/render/chart/devices/pixel_target.hpp"
#include "painter/text/font.hpp"
#include "painter/text/utf8.hpp"

namespace rankplot::render {
namespace {

using svg::number;

/// Glyphs of a piece that share a baseline.
struct Run {
  std::string text;
  double x = 0, y = 0, width = 0;
  std::size_t glyphs = 0;
};

std::vector<Run> runs_of(const text::Piece& piece) {
  std::vector<Run> runs;
  std::size_t at = 0;
  for (const text::Glyph& glyph : piece.glyphs) {
    if (runs.empty() || runs.back().y != glyph.y) runs.push_back({{}, glyph.x, glyph.y, 0, 0});
    Run& run = runs.back();
    const std::size_t bytes = std::min<std::size_t>(glyph.bytes, piece.text.size() - at);
    run.text += piece.text.substr(at, bytes);
    at += bytes;
    run.x = std::min(run.x, glyph.x);
    const double end = glyph.x + piece.font->metrics(glyph.index, piece.size_px).advance;
    run.width = std::max(run.width, end - run.x);
    ++run.glyphs;
  }
  return runs;
}

/// Accents that a viewer would set on a letter of its own choosing.
bool is_combining(char32_t code) {
  return (code >= 0x300 && code <= 0x36F) || (code >= 0x20D0 && code <= 0x20FF);
}

/// Whether a piece is written by its outlines: one glyph that no character stands for, such as a
/// brace that has grown; an accent alone; what is of a font that viewers lack, whose stand-ins have
/// other sizes.
bool is_shape(const text::Piece& piece) {
  const std::string family = piece.font->name().family;
  if (family.find("Math") != family.npos || family.find("Display") != family.npos) return true;
  if (piece.glyphs.size() != 1) return false;
  const auto codes = text::decode_utf8(piece.text);
  return codes.size() != 1 || is_combining(codes.front()) ||
         piece.font->glyph(codes.front()) != piece.glyphs.front().index;
}

std::string font_words(const text::Piece& piece) {
  const text::FontName name = piece.font->name();
  const bool serif = name.family.find("Serif") != std::string::npos;
  std::string words =
      fmt::format(R"( font-family="'{}', {}" font-size="{}")", svg::escaped(name.family),
                  serif ? "serif" : "sans-serif", number(piece.size_px));
  if (name.bold) words += R"( font-weight="bold")";
  if (name.italic) words += R"( font-style="italic")";
  return words;
}

std::vector<std::byte> png_of(const Picture& picture) {
  auto* bytes = reinterpret_cast<unsigned char*>(const_cast<std::uint32_t*>(picture.argb.data()));
  const Surface pixels =
      checked(cairo_image_surface_create_for_data(bytes, CAIRO_FORMAT_ARGB32, picture.width_px,
                                                  picture.height_px, 4 * picture.width_px),
              "cairo_image_surface_create_for_data");
  std::vector<std::byte> png;
  const auto append = [](void* to, const unsigned char* data, unsigned count) {
    try {
      const auto more = std::as_bytes(std::span(data, count));
      auto& all = *static_cast<std::vector<std::byte>*>(to);
      all.insert(all.end(), more.begin(), more.end());
      return CAIRO_STATUS_SUCCESS;
    } catch (const std::bad_alloc&) {
      return CAIRO_STATUS_NO_MEMORY;
    }
  };
  check(cairo_surface_write_to_png_stream(pixels.get(), append, &png),
        "cairo_surface_write_to_png_stream");
  return png;
}

class SvgPage : public Page {
 public:
  SvgPage(const PageSize& size, const Origin& origin) {
    const double scale = size.points_per_px();
    text_ = fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" stroke-miterlimit="10" width="{}pt" height="{}pt" viewBox="0 0 {} {}">
)",
        number(size.width_px * scale), number(size.height_px * scale), size.width_px,
        size.height_px);
    record(origin);
  }

  void stroke(const Path& path, const Pen& pen) override {
    text_ += fmt::format(R"(<path fill="none"{} stroke-width="{}" stroke-linejoin="{}")",
                         svg::paint("stroke", pen.color), number(pen.width_px),
                         pen.join == Join::Round ? "round" : "miter");
    if (pen.cap != Cap::Butt)
      text_ += fmt::format(R"( stroke-linecap="{}")", pen.cap == Cap::Round ? "round" : "square");
    if (pen.dashes.count > 0) {
      text_ += " stroke-dasharray=\"";
      for (const double length : pen.dashes.shown()) text_ += number(length) + ' ';
      text_.back() = '"';
    }
    put_data(path);
  }

  void fill(const Path& path, Color color, bool even_odd) override {
    text_ += fmt::format("<path{}{}", svg::paint("fill", color),
                         even_odd ? R"( fill-rule="evenodd")" : "");
    put_data(path);
  }

  void repeat(const Mark& mark, std::span<const Point> at, std::span<const Color> colors) override {
    const std::string id = id_of(mark);
    text_ += fmt::format("<g{}>\n", colors.empty() ? inks(mark) : "");
    Mark one = mark;
    for (std::size_t i = 0; i < at.size(); ++i) {
      text_ += fmt::format(R"(<use xlink:href="#{}" x=")", id);
      svg::append_number(text_, static_cast<double>(at[i].x));
      text_ += "\" y=\"";
      svg::append_number(text_, static_cast<double>(at[i].y));
      text_ += '"';
      if (!colors.empty()) {
        one.paint(colors[i]);
        text_ += inks(one);
      }
      text_ += "/>\n";
    }
    text_ += "</g>\n";
  }

  void write(const text::Line& line, const TextPlace& place) override {
    text_ += fmt::format(R"(<g transform="translate({} {}))", number(place.x), number(place.y));
    if (place.radians != 0)
      text_ += fmt::format(" rotate({:.6g})", -place.radians * 180 / std::numbers::pi);
    text_ += fmt::format("\"{}>\n", svg::paint("fill", place.color));
    for (const text::Piece& piece : line.pieces) write(piece);
    for (const text::Rule& rule : line.rules)
      text_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
                           number(rule.left), number(-rule.top), number(rule.right - rule.left),
                           number(rule.top - rule.bottom));
    text_ += "</g>\n";
  }

  void show(const Picture& picture, const Area& place) override {
    text_ += fmt::format(
        R"(<image x="{}" y="{}" width="{}" height="{}" preserveAspectRatio="none" )"
        R"(image-rendering="optimizeSpeed" style="image-rendering:pixelated" xlink:href="data:image/png;base64,)",
        number(place.left), number(place.top), number(place.width), number(place.height));
    text_ += svg::base64(png_of(picture));
    text_ += "\"/>\n";
  }

  void show(const Coverage& coverage, const Area& place) override {
    std::vector<std::uint32_t> argb;
    argb.reserve(coverage.shares.size());
    const Color& ink = coverage.ink;
    const std::uint32_t opaque = 0xFF000000u | static_cast<std::uint32_t>(ink.red) << 16 |
                                 static_cast<std::uint32_t>(ink.green) << 8 | ink.blue;
    for (const std::uint8_t share : coverage.shares) argb.push_back(scale_pixel(opaque, share));
    show(Picture{argb, coverage.width_px, coverage.height_px}, place);
  }

  void clip(const Area& area) override {
    unclip();
    const std::string rectangle =
        fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}"/>)", number(area.left),
                    number(area.top), number(area.width), number(area.height));
    const auto [known, fresh] =
        clips_.try_emplace(rectangle, fmt::format("c{}", clips_.size() + 1));
    if (fresh)
      text_ += fmt::format("<clipPath id=\"{}\">{}</clipPath>\n", known->second, rectangle);
    text_ += fmt::format("<g clip-path=\"url(#{})\">\n", known->second);
    clipped_ = true;
  }

  void unclip() override {
    if (clipped_) text_ += "</g>\n";
    clipped_ = false;
  }

  std::vector<std::byte> finish() override {
    unclip();
    text_ += "</svg>\n";
    const auto bytes = std::as_bytes(std::span(text_));
    return {bytes.begin(), bytes.end()};
  }

 private:
  void record(const Origin& origin) {
    if (origin.empty()) return;
    text_ += "<metadata>\n<record xmlns=\"urn:rankplot:origin\">\n";
    for (const auto& [keyword, value] : origin)
      text_ += fmt::format("<entry keyword=\"{}\">{}</entry>\n", svg::escaped(keyword),
                           svg::escaped(value));
    text_ += "</record>\n</metadata>\n";
  }

  void put_data(const Path& path) {
    text_ += " d=\"";
    text_ += svg::path_data(path);
    text_ += "\"/>\n";
  }

  /// The colours of a mark; its paths take them from where it is used.
  static std::string inks(const Mark& mark) {
    std::string words;
    if (!mark.area.empty()) words += svg::paint("fill", mark.face);
    if (!mark.outline.empty()) words += svg::paint("stroke", mark.edge);
    return words;
  }

  /// Defines the mark where it is new.
  std::string id_of(const Mark& mark) {
    std::string shape;
    if (!mark.area.empty())
      shape += fmt::format(R"(<path stroke="none" d="{}"/>)", svg::path_data(mark.area));
    if (!mark.outline.empty())
      shape += fmt::format(R"(<path fill="none" stroke-width="{}" stroke-linejoin="{}" d="{}"/>)",
                           number(mark.edge_px), mark.round_join ? "round" : "miter",
                           svg::path_data(mark.outline));
    const auto [known, fresh] = marks_.try_emplace(shape, fmt::format("m{}", marks_.size() + 1));
    if (fresh) text_ += fmt::format("<defs><g id=\"{}\">{}</g></defs>\n", known->second, shape);
    return known->second;
  }

  void write(const text::Piece& piece) {
    if (is_shape(piece)) {
      text_ += "<path";
      put_data(outlines(piece));
      return;
    }
    for (const Run& run : runs_of(piece)) {
      text_ += fmt::format(R"(<text x="{}" y="{}")", number(run.x), number(-run.y));
      text_ += font_words(piece);
      // The width is ours whatever font the viewer has.
      if (run.glyphs > 1)
        text_ +=
            fmt::format(R"( textLength="{}" lengthAdjust="spacingAndGlyphs")", number(run.width));
      text_ += R"( xml:space="preserve">)" + svg::escaped(run.text) + "</text>\n";
    }
  }

  std::string text_;
  std::map<std::string, std::string> marks_, clips_;  ///< ids by what they stand for
  bool clipped_ = false;
};

DocumentFormat describe_svg() {
  DocumentFormat format;
  format.entry.name = "svg";
  format.entry.summary =
      "SVG: lines and text as such; layers of more than 20,000 marks as images of 300 dpi";
  format.entry.suffixes = {"svg"};
  format.entry.example = R"(input = ["parallel_plots.h5"]
[[figure]]
data = "/dataset_{i}"
save = ["{i}.svg", "{i}.png"]
  [[figure.layer]]
  kind = "scatter"
  x = "x"
  y = "y"
)";
  format.open = [](const PageSize& size, const Origin& origin) -> std::unique_ptr<Page> {
    return std::make_unique<SvgPage>(size, origin);
  };
  return format;
}

}  // namespace

const DocumentFormat& svg_entry() {
  static const DocumentFormat format = describe_svg();
  return format;
}

}  // namespace rankplot::render
