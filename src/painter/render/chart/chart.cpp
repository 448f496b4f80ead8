#include "painter/render/chart/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "painter/render/chart/color_bar.hpp"
#include "painter/render/chart/legend.hpp"
#include "painter/render/chart/panel_layout.hpp"
#include "painter/render/chart/plots.hpp"
#include "painter/render/chart/scene.hpp"

namespace rankplot::render {
namespace {

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

void paint_title(Canvas& canvas, const FittedText& title, Point at) {
  if (title.empty()) return;
  TextStyle style;
  style.size_px = title.size_px;
  style.across = Align::Middle;
  style.up = TextStyle::Up::Bottom;
  canvas.text(at, title.text, style);
}

Legend placed_legend(const Plot& plot, const Layout& layout, const Mapping& mapping) {
  static const Layers kNone;
  Legend legend(plot.legend == "none" ? kNone : plot.layers, layout.metrics, layout.plot);
  if (legend.empty()) return legend;
  Obstacles obstacles;
  if (plot.legend == "best")
    for (const auto& layer : plot.layers) layer->obstacles(mapping, obstacles);
  legend.place(plot.legend, obstacles);
  return legend;
}

void add_axes(const Plot& plot, const Layout& layout, std::vector<Part>& parts) {
  const Mapping mapping{layout.x.scale_for(layout.plot), layout.y.scale_for(layout.plot),
                        layout.plot};
  if (plot.grid)
    parts.push_back([&](Canvas& canvas) {
      canvas.clip(layout.plot);
      layout.x.paint_grid(canvas, layout.plot);
      layout.y.paint_grid(canvas, layout.plot);
      canvas.unclip();
    });
  parts.push_back([&, mapping](Canvas& canvas) { paint_layers(canvas, plot.layers, mapping); });
  parts.push_back([&](Canvas& canvas) { paint_frame(canvas, layout.plot, layout.metrics); });
  parts.push_back([&](Canvas& canvas) { layout.x.paint(canvas, layout.plot, layout.figure); });
  parts.push_back([&](Canvas& canvas) { layout.y.paint(canvas, layout.plot, layout.figure); });
}

void add_legend(const Plot& plot, const Layout& layout, std::vector<Part>& parts) {
  const Mapping mapping{layout.x.scale_for(layout.plot), layout.y.scale_for(layout.plot),
                        layout.plot};
  Legend legend = placed_legend(plot, layout, mapping);
  if (!legend.empty())
    parts.push_back([legend = std::move(legend)](Canvas& canvas) { legend.paint(canvas); });
}

/// Appends what paints the plot. It is read while painting.
void add_parts(const Plot& plot, const Layout& layout, std::vector<Part>& parts) {
  if (plot.scene != nullptr) {
    parts.push_back([&](Canvas& canvas) { plot.scene->paint(canvas, layout); });
  } else {
    add_axes(plot, layout, parts);
  }
  parts.push_back([&](Canvas& canvas) { paint_title(canvas, layout.title, layout.title_at); });
  for (std::size_t i = 0; i < plot.request.bars.size(); ++i)
    parts.push_back([&, i](Canvas& canvas) {
      paint_color_bar(canvas, plot.request.bars[i], layout.bar_areas[i], layout.metrics);
    });
  if (plot.scene == nullptr) add_legend(plot, layout, parts);
}

PanelsLayout lay_out_panels(const job::Figure& figure,
                            const std::vector<std::optional<Plot>>& plots, const Metrics& metrics) {
  PanelsRequest request;
  request.width_px = figure.width_px;
  request.height_px = figure.height_px;
  request.title = figure.title;
  request.rows = figure.rows;
  request.columns = figure.columns;
  for (const auto& plot : plots)
    request.panels.push_back(plot ? std::optional(plot->request) : std::nullopt);
  return lay_out(request, metrics);
}

/// One table of names an axis for each panel; for all of them where they share limits.
std::vector<AxisNames> share_names_of_panels(const job::Figure& figure,
                                             std::vector<LayerData>& data) {
  const std::size_t count = std::max<std::size_t>(1, figure.panels.size());
  if (count == 1 || figure.share_x != job::Share::None || figure.share_y != job::Share::None)
    return std::vector<AxisNames>(count, share_names(figure, data));
  std::vector<AxisNames> names(count);
  for (std::size_t panel = 0; panel < count; ++panel) {
    job::Figure alone;
    std::vector<LayerData> shown;
    for (std::size_t i = 0; i < data.size(); ++i) {
      if (figure.layers.at(i).panel != panel) continue;
      alone.layers.push_back(figure.layers[i]);
      shown.push_back(std::move(data[i]));
    }
    names[panel] = share_names(alone, shown);
    auto next = shown.begin();
    for (std::size_t i = 0; i < data.size(); ++i)
      if (figure.layers[i].panel == panel) data[i] = std::move(*next++);
  }
  return names;
}

}  // namespace

void draw_chart(const job::Figure& figure, const std::vector<LayerData>& given, Quality quality,
                base::Image& image, std::vector<std::string>& notes) {
  std::vector<LayerData> renumbered;  // layers keep views of their data until all is painted
  std::vector<AxisNames> names(std::max<std::size_t>(1, figure.panels.size()));
  if (has_names(given)) {
    renumbered = given;
    names = share_names_of_panels(figure, renumbered);
  }
  const std::vector<LayerData>& data = renumbered.empty() ? given : renumbered;
  const Metrics metrics{figure.dpi};
  std::vector<std::optional<Plot>> plots = make_plots(figure, data, metrics, notes);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (plots.at(i)) plots[i]->request.names = names[i];
  PanelsLayout layout;
  if (figure.panels.empty())
    layout.panels.emplace_back(lay_out(plots.front()->request, metrics));
  else
    layout = lay_out_panels(figure, plots, metrics);

  std::vector<Part> parts;
  for (std::size_t i = 0; i < plots.size(); ++i)
    if (plots[i]) add_parts(*plots[i], *layout.panels[i], parts);
  parts.push_back([&](Canvas& canvas) { paint_title(canvas, layout.title, layout.title_at); });
  paint_scene(image, std::move(parts), quality);
}

}  // namespace rankplot::render
