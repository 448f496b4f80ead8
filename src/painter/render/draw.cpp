#include "painter/render/draw.hpp"

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/chart.hpp"
#include "painter/render/chart/colormaps.hpp"
#include "painter/render/chart/colors.hpp"
#include "painter/render/chart/devices/page.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/scene.hpp"
#include "painter/render/view.hpp"

namespace rankplot::render {
namespace {

constexpr int kLeastSide = 16, kMostSide = 32767;  // Cairo's limit
constexpr double kLeastDpi = 10, kMostDpi = 2400;

void check_size(const job::Figure& figure) {
  const auto fits = [](int side) { return side >= kLeastSide && side <= kMostSide; };
  if (!fits(figure.width_px) || !fits(figure.height_px))
    base::fail("figure '{}' of {} x {} pixels cannot be drawn: sides from {} to {} can",
               figure.name, figure.width_px, figure.height_px, kLeastSide, kMostSide);
  if (!(figure.dpi >= kLeastDpi && figure.dpi <= kMostDpi))
    base::fail("figure '{}' of {} dpi cannot be drawn: {} to {} can", figure.name, figure.dpi,
               kLeastDpi, kMostDpi);
}

std::uint32_t paper(const job::Style& style) {
  const Color color = parse_color(style.background);
  return static_cast<std::uint32_t>(color.red) << 16 |
         static_cast<std::uint32_t>(color.green) << 8 | color.blue;
}

base::Image blank_image(const job::Figure& figure) {
  base::Image image;
  image.width_px = figure.width_px;
  image.height_px = figure.height_px;
  image.pixels.assign(
      static_cast<std::size_t>(figure.width_px) * static_cast<std::size_t>(figure.height_px),
      paper(figure.style));
  return image;
}

const DocumentFormat* find_document(std::string_view suffix) {
  for (const DocumentFormat* format : document_formats())
    for (const std::string& own : format->entry.suffixes)
      if (own == suffix) return format;
  return nullptr;
}

std::unique_ptr<Page> open_page(const job::Figure& figure, const std::string& suffix,
                                const Origin& origin) {
  const DocumentFormat* format = find_document(suffix);
  if (format == nullptr) base::fail("'{}' is no document that can be drawn", suffix);
  return format->open({figure.width_px, figure.height_px, figure.dpi}, origin);
}

/// Cairo writes what it likes into the byte that RGB24 leaves free.
void clear_free_bytes(base::Image& image) {
  for (std::uint32_t& pixel : image.pixels) pixel &= 0x00FFFFFF;
}

}  // namespace

Drawing draw(const job::Figure& figure, const std::vector<LayerData>& data, const Wanted& wanted,
             Quality quality) {
  check_size(figure);
  Drawing drawing;
  Sheets sheets;
  if (wanted.image) {
    drawing.image = blank_image(figure);
    sheets.image = &drawing.image;
  }
  std::vector<std::unique_ptr<Page>> pages;
  for (const std::string& suffix : wanted.documents) {
    pages.push_back(open_page(figure, suffix, wanted.origin));
    sheets.pages.push_back(pages.back().get());
  }
  draw_chart(figure, data, quality, sheets, drawing.notes);
  clear_free_bytes(drawing.image);
  for (std::size_t i = 0; i < pages.size(); ++i)
    drawing.documents[wanted.documents[i]] = pages[i]->finish();
  return drawing;
}

Drawing draw(const job::Figure& figure, const std::vector<LayerData>& data, Quality quality) {
  return draw(figure, data, Wanted{}, quality);
}

View view(const job::Figure& figure, const std::vector<LayerData>& data) {
  check_size(figure);
  View view;
  view.image = blank_image(figure);
  draw_chart(figure, data, Quality::Fast, {&view.image}, view.notes, &view.plots);
  clear_free_bytes(view.image);
  return view;
}

bool is_document(std::string_view suffix) { return find_document(suffix) != nullptr; }

void describe(job::Vocabulary& vocabulary) {
  for (const LayerKind* kind : layer_kinds()) vocabulary.layers.push_back(kind->entry);
  for (const job::Entry* kind : scene::scene_kinds()) vocabulary.layers.push_back(*kind);
  for (const DocumentFormat* format : document_formats())
    vocabulary.formats.push_back(format->entry);
  vocabulary.colormaps = colormap_names();
  vocabulary.colors = color_names();
  vocabulary.markers = marker_names();
  vocabulary.linestyles = line_style_names();
}

}  // namespace rankplot::render
