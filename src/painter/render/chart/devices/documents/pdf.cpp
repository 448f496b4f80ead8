// PDF through Cairo: fonts embedded as subsets with their text, a fixed date, and what was drawn
// from where in the document's information.
#include <cairo-pdf.h>

#include <memory>

#include "painter/render/chart/devices/cairo_handles.hpp"
#include "painter/render/chart/devices/font_faces.hpp"
#include "painter/render/chart/devices/page.hpp"
#include "painter/text/utf8.hpp"

namespace rankplot::render {
namespace {

// The same picture is the same bytes, whenever it is drawn.
constexpr const char* kDate = "2000-01-01T00:00:00Z";
constexpr double kTolerance_pt = 0.02;  ///< of flattened curves: 1/3600 inch

/// Cairo takes neither bytes that are no UTF-8 nor Unicode's noncharacters (chapter 23.7).
bool is_character(char32_t code) {
  return (code & 0xFFFE) != 0xFFFE && !(code >= 0xFDD0 && code <= 0xFDEF);
}

/// What of a text Cairo takes; U+FFFD for the rest.
std::string taken_by_cairo(std::string_view given) {
  constexpr char32_t kReplacement = 0xFFFD;
  std::string text;
  for (const char32_t code : text::decode_utf8(given))
    text::append_utf8(text, is_character(code) ? code : kReplacement);
  return text;
}

/// Keeps the state of a context, such as its matrix, for a scope.
class Saved {
 public:
  explicit Saved(cairo_t* cairo) : cairo_(cairo) { cairo_save(cairo_); }
  ~Saved() { cairo_restore(cairo_); }
  Saved(const Saved&) = delete;
  Saved& operator=(const Saved&) = delete;

 private:
  cairo_t* cairo_;
};

void set_source(cairo_t* cairo, const Color& color) {
  cairo_set_source_rgba(cairo, color.red / 255.0, color.green / 255.0, color.blue / 255.0,
                        color.alpha / 255.0);
}

void set_pen(cairo_t* cairo, const Pen& pen) {
  set_source(cairo, pen.color);
  cairo_set_line_width(cairo, pen.width_px);
  cairo_set_dash(cairo, pen.dashes.lengths.data(), pen.dashes.count, 0);
  cairo_set_line_join(cairo,
                      pen.join == Join::Round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
  cairo_set_line_cap(cairo, pen.cap == Cap::Round    ? CAIRO_LINE_CAP_ROUND
                            : pen.cap == Cap::Square ? CAIRO_LINE_CAP_SQUARE
                                                     : CAIRO_LINE_CAP_BUTT);
}

void add(cairo_t* cairo, const Path& path) {
  const Point* at = path.points().data();
  const auto x = [&](int i) { return static_cast<double>(at[i].x); };
  const auto y = [&](int i) { return static_cast<double>(at[i].y); };
  for (const Path::Verb verb : path.verbs()) switch (verb) {
      case Path::Verb::Move: cairo_move_to(cairo, x(0), y(0)), at += 1; break;
      case Path::Verb::Line: cairo_line_to(cairo, x(0), y(0)), at += 1; break;
      case Path::Verb::Curve:
        cairo_curve_to(cairo, x(0), y(0), x(1), y(1), x(2), y(2)), at += 3;
        break;
      case Path::Verb::Close: cairo_close_path(cairo); break;
    }
}

/// A piece's glyphs, and which of them stand for which bytes of its text.
struct GlyphRun {
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;

  explicit GlyphRun(const text::Piece& piece) {
    for (const text::Glyph& glyph : piece.glyphs) {
      glyphs.push_back({glyph.index, glyph.x, -glyph.y});
      if (glyph.bytes == 0 && !clusters.empty())
        ++clusters.back().num_glyphs;
      else
        clusters.push_back({static_cast<int>(glyph.bytes), 1});
    }
  }

  bool matches(const std::string& text) const {
    std::size_t bytes = 0;
    for (const cairo_text_cluster_t& cluster : clusters)
      bytes += static_cast<std::size_t>(cluster.num_bytes);
    return bytes == text.size();
  }
};

class PdfPage : public Page {
 public:
  PdfPage(const PageSize& size, const Origin& origin) {
    const double scale = size.points_per_px();
    surface_ = checked(cairo_pdf_surface_create_for_stream(append, &bytes_, size.width_px * scale,
                                                           size.height_px * scale),
                       "cairo_pdf_surface_create_for_stream");
    inform(origin);
    cairo_ = cairo_on(surface_.get());
    cairo_set_tolerance(cairo_.get(), kTolerance_pt);
    cairo_scale(cairo_.get(), scale, scale);
    const std::unique_ptr<cairo_font_options_t, void (*)(cairo_font_options_t*)> options(
        cairo_font_options_create(), cairo_font_options_destroy);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cairo_.get(), options.get());
  }

  void stroke(const Path& path, const Pen& pen) override {
    set_pen(cairo_.get(), pen);
    add(cairo_.get(), path);
    cairo_stroke(cairo_.get());
  }

  void fill(const Path& path, Color color, bool even_odd) override {
    cairo_t* cairo = cairo_.get();
    set_source(cairo, color);
    add(cairo, path);
    cairo_set_fill_rule(cairo, even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
    cairo_fill(cairo);
  }

  void repeat(const Mark& mark, std::span<const Point> at, std::span<const Color> colors) override {
    const bool one_ink = mark.area.empty() != mark.outline.empty();
    const Color& ink = mark.area.empty() ? mark.edge : mark.face;
    if (colors.empty() && one_ink && ink.alpha == 255) {
      repeat_joined(mark, at);
      return;
    }
    Mark one = mark;
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (!colors.empty()) one.paint(colors[i]);
      draw(one, at.subspan(i, 1));
    }
  }

  void write(const text::Line& line, const TextPlace& place) override {
    cairo_t* cairo = cairo_.get();
    const Saved saved(cairo);
    cairo_translate(cairo, place.x, place.y);
    if (place.radians != 0) cairo_rotate(cairo, -place.radians);
    set_source(cairo, place.color);
    for (const text::Piece& piece : line.pieces) write(piece);
    for (const text::Rule& rule : line.rules)
      cairo_rectangle(cairo, rule.left, -rule.top, rule.right - rule.left, rule.top - rule.bottom);
    cairo_fill(cairo);
  }

  void show(const Picture& picture, const Area& place) override {
    cairo_t* cairo = cairo_.get();
    auto* bytes = reinterpret_cast<unsigned char*>(const_cast<std::uint32_t*>(picture.argb.data()));
    const Surface pixels =
        checked(cairo_image_surface_create_for_data(bytes, CAIRO_FORMAT_ARGB32, picture.width_px,
                                                    picture.height_px, 4 * picture.width_px),
                "cairo_image_surface_create_for_data");
    const Saved saved(cairo);
    cairo_translate(cairo, place.left, place.top);
    cairo_scale(cairo, place.width / picture.width_px, place.height / picture.height_px);
    cairo_set_source_surface(cairo, pixels.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST);
    cairo_paint(cairo);
    // Cairo keeps a copy of what it needs once the pixels are said to be gone.
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_surface_finish(pixels.get());
  }

  void show(const Coverage& coverage, const Area& place) override {
    cairo_t* cairo = cairo_.get();
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, coverage.width_px);
    const auto width = static_cast<std::size_t>(coverage.width_px);
    std::vector<std::uint8_t> rows(static_cast<std::size_t>(stride) *
                                   static_cast<std::size_t>(coverage.height_px));
    for (std::size_t y = 0; y * width < coverage.shares.size(); ++y)
      std::copy_n(coverage.shares.begin() + static_cast<std::ptrdiff_t>(y * width), width,
                  rows.begin() + static_cast<std::ptrdiff_t>(y) * stride);
    const Surface mask =
        checked(cairo_image_surface_create_for_data(rows.data(), CAIRO_FORMAT_A8, coverage.width_px,
                                                    coverage.height_px, stride),
                "cairo_image_surface_create_for_data");
    const Saved saved(cairo);
    cairo_translate(cairo, place.left, place.top);
    cairo_scale(cairo, place.width / coverage.width_px, place.height / coverage.height_px);
    set_source(cairo, coverage.ink);
    const std::unique_ptr<cairo_pattern_t, void (*)(cairo_pattern_t*)> pattern(
        cairo_pattern_create_for_surface(mask.get()), cairo_pattern_destroy);
    cairo_pattern_set_filter(pattern.get(), CAIRO_FILTER_NEAREST);
    cairo_mask(cairo, pattern.get());
    cairo_surface_finish(mask.get());
  }

  void clip(const Area& area) override {
    unclip();
    cairo_rectangle(cairo_.get(), area.left, area.top, area.width, area.height);
    cairo_clip(cairo_.get());
  }
  void unclip() override { cairo_reset_clip(cairo_.get()); }

  std::vector<std::byte> finish() override {
    check(cairo_status(cairo_.get()), "PDF page");
    cairo_.reset();
    cairo_surface_finish(surface_.get());
    check(cairo_surface_status(surface_.get()), "PDF surface");
    return std::move(bytes_);
  }

 private:
  static cairo_status_t append(void* to, const unsigned char* data, unsigned count) {
    try {
      const auto bytes = std::as_bytes(std::span(data, count));
      auto& all = *static_cast<std::vector<std::byte>*>(to);
      all.insert(all.end(), bytes.begin(), bytes.end());
      return CAIRO_STATUS_SUCCESS;
    } catch (const std::bad_alloc&) {
      return CAIRO_STATUS_NO_MEMORY;
    }
  }

  /// Cairo 1.16 has no words of its own for the record: it stands in the subject.
  void inform(const Origin& origin) {
    std::string record;
    for (const auto& [keyword, text] : origin) {
      if (keyword == "Software")
        say(CAIRO_PDF_METADATA_CREATOR, text);
      else
        record += (record.empty() ? "" : "; ") + keyword + ": " + text;
      if (keyword == "rankplot:figure") say(CAIRO_PDF_METADATA_TITLE, text);
    }
    say(CAIRO_PDF_METADATA_SUBJECT, record);
    say(CAIRO_PDF_METADATA_CREATE_DATE, kDate);
  }

  void say(cairo_pdf_metadata_t what, const std::string& text) {
    if (!text.empty())
      cairo_pdf_surface_set_metadata(surface_.get(), what, taken_by_cairo(text).c_str());
  }

  /// Marks of one opaque colour are one path, a part at a time.
  void repeat_joined(const Mark& mark, std::span<const Point> at) {
    constexpr std::size_t kMarksAPath = 256;
    for (std::size_t from = 0; from < at.size(); from += kMarksAPath)
      draw(mark, at.subspan(from, std::min(kMarksAPath, at.size() - from)));
  }

  void draw(const Mark& mark, std::span<const Point> at) {
    const auto all = [&](const Path& one) {
      Path path;
      for (const Point& point : at) path.append(one, point);
      return path;
    };
    if (!mark.area.empty() && mark.face.alpha > 0) {
      if (mark.disc_px > 0)
        draw_discs(mark, at);
      else
        fill(all(mark.area), mark.face, false);
    }
    if (!mark.outline.empty() && mark.edge.alpha > 0)
      stroke(all(mark.outline),
             {mark.edge, mark.edge_px, {}, Cap::Butt, mark.round_join ? Join::Round : Join::Miter});
  }

  /// Lines of no length with round ends (PDF 32000-1, 8.5.3.2): a quarter of what curves take.
  void draw_discs(const Mark& mark, std::span<const Point> at) {
    Path path;
    for (const Point& point : at) {
      path.move(point);
      path.line(point);
    }
    stroke(path, {mark.face, mark.disc_px, {}, Cap::Round, Join::Round});
  }

  void write(const text::Piece& piece) {
    if (piece.glyphs.empty()) return;
    cairo_t* cairo = cairo_.get();
    const GlyphRun run(piece);
    cairo_set_font_face(cairo, cairo_face_of(*piece.font));
    cairo_set_font_size(cairo, piece.size_px);
    if (!run.matches(piece.text) ||
        taken_by_cairo(piece.text) != piece.text) {  // Cairo would refuse the whole page
      cairo_show_glyphs(cairo, run.glyphs.data(), static_cast<int>(run.glyphs.size()));
      return;
    }
    cairo_show_text_glyphs(
        cairo, piece.text.data(), static_cast<int>(piece.text.size()), run.glyphs.data(),
        static_cast<int>(run.glyphs.size()), run.clusters.data(),
        static_cast<int>(run.clusters.size()),
        piece.right_to_left ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t{});
  }

  std::vector<std::byte> bytes_;
  Surface surface_;
  Cairo cairo_;
};

DocumentFormat describe_pdf() {
  DocumentFormat format;
  format.entry.name = "pdf";
  format.entry.summary =
      "PDF: lines and text as such, fonts embedded; layers of more than 20,000 marks as images of "
      "300 dpi";
  format.entry.suffixes = {"pdf"};
  format.entry.example = R"(input = ["parallel_plots.h5"]
[[figure]]
data = "/dataset_{i}"
save = "{i}.pdf"
style = "paper"
  [[figure.layer]]
  kind = "scatter"
  x = "x"
  y = "y"
)";
  format.open = [](const PageSize& size, const Origin& origin) -> std::unique_ptr<Page> {
    return std::make_unique<PdfPage>(size, origin);
  };
  return format;
}

}  // namespace

const DocumentFormat& pdf_entry() {
  static const DocumentFormat format = describe_pdf();
  return format;
}

}  // namespace rankplot::render
