#include "painter/render/chart/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "painter/render/chart/autoscale.hpp"
#include "painter/render/chart/color_bar.hpp"
#include "painter/render/chart/layout.hpp"
#include "painter/render/chart/legend.hpp"
#include "painter/render/chart/scene.hpp"

namespace rankplot::render {
namespace {

using Layers = std::vector<std::unique_ptr<Layer>>;

const LayerKind& kind_named(const std::string& name, std::size_t index) {
  std::string known;
  for (const LayerKind* kind : layer_kinds()) {
    if (kind->entry.name == name) return *kind;
    known += (known.empty() ? "" : ", ") + kind->entry.name;
  }
  base::fail("layer {}: kind '{}' is not known; known: {}", index + 1, name, known);
}

Layers make_layers(const job::Figure& figure, const std::vector<LayerData>& data,
                   const Metrics& metrics, std::vector<std::string>& notes) {
  if (data.size() != figure.layers.size())
    base::fail("figure '{}' has {} layers and was given data for {}", figure.name,
               figure.layers.size(), data.size());
  ColorCycle cycle;
  Layers layers;
  for (std::size_t i = 0; i < data.size(); ++i) {
    LayerInput input(figure.layers[i], i, data[i], metrics, cycle, notes);
    layers.push_back(kind_named(figure.layers[i].kind, i).make(input));
  }
  return layers;
}

LayoutRequest layout_request(const job::Figure& figure, const Layers& layers) {
  LayoutRequest request;
  request.width_px = figure.width_px;
  request.height_px = figure.height_px;
  request.title = figure.title;
  request.x_scale = figure.x.scale;
  request.y_scale = figure.y.scale;
  request.x_label = figure.x.label;
  request.y_label = figure.y.label;
  std::vector<AxisExtent> x, y;
  for (const auto& layer : layers) {
    Extent extent = layer->extent({figure.x.scale, figure.y.scale});
    x.push_back(std::move(extent.x));
    y.push_back(std::move(extent.y));
    if (auto bar = layer->color_bar()) request.bars.push_back(std::move(*bar));
    request.equal_aspect = request.equal_aspect || layer->equal_aspect();
  }
  request.x = axis_range(figure.x, x, "x");
  request.y = axis_range(figure.y, y, "y");
  return request;
}

void paint_frame(Canvas& canvas, const Rectangle& plot, const Metrics& metrics) {
  const double width = AxisSizes(metrics).line_width;
  const auto left = static_cast<float>(plot.left + width / 2);
  const auto right = static_cast<float>(plot.right - width / 2);
  const auto bottom = static_cast<float>(plot.bottom + width / 2);
  const auto top = static_cast<float>(plot.top - width / 2);
  const std::array<Point, 5> outline{
      {{left, bottom}, {right, bottom}, {right, top}, {left, top}, {left, bottom}}};
  canvas.polyline(outline, {{0, 0, 0, 255}, width, LineStyle::Solid, Cap::Butt, Join::Miter});
}

void paint_layers(Canvas& canvas, const Layers& layers, const Mapping& mapping) {
  canvas.clip(mapping.plot);
  for (const auto& layer : layers) layer->paint(canvas, mapping);
  canvas.unclip();
}

void paint_title(Canvas& canvas, const Layout& layout) {
  if (layout.title.empty()) return;
  TextStyle style;
  style.size_px = layout.title.size_px;
  style.across = Align::Middle;
  style.up = TextStyle::Up::Bottom;
  canvas.text(layout.title_at, layout.title.text, style);
}

Legend placed_legend(const job::Figure& figure, const Layers& layers, const Layout& layout,
                     const Mapping& mapping) {
  static const Layers kNone;
  Legend legend(figure.legend == "none" ? kNone : layers, layout.metrics, layout.plot);
  if (legend.empty()) return legend;
  Obstacles obstacles;
  if (figure.legend == "best")
    for (const auto& layer : layers) layer->obstacles(mapping, obstacles);
  legend.place(figure.legend, obstacles);
  return legend;
}

}  // namespace

void draw_chart(const job::Figure& figure, const std::vector<LayerData>& given, Quality quality,
                base::Image& image, std::vector<std::string>& notes) {
  std::vector<LayerData> renumbered;  // layers keep views of their data until all is painted
  AxisNames names;
  if (has_names(given)) {
    renumbered = given;
    names = share_names(figure, renumbered);
  }
  const std::vector<LayerData>& data = names.x || names.y ? renumbered : given;
  const Metrics metrics{figure.dpi};
  const Layers layers = make_layers(figure, data, metrics, notes);
  LayoutRequest request = layout_request(figure, layers);
  request.names = names;
  const Layout layout = lay_out(request, metrics);
  const Mapping mapping{layout.x.scale_for(layout.plot), layout.y.scale_for(layout.plot),
                        layout.plot};
  const Legend legend = placed_legend(figure, layers, layout, mapping);

  std::vector<Part> parts;
  if (figure.grid)
    parts.push_back([&](Canvas& canvas) {
      canvas.clip(layout.plot);
      layout.x.paint_grid(canvas, layout.plot);
      layout.y.paint_grid(canvas, layout.plot);
      canvas.unclip();
    });
  parts.push_back([&](Canvas& canvas) { paint_layers(canvas, layers, mapping); });
  parts.push_back([&](Canvas& canvas) { paint_frame(canvas, layout.plot, layout.metrics); });
  parts.push_back([&](Canvas& canvas) { layout.x.paint(canvas, layout.plot, layout.figure); });
  parts.push_back([&](Canvas& canvas) { layout.y.paint(canvas, layout.plot, layout.figure); });
  parts.push_back([&](Canvas& canvas) { paint_title(canvas, layout); });
  for (std::size_t i = 0; i < request.bars.size(); ++i)
    parts.push_back([&, i](Canvas& canvas) {
      paint_color_bar(canvas, request.bars[i], layout.bar_areas[i], layout.metrics);
    });
  if (!legend.empty()) parts.push_back([&](Canvas& canvas) { legend.paint(canvas); });
  paint_scene(image, std::move(parts), quality);
}

}  // namespace rankplot::render
