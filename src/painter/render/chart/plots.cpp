#include "painter/render/chart/plots.hpp"

#include <algorithm>

#include "painter/render/chart/autoscale.hpp"
#include "painter/render/chart/data_warnings.hpp"
#include "painter/render/chart/hatched.hpp"

namespace rankplot::render {
namespace {

const LayerKind& kind_named(const std::string& name, std::size_t index) {
  std::string known;
  for (const LayerKind* kind : layer_kinds()) {
    if (kind->entry.name == name) return *kind;
    known += (known.empty() ? "" : ", ") + kind->entry.name;
  }
  base::fail("layer {}: kind '{}' is not known; known: {}", index + 1, name, known);
}

const job::Entry& scene_entry(const std::string& name) {
  for (const job::Entry* entry : scene::scene_kinds())
    if (entry->name == name) return *entry;
  base::fail("scene kind '{}' is not known", name);
}

/// The figure's own plot, as a panel.
job::Panel whole(const job::Figure& figure) { return {figure, figure.title}; }

class PlotMaker {
 public:
  PlotMaker(const job::Figure& figure, const std::vector<LayerData>& data, const Metrics& metrics,
            std::vector<std::string>& notes)
      : figure_(figure), data_(data), metrics_(metrics), notes_(notes) {
    panels_ = figure.panels;
    if (panels_.empty()) panels_ = {whole(figure)};
    columns_ = figure.panels.empty() ? 1 : static_cast<std::size_t>(figure.columns);
    rows_ = figure.panels.empty() ? 1 : static_cast<std::size_t>(figure.rows);
  }

  std::vector<std::optional<Plot>> make() {
    check();
    std::vector<ColorCycle> cycles(panels_.size(), ColorCycle(*metrics_.look));
    plots_.resize(rows_ * columns_);
    extents_.resize(plots_.size());
    for (std::size_t i = 0; i < data_.size(); ++i) {
      const job::Layer& layer = figure_.layers[i];
      const std::size_t panel = figure_.panels.empty() ? 0 : layer.panel;
      LayerInput input(layer, i, data_[i], metrics_, cycles.at(panel), notes_);
      if (scene::is_scene_kind(layer.kind)) {
        if (panels_[panel].polar) input.refuse("a scene has no polar form: leave projection out");
        scene_of(panel).add(input);
        note(warnings_of_values(input.place(), layer, data_[i], scene_entry(layer.kind)));
        continue;
      }
      const LayerKind& kind = kind_named(layer.kind, i);
      if (panels_[panel].polar) check_round(kind, layer, input);
      add(panel, {layer.on_right, layer.on_top}, with_hatch(kind.make(input), input));
      plots_[panel]->places.push_back(input.place());
      warn(panel, i, kind.entry);
    }
    if (figure_.panels.empty() && data_.empty()) plots_.front().emplace();
    for (std::size_t panel = 0; panel < panels_.size(); ++panel) {
      if (plots_[panel]) finish(panel);
    }
    return std::move(plots_);
  }

 private:
  struct Extents {
    std::vector<AxisExtent> x, y, x2, y2;
  };

  void check() const {
    if (data_.size() != figure_.layers.size())
      base::fail("figure '{}' has {} layers and was given data for {}", figure_.name,
                 figure_.layers.size(), data_.size());
    if (panels_.size() > rows_ * columns_)
      base::fail("figure '{}' has {} panels and places for {} x {}", figure_.name, panels_.size(),
                 rows_, columns_);
  }

  static void check_round(const LayerKind& kind, const job::Layer& layer, const LayerInput& input) {
    if (layer.on_right || layer.on_top)
      input.refuse("a polar plot has no second axes: leave axis out");
    if (kind.in_polar) return;
    std::string right;
    for (const LayerKind* other : layer_kinds())
      if (other->in_polar) right += (right.empty() ? "" : ", ") + other->entry.name;
    input.refuse("this kind has no polar form; these have: " + right);
  }

  void add(std::size_t panel, Measure measure, std::unique_ptr<Layer> layer) {
    if (!plots_.at(panel)) plots_[panel].emplace();
    Plot& plot = *plots_[panel];
    const job::Panel& axes = panels_[panel];
    Extents& extents = extents_[panel];
    Extent extent = layer->extent(
        {measure.top ? axes.x2.scale : axes.x.scale, measure.right ? axes.y2.scale : axes.y.scale});
    (measure.top ? extents.x2 : extents.x).push_back(std::move(extent.x));
    (measure.right ? extents.y2 : extents.y).push_back(std::move(extent.y));
    if (auto bar = layer->color_bar()) plot.request.bars.push_back(std::move(*bar));
    if (layer->equal_aspect()) plot.request.aspect = 1;
    plot.layers.push_back(std::move(layer));
    plot.measures.push_back(measure);
  }

  void note(const Warnings& warnings) {
    notes_.insert(notes_.end(), warnings.begin(), warnings.end());
  }

  /// Of the layer added last, where nothing of its data can be seen whatever the limits.
  void warn(std::size_t panel, std::size_t index, const job::Entry& entry) {
    const std::string& place = plots_[panel]->places.back();
    const job::Layer& layer = figure_.layers[index];
    const Warnings warnings = warnings_of_values(place, layer, data_[index], entry);
    note(warnings);
    if (!warnings.empty()) return;
    const job::Panel& axes = panels_[panel];
    const Extents& extents = extents_[panel];
    note(warnings_of_extent(place, layer, data_[index],
                            {(layer.on_top ? extents.x2 : extents.x).back(),
                             (layer.on_right ? extents.y2 : extents.y).back()},
                            {layer.on_top ? axes.x2.scale : axes.x.scale,
                             layer.on_right ? axes.y2.scale : axes.y.scale}));
  }

  /// Of layers that lie beyond the limits of their axes.
  void warn_of_limits(const Plot& plot, const Extents& extents) {
    const auto check = [&](const std::string& place, const AxisExtent& extent,
                           const std::optional<AxisRequest>& axis, const char* name) {
      if (axis) note(warnings_of_limits(place, extent, axis->range, name));
    };
    std::size_t right = 0, top = 0;
    for (std::size_t i = 0; i < plot.layers.size(); ++i) {
      const LayoutRequest& request = plot.request;
      const std::string& place = plot.places[i];
      if (plot.measures[i].top)
        check(place, extents.x2[top++], request.x2, "x2lim");
      else if (!request.polar)
        check(place, extents.x[i - top], request.x, "xlim");
      if (plot.measures[i].right)
        check(place, extents.y2[right++], request.y2, "y2lim");
      else
        check(place, extents.y[i - right], request.y, "ylim");
    }
  }

  scene::Panel& scene_of(std::size_t panel) {
    if (!plots_.at(panel)) plots_[panel].emplace();
    Plot& plot = *plots_[panel];
    if (plot.scene == nullptr)
      plot.scene = std::make_unique<scene::Panel>(panels_[panel], layers_of(panel));
    return *plot.scene;
  }

  std::size_t layers_of(std::size_t panel) const {
    if (figure_.panels.empty()) return figure_.layers.size();
    const auto& layers = figure_.layers;
    return static_cast<std::size_t>(
        std::count_if(layers.begin(), layers.end(),
                      [&](const job::Layer& layer) { return layer.panel == panel; }));
  }

  void finish(std::size_t panel) {
    Plot& plot = *plots_[panel];
    if (!plot.layers.empty() && std::none_of(plot.layers.begin(), plot.layers.end(), wants_axes))
      strip(panels_[panel]);
    const job::Panel& said = panels_[panel];
    plot.grid = said.grid;
    plot.spines = said.spines;
    LayoutRequest& request = plot.request;
    request.width_px = figure_.width_px;
    request.height_px = figure_.height_px;
    request.title = titled(panel, said.title);
    if (plot.scene != nullptr) plot.scene->ask(request);
    request.polar = said.polar;
    request.tick_direction = said.tick_direction;
    request.aspect = said.aspect.value_or(request.aspect);
    request.legend = {said.legend, said.legend_columns, said.legend_title, said.legend_pt};
    if (said.polar && said.legend == "best")  // in its corners are the labels of angles
      request.legend.place = "outside right";
    std::vector<AxisExtent> x, y;
    for (std::size_t other = 0; other < panels_.size(); ++other) {
      if (shares(panel, other, figure_.share_x) && panels_[other].x.scale == said.x.scale)
        x.insert(x.end(), extents_[other].x.begin(), extents_[other].x.end());
      if (shares(panel, other, figure_.share_y) && panels_[other].y.scale == said.y.scale)
        y.insert(y.end(), extents_[other].y.begin(), extents_[other].y.end());
    }
    request.x = {axis_range(said.x, x, "x"), said.x, nullptr, is_shown_below(panel)};
    request.y = {axis_range(said.y, y, "y"), said.y, nullptr, is_shown_left(panel)};
    if (said.polar) begin_in_the_middle(request.y, y);
    const Extents& own = extents_[panel];
    if (!own.x2.empty()) request.x2 = {axis_range(said.x2, own.x2, "second x"), said.x2};
    if (!own.y2.empty()) request.y2 = {axis_range(said.y2, own.y2, "second y"), said.y2};
    warn_of_limits(plot, own);
  }

  static bool wants_axes(const std::unique_ptr<Layer>& layer) { return layer->wants_axes(); }

  /// Distances of 0 and above begin with 0, as in matplotlib, and always grow outwards.
  static void begin_in_the_middle(AxisRequest& distance, const std::vector<AxisExtent>& wanted) {
    Range& range = distance.range;
    if (range.low > range.high)
      base::fail("y axis: distances of a polar plot grow outwards: right would be ylim = [{}, {}]",
                 range.high, range.low);
    const bool all_positive = std::all_of(wanted.begin(), wanted.end(), [](const AxisExtent& one) {
      return one.empty() || one.low >= 0;
    });
    if (!distance.axis.low && all_positive) range.low = 0;
  }

  /// Neither frame nor ticks, but for places of ticks that the job names.
  static void strip(job::Panel& axes) {
    axes.spines = {false, false, false, false};
    for (job::Axis* axis : {&axes.x, &axes.y})
      if (!axis->ticks) axis->ticks.emplace();
  }

  /// "(a) title": letters count the panels that show something.
  std::string titled(std::size_t panel, const std::string& title) const {
    if (!figure_.letters || figure_.panels.empty()) return title;
    const auto before = static_cast<std::size_t>(
        std::count_if(plots_.begin(), plots_.begin() + static_cast<std::ptrdiff_t>(panel),
                      [](const auto& plot) { return plot.has_value(); }));
    std::string letters(1, static_cast<char>('a' + before % 26));
    if (before >= 26) letters.insert(0, 1, static_cast<char>('a' + before / 26 - 1));
    return fmt::format("({}){}{}", letters, title.empty() ? "" : " ", title);
  }

  bool shares(std::size_t panel, std::size_t other, job::Share share) const {
    if (panel == other || share == job::Share::All) return true;
    if (share == job::Share::Rows) return panel / columns_ == other / columns_;
    return share == job::Share::Columns && panel % columns_ == other % columns_;
  }

  /// A panel below in the same column has the same x axis.
  bool is_shown_below(std::size_t panel) const {
    if (figure_.share_x != job::Share::All && figure_.share_x != job::Share::Columns) return false;
    for (std::size_t below = panel + columns_; below < panels_.size(); below += columns_) {
      const bool as_wide = panels_[below].column_span == panels_[panel].column_span;
      if (plots_[below] && as_wide && same(panels_[panel].x, panels_[below].x)) return true;
    }
    return false;
  }

  /// The panel that stands first in the row has the same y axis.
  bool is_shown_left(std::size_t panel) const {
    if (figure_.share_y != job::Share::All && figure_.share_y != job::Share::Rows) return false;
    for (std::size_t left = panel - panel % columns_; left < panel; ++left) {
      const bool as_high = panels_[left].row_span == panels_[panel].row_span;
      if (plots_[left] && as_high && same(panels_[panel].y, panels_[left].y)) return true;
    }
    return false;
  }

  static bool same(const job::Axis& a, const job::Axis& b) {
    return a.label == b.label && a.scale == b.scale && a.low == b.low && a.high == b.high &&
           a.inverted == b.inverted && a.ticks == b.ticks && a.format == b.format;
  }

  const job::Figure& figure_;
  const std::vector<LayerData>& data_;
  const Metrics& metrics_;
  std::vector<std::string>& notes_;
  std::vector<job::Panel> panels_;
  std::size_t rows_ = 1, columns_ = 1;
  std::vector<std::optional<Plot>> plots_;
  std::vector<Extents> extents_;  // by panel
};

}  // namespace

std::vector<std::optional<Plot>> make_plots(const job::Figure& figure,
                                            const std::vector<LayerData>& data,
                                            const Metrics& metrics,
                                            std::vector<std::string>& notes) {
  return PlotMaker(figure, data, metrics, notes).make();
}

}  // namespace rankplot::render
