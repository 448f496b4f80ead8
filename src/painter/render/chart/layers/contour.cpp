#include <cmath>

#include "painter/render/chart/color_scale.hpp"
#include "painter/render/chart/contours.hpp"
#include "painter/render/chart/line_labels.hpp"
#include "painter/render/chart/line_layer.hpp"

namespace rankplot::render {
namespace {

class Contours : public Layer {
 public:
  explicit Contours(LayerInput& input) : nodes_(nodes_of(input)) {
    label_ = input.text_or("label", "");
    const std::vector<double> levels = levels_of(input, nodes_, input.text("norm") == "log");
    const auto single = input.named_color("color");
    if (!single) colors_ = ColorScale(input, levels);
    const double width = input.metrics().px(input.number("linewidth"));
    const std::vector<std::string> texts = level_texts(levels);
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const double level = levels[i];
      std::vector<Rows> lines = contour_lines(nodes_, level);
      if (lines.empty()) continue;
      const Color color = single ? *single : input.faded(colors_.color_of(level));
      // Below zero dashed where colours do not tell, as in matplotlib.
      const LineStyle style = input.has_option("linestyle") ? input.line_style()
                              : single && level < 0         ? LineStyle::Dashed
                                                            : LineStyle::Solid;
      levels_.push_back(
          {texts[i], std::move(lines), {color, width, style, Cap::Round, Join::Round}});
    }
    if (levels_.empty()) input.note("no level lies within the values");
    labelled_ = input.flag("clabel");
    font_px_ = input.metrics().px(input.number("fontsize"));
  }

  Extent extent(const AxisScales& scales) const override { return extent_of_nodes(nodes_, scales); }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    LineLabels labels(mapping.plot, font_px_);
    for (const Level& level : levels_)
      for (const Rows& line : level.lines) {
        const std::vector<Point> points = to_pixels(line.x, line.y, mapping);
        if (!labelled_) {
          canvas.polyline(points, level.stroke);
          continue;
        }
        for (const auto& part : labels.place(points, level.text, level.stroke.color))
          canvas.polyline(part, level.stroke);
      }
    labels.paint(canvas);
  }

  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    if (!levels_.empty())
      paint_line_swatch(canvas, box, levels_[levels_.size() / 2].stroke, nullptr);
  }
  std::optional<ColorBarRequest> color_bar() const override { return colors_.bar(); }

 private:
  struct Level {
    std::string text;
    std::vector<Rows> lines;
    Stroke stroke;
  };

  Nodes nodes_;
  std::vector<Level> levels_;
  ColorScale colors_;
  std::string label_;
  bool labelled_ = false;
  double font_px_ = 10;
};

LayerKind describe_contour() {
  std::vector<job::Option> colors = color_scale_options(false);
  for (job::Option& option : colors)
    if (option.name == "colorbar") option.fallback = false;
  job::Option style = line_style_option("-");
  style.summary = "style of the lines; of one colour and below zero dashed when left out";
  style.fallback.reset();
  LayerKind kind;
  kind.entry.name = "contour";
  kind.entry.summary = "lines of equal value in a plane";
  kind.entry.roles = {
      {"value", "values at the crossings of rows and columns, two dimensions", true},
      {"x", "where the columns are; 0, 1, ... when left out", false},
      {"y", "where the rows are; 0, 1, ... when left out", false}};
  kind.entry.options = joined_options(
      {levels_option(), color_option("one colour for all lines; the colormap's when left out"),
       style, number_option("linewidth", "width of the lines in points", 1.5),
       flag_option("clabel", "the levels' values in their lines", false),
       number_option("fontsize", "size of these values in points", 10), alpha_option(),
       label_option()},
      std::move(colors));
  kind.entry.example = R"([[figure.layer]]
kind = "contour"
value = "/fields/V"
levels = [0.1, 0.2, 0.3]
clabel = true)";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Contours>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& contour_entry() {
  static const LayerKind kind = describe_contour();
  return kind;
}

}  // namespace rankplot::render
