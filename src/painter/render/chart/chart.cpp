#include "painter/render/chart/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/warning.hpp"
#include "painter/render/chart/color_bar.hpp"
#include "painter/render/chart/data_warnings.hpp"
#include "painter/render/chart/devices/dense_layer.hpp"
#include "painter/render/chart/legend.hpp"
#include "painter/render/chart/panel_layout.hpp"
#include "painter/render/chart/plots.hpp"
#include "painter/render/chart/scene.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::render {
namespace {

void paint_frame(Canvas& canvas, const Rectangle& plot, const job::Spines& spines,
                 const Metrics& metrics) {
  const double width = AxisSizes(metrics).line_width;
  const auto left = static_cast<float>(plot.left + width / 2);
  const auto right = static_cast<float>(plot.right - width / 2);
  const auto bottom = static_cast<float>(plot.bottom + width / 2);
  const auto top = static_cast<float>(plot.top - width / 2);
  const Stroke stroke{metrics.look->ink, width, LineStyle::Solid, Cap::Square, Join::Miter};
  if (spines.left && spines.bottom && spines.right && spines.top) {
    const std::array<Point, 5> outline{
        {{left, bottom}, {right, bottom}, {right, top}, {left, top}, {left, bottom}}};
    canvas.polyline(outline, stroke);
    return;
  }
  std::vector<Point> lines;
  if (spines.left) lines.insert(lines.end(), {{left, bottom}, {left, top}});
  if (spines.bottom) lines.insert(lines.end(), {{left, bottom}, {right, bottom}});
  if (spines.right) lines.insert(lines.end(), {{right, bottom}, {right, top}});
  if (spines.top) lines.insert(lines.end(), {{left, top}, {right, top}});
  canvas.segments(lines, stroke);
}

/// What data are measured by: one pair of axes, or another for layers on the right or on top.
class Mappings {
 public:
  explicit Mappings(const Layout& layout)
      : first_{layout.x.scale_for(layout.plot), layout.y.scale_for(layout.plot), layout.plot} {
    if (layout.polar) first_ = layout.polar->mapping_for(layout.plot);
    if (layout.x2) x2_ = layout.x2->scale_for(layout.plot);
    if (layout.y2) y2_ = layout.y2->scale_for(layout.plot);
  }
  Mapping of(const Measure& measure) const {
    return {measure.top ? x2_ : first_.x, measure.right ? y2_ : first_.y, first_.plot,
            first_.polar};
  }

 private:
  Mapping first_;
  Scale x2_, y2_;
};

using Notes = std::vector<std::string>;

/// A page of PDF and one of SVG say the same: once is enough.
void note_once(Notes& notes, const std::string& note) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
}

void paint_layers(Canvas& canvas, const Plot& plot, const Mappings& mappings, const Rectangle& area,
                  Notes& notes) {
  canvas.clip(area);
  for (std::size_t i = 0; i < plot.layers.size(); ++i) {
    const std::size_t marks =
        canvas.layer([&] { plot.layers[i]->paint(canvas, mappings.of(plot.measures[i])); });
    if (marks > 0)
      note_once(notes,
                fmt::format("{}: its {} marks stand in PDF and SVG as an image of {:g} dpi or more",
                            plot.places[i], marks, DenseLayer::kDpi));
  }
  canvas.unclip();
}

void paint_title(Canvas& canvas, const FittedText& title, Point at, Color ink) {
  if (title.empty()) return;
  TextStyle style;
  style.color = ink;
  style.size_px = title.size_px;
  style.across = Align::Middle;
  style.up = TextStyle::Up::Bottom;
  canvas.text(at, title.text, style);
}

Legend placed_legend(const Plot& plot, const Layout& layout, const Mappings& mappings) {
  static const Layers kNone;
  const LegendWish& wish = plot.request.legend;
  if (wish.is_outside()) return layout.legend.value_or(Legend(kNone, layout.metrics, layout.plot));
  Legend legend(wish.place == "none" ? kNone : plot.layers, layout.metrics, layout.plot, wish);
  if (legend.empty()) return legend;
  Obstacles obstacles;
  if (wish.place == "best")
    for (std::size_t i = 0; i < plot.layers.size(); ++i)
      plot.layers[i]->obstacles(mappings.of(plot.measures[i]), obstacles);
  legend.place(wish.place, obstacles);
  return legend;
}

void paint_grid(Canvas& canvas, const job::Grid& grid, const Layout& layout) {
  canvas.clip(layout.plot);
  if (layout.polar) {
    layout.polar->paint_grid(canvas, layout.plot, grid);
    return canvas.unclip();
  }
  if (grid.x) layout.x.paint_grid(canvas, layout.plot, grid);
  if (grid.y) layout.y.paint_grid(canvas, layout.plot, grid);
  canvas.unclip();
}

void paint_axes(Canvas& canvas, const Layout& layout) {
  layout.x.paint(canvas, layout.plot, layout.figure);
  layout.y.paint(canvas, layout.plot, layout.figure);
  if (layout.x2) layout.x2->paint(canvas, layout.plot, layout.figure);
  if (layout.y2) layout.y2->paint(canvas, layout.plot, layout.figure);
}

void add_axes(const Plot& plot, const Layout& layout, std::vector<Part>& parts, Notes& notes) {
  const Mappings mappings(layout);
  if (plot.grid.x || plot.grid.y)
    parts.push_back([&](Canvas& canvas) { paint_grid(canvas, plot.grid, layout); });
  parts.push_back(
      [&, mappings](Canvas& canvas) { paint_layers(canvas, plot, mappings, layout.plot, notes); });
  if (layout.polar) {
    const bool frame =
        plot.spines.left || plot.spines.bottom || plot.spines.right || plot.spines.top;
    parts.push_back(
        [&, frame](Canvas& canvas) { layout.polar->paint(canvas, layout.plot, frame); });
    return;
  }
  parts.push_back(
      [&](Canvas& canvas) { paint_frame(canvas, layout.plot, plot.spines, layout.metrics); });
  parts.push_back([&](Canvas& canvas) { paint_axes(canvas, layout); });
}

/// Appends what paints the plot. It is read, and `notes` added to, while painting.
void add_parts(const Plot& plot, const Layout& layout, std::vector<Part>& parts, Notes& notes) {
  if (plot.scene != nullptr) {
    parts.push_back([&](Canvas& canvas) { plot.scene->paint(canvas, layout); });
  } else {
    add_axes(plot, layout, parts, notes);
  }
  parts.push_back([&](Canvas& canvas) {
    paint_title(canvas, layout.title, layout.title_at, layout.metrics.look->ink);
  });
  for (std::size_t i = 0; i < layout.bar_areas.size(); ++i)
    parts.push_back([&, i](Canvas& canvas) {
      paint_color_bar(canvas, plot.request.bars[i], layout.bar_areas[i], layout.metrics);
    });
  if (plot.scene != nullptr) return;
  Legend legend = placed_legend(plot, layout, Mappings(layout));
  if (!legend.empty())
    parts.push_back([legend = std::move(legend)](Canvas& canvas) { legend.paint(canvas); });
}

bool alike(const ColorBarRequest& a, const ColorBarRequest& b) {
  return a.map == b.map && a.norm.range == b.norm.range && a.norm.scale == b.norm.scale &&
         a.norm.threshold == b.norm.threshold && a.levels == b.levels;
}

/// The one that all panels have; none where they have none. Throws base::Error where they differ.
std::optional<ColorBarRequest> bar_of_all(const job::Figure& figure,
                                          const std::vector<std::optional<Plot>>& plots) {
  std::optional<ColorBarRequest> bar;
  for (const auto& plot : plots) {
    if (!plot) continue;
    for (const ColorBarRequest& other : plot->request.bars) {
      if (!bar) bar = other;
      if (alike(*bar, other)) continue;
      base::fail(
          "figure '{}': its panels share one colour bar and show different colours: one of {:g} to "
          "{:g}, another of {:g} to {:g}; right would be the same cmap, norm and limits = [low, "
          "high] in all of them, or colorbar = \"each\"",
          figure.name, bar->norm.range.low, bar->norm.range.high, other.norm.range.low,
          other.norm.range.high);
    }
  }
  return bar;
}

PanelsLayout lay_out_panels(const job::Figure& figure,
                            const std::vector<std::optional<Plot>>& plots, const Metrics& metrics) {
  PanelsRequest request;
  request.width_px = figure.width_px;
  request.height_px = figure.height_px;
  request.title = figure.title;
  request.rows = figure.rows;
  request.columns = figure.columns;
  request.widths = figure.widths;
  request.heights = figure.heights;
  if (figure.one_color_bar) request.bar = bar_of_all(figure, plots);
  for (const auto& plot : plots) {
    request.panels.push_back(plot ? std::optional(plot->request) : std::nullopt);
    if (plot && request.bar) request.panels.back()->bars.clear();
  }
  request.spans.resize(request.panels.size());
  for (std::size_t i = 0; i < figure.panels.size(); ++i)
    request.spans.at(i) = {figure.panels[i].row_span, figure.panels[i].column_span};
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

/// Of the plot of a panel, where something is drawn in it.
PlotPlace place_of(std::size_t panel, const Plot& plot, const Layout& layout) {
  PlotPlace place;
  place.panel = panel;
  place.area = layout.plot;
  if (plot.scene != nullptr) {
    place.camera = plot.scene->camera(layout);
    return place;
  }
  const Mapping mapping = Mappings(layout).of({});
  place.round = layout.polar.has_value();
  place.x = mapping.x;
  place.y = mapping.y;
  if (layout.x2) place.x2 = layout.x2->scale_for(layout.plot);
  if (layout.y2) place.y2 = layout.y2->scale_for(layout.plot);
  return place;
}

void add_places(const std::vector<std::optional<Plot>>& plots, const PanelsLayout& layout,
                std::vector<PlotPlace>& places) {
  for (std::size_t i = 0; i < plots.size(); ++i)
    if (plots[i]) places.push_back(place_of(i, *plots[i], *layout.panels[i]));
}

/// Of a finished picture: plots that have one colour throughout. Of the frame's lines nothing
/// counts, and where a layer's warning says why, that is enough.
void warn_of_one_color(const job::Figure& figure, const std::vector<std::optional<Plot>>& plots,
                       const PanelsLayout& layout, const base::Image& image, Notes& notes) {
  if (std::any_of(notes.begin(), notes.end(), base::is_warning)) return;
  for (std::size_t i = 0; i < plots.size(); ++i) {
    if (!plots[i] || (plots[i]->layers.empty() && plots[i]->scene == nullptr)) continue;
    const double frame = std::ceil(AxisSizes(layout.panels[i]->metrics).line_width) + 1;
    const Rectangle& plot = layout.panels[i]->plot;
    if (!is_of_one_color(
            image, {plot.left + frame, plot.bottom + frame, plot.right - frame, plot.top - frame}))
      continue;
    const std::string which = figure.panels.empty() ? "the plot" : fmt::format("plot {}", i + 1);
    notes.push_back(base::warning(which + " has one colour throughout: nothing is seen in it"));
  }
}

}  // namespace

void draw_chart(const job::Figure& figure, const std::vector<LayerData>& given, Quality quality,
                const Sheets& sheets, std::vector<std::string>& notes,
                std::vector<PlotPlace>* places) {
  std::vector<LayerData> renumbered;  // layers keep views of their data until all is painted
  std::vector<AxisNames> names(std::max<std::size_t>(1, figure.panels.size()));
  if (has_names(given)) {
    renumbered = given;
    names = share_names_of_panels(figure, renumbered);
  }
  const std::vector<LayerData>& data = renumbered.empty() ? given : renumbered;
  const Look look = figure.style == job::Style{} ? default_look() : look_of(figure.style);
  const text::Choice typeface(look.serif ? text::serif() : text::typeface_named(look.font));
  const Metrics metrics{figure.dpi, &look};
  std::vector<std::optional<Plot>> plots = make_plots(figure, data, metrics, notes);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!plots.at(i)) continue;
    plots[i]->request.x.names = names[i].x;
    plots[i]->request.y.names = names[i].y;
    plots[i]->request.layers = &plots[i]->layers;
  }
  PanelsLayout layout;
  if (figure.panels.empty())
    layout.panels.emplace_back(lay_out(plots.front()->request, metrics));
  else
    layout = lay_out_panels(figure, plots, metrics);

  std::vector<Part> parts;
  for (std::size_t i = 0; i < plots.size(); ++i)
    if (plots[i]) add_parts(*plots[i], *layout.panels[i], parts, notes);
  std::optional<ColorBarRequest> bar;
  if (figure.one_color_bar) bar = bar_of_all(figure, plots);
  if (bar)
    parts.push_back(
        [&](Canvas& canvas) { paint_color_bar(canvas, *bar, layout.bar_area, layout.metrics); });
  parts.push_back(
      [&](Canvas& canvas) { paint_title(canvas, layout.title, layout.title_at, look.ink); });
  paint_scene(sheets, {figure.width_px, figure.height_px, figure.dpi}, look.background, parts,
              quality);
  if (sheets.image != nullptr) warn_of_one_color(figure, plots, layout, *sheets.image, notes);
  notes.insert(notes.end(), typeface.notes().begin(), typeface.notes().end());
  if (places != nullptr) add_places(plots, layout, *places);
}

}  // namespace rankplot::render
