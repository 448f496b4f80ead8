#include <array>
#include <cmath>

#include "painter/render/chart/color_scale.hpp"
#include "painter/render/chart/vector_field.hpp"

namespace rankplot::render {
namespace {

class Quiver : public Layer {
 public:
  explicit Quiver(LayerInput& input) : field_(vector_field_of(input, false)) {
    std::size_t lost = 0;
    double sum = 0;
    for (std::size_t i = 0; i < field_.u.size(); ++i) {
      const double size = std::hypot(field_.u[i], field_.v[i]);
      const bool shown =
          std::isfinite(size) && std::isfinite(field_.x[i]) && std::isfinite(field_.y[i]);
      lost += !shown;
      sum += shown ? size : 0;
    }
    if (lost > 0) input.note(fmt::format("{} of {} vectors are not finite", lost, field_.u.size()));
    const std::size_t count = field_.u.size() - lost;
    mean_ = count > 0 ? sum / static_cast<double>(count) : 0;
    root_ = std::sqrt(static_cast<double>(std::max<std::size_t>(count, 1)));
    if (input.has_option("scale")) scale_ = input.number("scale");
    if (input.has_option("width")) width_ = input.number("width");
    head_width_ = input.number("headwidth");
    head_length_ = input.number("headlength");
    head_axis_ = input.number("headaxislength");
    const std::string& pivot = input.text("pivot");
    pivot_ = pivot == "tip" ? 1 : pivot == "mid" ? 0.5 : 0;
    look_ = input.metrics().look;
    color_ = input.named_color("color").value_or(look_->ink);
    if (input.has("c")) take_colors(input);
    if (input.has_option("key")) key_ = input.number("key");
    key_label_ = input.text_or("key_label", "");
    if (key_ > 0 && key_label_.empty()) key_label_ = fmt::format("{:.6g}", key_);
    font_px_ = input.metrics().px(10);
  }

  Extent extent(const AxisScales& scales) const override {
    return extent_of_pairs(field_.x, field_.y, scales);
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    const double plot_px = mapping.plot.width();
    const double per_unit = pixels_per_unit(plot_px);
    const ArrowShape shape = arrow(plot_px);
    constexpr float kGap = std::numeric_limits<float>::quiet_NaN();
    std::vector<Point> all;  // of one colour: filled at once
    for (std::size_t i = 0; i < field_.u.size(); ++i) {
      if (!std::isfinite(field_.x[i]) || !std::isfinite(field_.y[i])) continue;
      const double along = field_.u[i] * per_unit, up = field_.v[i] * per_unit;
      Point at = mapping(field_.x[i], field_.y[i]);
      if (std::isnan(at.x) || std::isnan(at.y) || !std::isfinite(along) || !std::isfinite(up))
        continue;
      at.x -= static_cast<float>(pivot_ * along);
      at.y -= static_cast<float>(pivot_ * up);
      if (std::hypot(along, up) > 1e5) continue;
      const std::vector<Point> outline = shape.polygon(at, along, up);
      if (!colors_.empty()) {
        canvas.polygon(outline, colors_[i]);
        continue;
      }
      all.insert(all.end(), outline.begin(), outline.end());
      all.push_back({kGap, kGap});
    }
    canvas.regions(all, color_, Canvas::Rings::Union);
    if (key_ > 0) paint_key(canvas, mapping.plot, shape, per_unit);
  }

  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    const auto points = sampled_pixels(field_.x, field_.y, mapping);
    obstacles.points.insert(obstacles.points.end(), points.begin(), points.end());
  }
  std::optional<ColorBarRequest> color_bar() const override {
    if (colors_.empty()) return std::nullopt;
    return scale_of_colors_.bar();
  }

 private:
  void take_colors(LayerInput& input) {
    const base::Field& values = input.field("c");
    if (values.values.size() != field_.u.size())
      input.refuse(fmt::format("c = \"{}\" has {} values and u has {}: they must be as many",
                               input.written("c"), values.values.size(), field_.u.size()));
    scale_of_colors_ = ColorScale(input, values.values);
    for (const double value : values.values)
      colors_.push_back(input.faded(scale_of_colors_.color_of(value)));
  }

  /// matplotlib's: 1.8 times the mean vector, times the vectors along an axis, is the plot's width.
  double pixels_per_unit(double plot_px) const {
    if (scale_ > 0) return plot_px / scale_;
    return mean_ > 0 ? plot_px / (1.8 * mean_ * std::max(10.0, root_)) : 0;
  }
  ArrowShape arrow(double plot_px) const {
    const double width = width_ > 0 ? width_ : 0.06 / std::clamp(root_, 8.0, 25.0);
    return {std::max(0.5, width * plot_px), head_width_, head_length_, head_axis_};
  }

  /// In the plot's upper right corner, on a ground of its own.
  void paint_key(Canvas& canvas, const Rectangle& plot, const ArrowShape& shape,
                 double per_unit) const {
    const double length = key_ * per_unit, pad = font_px_ / 2;
    if (!(length < plot.width() / 2)) return;
    const TextExtent text = measure(key_label_, font_px_);
    const double height = std::max(text.height, shape.width * shape.head_width) + pad;
    const double width = length + text.width + 3 * pad;
    const double right = std::round(plot.right - pad), top = std::round(plot.top - pad);
    canvas.rounded_rectangle(
        {right - std::ceil(width) - 0.5, top - std::ceil(height) - 0.5, right - 0.5, top - 0.5},
        font_px_ / 5, faded(look_->background),
        {{204, 204, 204, 204}, 1, LineStyle::Solid, Cap::Butt, Join::Round});
    const double middle = top - height / 2;
    const Point from{static_cast<float>(right - width + pad), static_cast<float>(middle)};
    canvas.polygon(shape.polygon(from, length, 0), colors_.empty() ? color_ : look_->ink);
    TextStyle style;
    style.size_px = font_px_;
    style.color = look_->ink;
    style.up = TextStyle::Up::Middle;
    canvas.text({static_cast<float>(right - width + 2 * pad + length), static_cast<float>(middle)},
                key_label_, style);
  }

  static Color faded(Color color) { return {color.red, color.green, color.blue, 204}; }

  VectorField field_;
  const Look* look_ = nullptr;
  double mean_ = 0, root_ = 1, scale_ = 0, width_ = 0, pivot_ = 0, key_ = 0, font_px_ = 14;
  double head_width_ = 3, head_length_ = 5, head_axis_ = 4.5;
  std::string key_label_;
  Color color_;
  std::vector<Color> colors_;  ///< by vector; empty: all of one
  ColorScale scale_of_colors_;
};

std::vector<job::Option> quiver_options() {
  job::Option color = color_option("colour of the arrows");
  color.fallback = std::string("black");
  job::Option key_label = label_option();
  key_label.name = "key_label";
  key_label.summary = "what the key says, as in \"2 m/s\"; may hold {fields}";
  return {
      color,
      number_option("scale",
                    "vectors of this length are as long as the plot is wide; chosen by their "
                    "mean when left out",
                    std::nullopt),
      number_option("width",
                    "of the shafts as a share of the plot's width; by the number of "
                    "vectors when left out",
                    std::nullopt),
      number_option("headwidth", "of the heads in shaft widths", 3),
      number_option("headlength", "of the heads in shaft widths", 5),
      number_option("headaxislength", "of the heads at the shaft in shaft widths", 4.5),
      choice_option("pivot", "which part of an arrow stands at its point", {"tail", "mid", "tip"},
                    "tail"),
      number_option("key", "length of an arrow shown as a key; none when left out", std::nullopt),
      key_label,
      alpha_option()};
}

LayerKind describe_quiver() {
  LayerKind kind;
  kind.entry.name = "quiver";
  kind.entry.summary = "arrows for vectors";
  kind.entry.roles = vector_roles();
  kind.entry.roles.push_back({"c", "what the arrows' colours show, as many", false});
  kind.entry.options = joined_options(quiver_options(), color_scale_options(true));
  kind.entry.example = R"([[figure.layer]]
kind = "quiver"
x = "/wind/x"
y = "/wind/y"
u = "/wind/u"
v = "/wind/v"
key = 1
key_label = "1 m/s")";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Quiver>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& quiver_entry() {
  static const LayerKind kind = describe_quiver();
  return kind;
}

}  // namespace rankplot::render
