#include <array>
#include <cmath>

#include "painter/render/chart/color_scale.hpp"
#include "painter/render/chart/line_layer.hpp"
#include "painter/render/chart/streamlines.hpp"

namespace rankplot::render {
namespace {

constexpr double kHeadPt = 5;  ///< length of an arrow's head at arrowsize 1

void check_ascends(const LayerInput& input, const char* role, const std::vector<double>& row) {
  if (row.size() < 2)
    input.refuse(fmt::format("u = \"{}\" has {} along {}: a streamplot takes at least 2 each way",
                             input.written("u"), row.size(), role));
  for (std::size_t i = 0; i < row.size(); ++i)
    if (!std::isfinite(row[i]) || (i > 0 && !(row[i - 1] < row[i])) ||
        !std::isfinite(row.back() - row.front()))
      input.refuse(fmt::format("{} = \"{}\" does not ascend: value {} is {}", role,
                               input.written(role), i, row[i]));
}

class Streamplot : public Layer {
 public:
  explicit Streamplot(LayerInput& input) : field_(vector_field_of(input, true)) {
    check_ascends(input, "x", field_.x_row);
    check_ascends(input, "y", field_.y_row);
    lines_ = streamlines(field_, input.number("density"));
    if (lines_.empty()) input.note("the field moves nowhere: there is no line to draw");
    label_ = input.text_or("label", "");
    stroke_ = {input.color("color"), input.metrics().px(input.number("linewidth")),
               LineStyle::Solid, Cap::Round, Join::Round};
    head_px_ = input.metrics().px(kHeadPt * input.number("arrowsize"));
    if (input.has("c")) take_colors(input);
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent;
    for (const double x : field_.x_row) extent.x.include(x, scales.x);
    for (const double y : field_.y_row) extent.y.include(y, scales.y);
    extent.x.sticky = {field_.x_row.front(), field_.x_row.back()};
    extent.y.sticky = {field_.y_row.front(), field_.y_row.back()};
    return extent;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::vector<Point> points = to_pixels(lines_[i].x, lines_[i].y, mapping);
      if (values_.empty())
        canvas.polyline(points, stroke_);
      else
        paint_in_colors(canvas, points, values_[i]);
      paint_head(canvas, points, i);
    }
  }

  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    paint_line_swatch(canvas, box, stroke_, nullptr);
  }
  std::optional<ColorBarRequest> color_bar() const override {
    if (values_.empty()) return std::nullopt;
    return scale_.bar();
  }

 private:
  void take_colors(LayerInput& input) {
    const base::Field& values = input.field("c");
    if (values.shape != input.field("u").shape)
      input.refuse(fmt::format("c = \"{}\" is not of the shape of u", input.written("c")));
    scale_ = ColorScale(input, values.values);
    for (const Rows& line : lines_) {
      std::vector<double> along;
      for (std::size_t i = 0; i < line.x.size(); ++i)
        along.push_back(values.values[nearest(field_.y_row, line.y[i]) * field_.columns +
                                      nearest(field_.x_row, line.x[i])]);
      values_.push_back(std::move(along));
    }
  }

  static std::size_t nearest(const std::vector<double>& row, double value) {
    const auto beyond = std::lower_bound(row.begin(), row.end(), value);
    if (beyond == row.begin()) return 0;
    if (beyond == row.end()) return row.size() - 1;
    const auto i = static_cast<std::size_t>(beyond - row.begin());
    return value - row[i - 1] < row[i] - value ? i - 1 : i;
  }

  void paint_in_colors(Canvas& canvas, const std::vector<Point>& points,
                       const std::vector<double>& values) const {
    Stroke stroke = stroke_;
    for (std::size_t from = 0, to = 0; from + 1 < points.size(); from = to) {
      stroke.color = scale_.color_of(values[from]);
      for (to = from + 1; to + 1 < points.size() && scale_.color_of(values[to]) == stroke.color;)
        ++to;
      canvas.polyline(std::span(points).subspan(from, to - from + 1), stroke);
    }
  }

  /// In the middle of the line, along it.
  void paint_head(Canvas& canvas, const std::vector<Point>& points, std::size_t line) const {
    const std::size_t i = points.size() / 2;
    if (i == 0) return;
    const Point& at = points[i];
    const double angle =
        std::atan2(static_cast<double>(at.y) - static_cast<double>(points[i - 1].y),
                   static_cast<double>(at.x) - static_cast<double>(points[i - 1].x));
    if (std::isnan(angle)) return;
    const double c = std::cos(angle), s = std::sin(angle);
    const auto corner = [&](double along, double across) {
      return Point{at.x + static_cast<float>(head_px_ * (along * c - across * s)),
                   at.y + static_cast<float>(head_px_ * (along * s + across * c))};
    };
    const std::array<Point, 3> head{corner(0.7, 0), corner(-0.5, 0.5), corner(-0.5, -0.5)};
    canvas.polygon(head, values_.empty() ? stroke_.color : scale_.color_of(values_[line][i]));
  }

  VectorField field_;
  std::vector<Rows> lines_;
  std::vector<std::vector<double>> values_;  ///< along the lines; empty: all of one colour
  ColorScale scale_;
  std::string label_;
  Stroke stroke_;
  double head_px_ = 5;
};

LayerKind describe_streamplot() {
  job::Option density = number_option("density", "lines, by 30 along each axis", 1);
  density.most = 20;
  LayerKind kind;
  kind.entry.name = "streamplot";
  kind.entry.summary = "lines along a field of vectors, evenly spread";
  kind.entry.roles = vector_roles();
  kind.entry.roles.push_back({"c", "what the lines' colours show, of the shape of u", false});
  kind.entry.options = joined_options(
      {density, color_option("colour of the lines; the cycle's next when left out"),
       number_option("linewidth", "width of the lines in points", 1.5),
       number_option("arrowsize", "size of the arrows' heads", 1), alpha_option(), label_option()},
      color_scale_options(true));
  kind.entry.example = R"toml([[figure.layer]]
kind = "streamplot"
x = "/wind/x"
y = "/wind/y"
u = "/wind/u"
v = "/wind/v"
c = "sqrt(/wind/u**2 + /wind/v**2)")toml";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Streamplot>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& streamplot_entry() {
  static const LayerKind kind = describe_streamplot();
  return kind;
}

}  // namespace rankplot::render
