#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "painter/render/chart/color_scale.hpp"
#include "painter/render/chart/fit_text.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/texts.hpp"
#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {
namespace {

constexpr std::size_t kMostColumns = 100;
// Room around the axes, in columns and in lengths of the axes: tick labels stand on the left of
// each, names above.
constexpr double kLeft = 0.45, kRight = 0.4, kBelow = 0.03, kAbove = 0.12;
constexpr double kFontPt = 9, kNamePt = 10, kLeastNamePt = 5, kTickPt = 3.5, kPadPt = 2;
constexpr int kMostNameLines = 2;
constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

/// A quantity: an upright axis of its own.
struct Column {
  std::string name;
  Range range;
};

/// A. Inselberg, The plane with parallel coordinates (1985): a row of a table is a line that meets
/// the axis of each column at its value.
class Parallel : public Layer {
 public:
  explicit Parallel(LayerInput& input) : values_(input.field("values").values) {
    take_shape(input);
    take_columns(input);
    stroke_ = {Color{}, input.metrics().px(input.number("linewidth")), LineStyle::Solid, Cap::Butt,
               Join::Round};
    if (input.has("c"))
      take_colors(input);
    else
      stroke_.color = input.color("color");
    label_ = input.text_or("label", "");
    ink_ = input.metrics().look->ink;
    paper_ = input.metrics().look->background;
    px_ = input.metrics().text_px(1);
  }

  Extent extent(const AxisScales&) const override {
    const double last = std::max(1.0, static_cast<double>(columns_.size()) - 1);
    Extent extent;
    extent.x = {-kLeft, last + kRight, {-kLeft, last + kRight}, false};
    extent.y = {-kBelow, 1 + kAbove, {-kBelow, 1 + kAbove}, false};
    return extent;
  }
  bool wants_axes() const override { return false; }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    std::vector<Point> line(columns_.size());
    Stroke stroke = stroke_;
    for (std::size_t row = 0; row < rows_; ++row) {
      for (std::size_t i = 0; i < columns_.size(); ++i) line[i] = place(mapping, row, i);
      if (!colors_.empty()) stroke.color = colors_[row];
      canvas.polyline(line, stroke);
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) paint_axis(canvas, mapping, i);
  }

  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    const auto y = static_cast<float>((box.bottom + box.top) / 2);
    const std::array<Point, 2> ends{
        {{static_cast<float>(box.left), y}, {static_cast<float>(box.right), y}}};
    canvas.polyline(ends, stroke_);
  }
  std::optional<ColorBarRequest> color_bar() const override {
    if (colors_.empty()) return std::nullopt;
    return scale_.bar();
  }

 private:
  void take_shape(const LayerInput& input) {
    const auto& shape = input.field("values").shape;
    if (shape.size() != 2 || shape[1] < 2 || shape[1] > kMostColumns)
      input.refuse(
          fmt::format("values = \"{}\" is of shape ({}): right would be rows by 2 to {} columns",
                      input.written("values"), fmt::join(shape, ", "), kMostColumns));
    rows_ = shape[0];
    columns_.resize(shape[1]);
  }

  void take_columns(LayerInput& input) {
    const std::vector<std::string> names = input.texts_or_none("labels");
    if (!names.empty() && names.size() != columns_.size())
      input.refuse(fmt::format("labels names {} columns and values = \"{}\" has {}", names.size(),
                               input.written("values"), columns_.size()));
    std::size_t lost = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      AxisExtent seen;
      for (std::size_t row = 0; row < rows_; ++row) {
        seen.include(value(row, i), job::AxisScale::Linear);
        lost += !std::isfinite(value(row, i));
      }
      columns_[i] = {names.empty() ? fmt::format("{}", i) : names[i],
                     nonsingular(seen.empty() ? Range{0, 1} : Range{seen.low, seen.high})};
    }
    if (lost > 0) input.note(fmt::format("{} of {} values are not finite", lost, values_.size()));
  }

  void take_colors(LayerInput& input) {
    const auto values = input.row("c");
    if (values.size() != rows_)
      input.refuse(
          fmt::format("c = \"{}\" has {} values and values = \"{}\" has {} rows: they "
                      "must be as many",
                      input.written("c"), values.size(), input.written("values"), rows_));
    scale_ = ColorScale(input, values);
    for (const double value : values) colors_.push_back(input.faded(scale_.color_of(value)));
    stroke_.color = colors_.empty() ? input.color("color") : colors_.front();
  }

  double value(std::size_t row, std::size_t column) const {
    return values_[row * columns_.size() + column];
  }

  Point place(const Mapping& mapping, std::size_t row, std::size_t column) const {
    const Range& range = columns_[column].range;
    const double at = value(row, column);
    if (!std::isfinite(at)) return {kGap, kGap};
    const double share = (at / 2 - range.low / 2) / (range.high / 2 - range.low / 2);
    return mapping(static_cast<double>(column), share);
  }

  void paint_axis(Canvas& canvas, const Mapping& mapping, std::size_t i) const {
    const Column& column = columns_[i];
    const double width = Canvas::snap_width(0.8 * px_);
    const auto x = static_cast<float>(Canvas::snap_line(mapping.x(static_cast<double>(i)), width));
    const auto low = static_cast<float>(mapping.y(0)), high = static_cast<float>(mapping.y(1));
    std::vector<Point> lines{{x, low}, {x, high}};
    TickSpace space;
    space.length_px = high - low;
    space.font_px = kFontPt * px_;
    space.horizontal = false;
    const Ticks ticks = linear_ticks(column.range, space);
    const Scale along(job::AxisScale::Linear, column.range.low, column.range.high, low, high);
    for (const Tick& tick : ticks.major) {
      const auto y = static_cast<float>(Canvas::snap_line(along(tick.value), width));
      lines.insert(lines.end(), {{x - static_cast<float>(kTickPt * px_), y}, {x, y}});
    }
    canvas.segments(lines, {ink_, width, LineStyle::Solid, Cap::Square, Join::Miter});
    for (const Tick& tick : ticks.major)
      text_on_patch(
          canvas,
          {x - static_cast<float>((kTickPt + kPadPt) * px_), static_cast<float>(along(tick.value))},
          tick.label, {kFontPt * px_, ink_, Align::Far, TextStyle::Up::Middle}, paper_);
    const double room = 0.95 * (mapping.x(1) - mapping.x(0));
    const std::string above = ticks.offset.empty() ? "" : "\n" + ticks.offset;
    const FittedText name = fit_text(column.name + above, kNamePt * px_, room, kMostNameLines);
    const double pad = 2 * kPadPt * px_, head = mapping.y(1 + kAbove) - mapping.y(1) - pad;
    const double fits = std::min(1.0, head / measure(name.text, name.size_px).height);
    const TextStyle style{std::max(name.size_px * fits, kLeastNamePt * px_), ink_, Align::Middle,
                          TextStyle::Up::Bottom};
    canvas.text({x, high + static_cast<float>(pad)}, name.text, style);
  }

  std::span<const double> values_;  ///< row-major
  std::size_t rows_ = 0;
  std::vector<Column> columns_;
  std::vector<Color> colors_;  ///< by row; empty: stroke_'s
  ColorScale scale_;
  Stroke stroke_;
  std::string label_;
  Color ink_, paper_;
  double px_ = 1;  ///< a point of text
};

LayerKind describe_parallel() {
  job::Option labels;
  labels.name = "labels";
  labels.summary = "names of the columns; 0, 1, 2, ... when left out";
  labels.type = job::OptionType::Texts;
  LayerKind kind;
  kind.entry.name = "parallel";
  kind.entry.summary = "rows of a table as lines across upright axes, one a column";
  kind.entry.roles = {{"values", "two dimensions: rows by columns", true},
                      {"c", "what the lines' colours show, one a row", false}};
  kind.entry.options =
      joined_options({labels, color_option("colour of the lines; the cycle's next when left out"),
                      number_option("linewidth", "width of the lines in points", 1), alpha_option(),
                      label_option()},
                     color_scale_options(true));
  kind.entry.example = R"toml([[figure.layer]]
kind = "parallel"
values = "/table/values"
c = "/table/values[:, 0]"
labels = ["mass", "age", "radius", "flux", "colour"])toml";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Parallel>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& parallel_entry() {
  static const LayerKind kind = describe_parallel();
  return kind;
}

}  // namespace rankplot::render
