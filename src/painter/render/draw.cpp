#include "painter/render/draw.hpp"

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/chart.hpp"
#include "painter/render/chart/colormaps.hpp"
#include "painter/render/chart/colors.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/scene.hpp"

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

}  // namespace

Drawing draw(const job::Figure& figure, const std::vector<LayerData>& data, Quality quality) {
  check_size(figure);
  Drawing drawing;
  drawing.image.width_px = figure.width_px;
  drawing.image.height_px = figure.height_px;
  drawing.image.pixels.assign(
      static_cast<std::size_t>(figure.width_px) * static_cast<std::size_t>(figure.height_px),
      paper(figure.style));
  draw_chart(figure, data, quality, drawing.image, drawing.notes);
  // Cairo writes what it likes into the byte that RGB24 leaves free.
  for (std::uint32_t& pixel : drawing.image.pixels) pixel &= 0x00FFFFFF;
  return drawing;
}

void describe(job::Vocabulary& vocabulary) {
  for (const LayerKind* kind : layer_kinds()) vocabulary.layers.push_back(kind->entry);
  for (const job::Entry* kind : scene::scene_kinds()) vocabulary.layers.push_back(*kind);
  vocabulary.colormaps = colormap_names();
  vocabulary.colors = color_names();
  vocabulary.markers = marker_names();
  vocabulary.linestyles = line_style_names();
}

}  // namespace rankplot::render
