#include <array>
#include <cmath>

#include "painter/render/chart/series.hpp"

namespace rankplot::render {
namespace {

class Eventplot : public Layer {
 public:
  explicit Eventplot(LayerInput& input)
      : rows_(series_of(input, "positions")),
        first_(input.number("lineoffset")),
        half_(input.number("linelength") / 2),
        upright_(input.text("orientation") == "horizontal"),
        width_px_(input.metrics().px(input.number("linewidth"))),
        looks_(looks_of(input, rows_.count)) {}

  Extent extent(const AxisScales& scales) const override {
    Extent extent;
    AxisExtent& along = upright_ ? extent.x : extent.y;
    AxisExtent& across = upright_ ? extent.y : extent.x;
    for (const double place : rows_.values) along.include(place, upright_ ? scales.x : scales.y);
    for (std::size_t s = 0; s < rows_.count; ++s)
      for (const double end : {offset(s) - half_, offset(s) + half_})
        across.include(end, upright_ ? scales.y : scales.x);
    return extent;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    std::vector<Point> lines;
    for (std::size_t s = 0; s < rows_.count; ++s) {
      lines.clear();
      for (const double place : rows_.row(s)) {
        if (!std::isfinite(place)) continue;
        const auto ends = line_at(mapping, place, s);
        if (!std::isnan(ends[0].x) && !std::isnan(ends[0].y)) {
          lines.push_back(ends[0]);
          lines.push_back(ends[1]);
        }
      }
      canvas.segments(lines, stroke(s));
    }
  }

  std::vector<std::string> labels() const override { return looks_.labels; }
  void paint_part_swatch(Canvas& canvas, const Rectangle& box, std::size_t part) const override {
    const auto x = static_cast<float>((box.left + box.right) / 2);
    const std::array<Point, 2> ends{
        {{x, static_cast<float>(box.bottom)}, {x, static_cast<float>(box.top)}}};
    canvas.segments(ends, stroke(part));
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    const std::size_t step = rows_.values.size() / 1000 + 1;
    for (std::size_t i = 0; i < rows_.values.size(); i += step) {
      if (!std::isfinite(rows_.values[i])) continue;
      const auto ends = line_at(mapping, rows_.values[i], i / rows_.length);
      obstacles.segments.insert(obstacles.segments.end(), ends.begin(), ends.end());
    }
  }

 private:
  double offset(std::size_t series) const { return first_ + static_cast<double>(series); }
  Stroke stroke(std::size_t series) const {
    return {looks_.colors.at(series), width_px_, LineStyle::Solid, Cap::Butt, Join::Miter};
  }
  std::array<Point, 2> line_at(const Mapping& mapping, double place, std::size_t series) const {
    const double low = offset(series) - half_, high = offset(series) + half_;
    if (upright_) return {mapping(place, low), mapping(place, high)};
    return {mapping(low, place), mapping(high, place)};
  }

  const Series rows_;
  double first_, half_;
  bool upright_;  ///< the lines: events follow each other to the right
  double width_px_;
  SeriesLooks looks_;
};

LayerKind describe_eventplot() {
  job::Option offset =
      number_option("lineoffset", "where the first row stands; the next ones 1 on", 0);
  offset.least.reset();
  LayerKind kind;
  kind.entry.name = "eventplot";
  kind.entry.summary = "a short line at each event, a row of them for each source";
  kind.entry.roles = {{"positions",
                       "when events are: one row, or two dimensions, a row for each source; short "
                       "rows are filled up with NaN",
                       true}};
  kind.entry.options =
      joined_options({choice_option("orientation", "which way events follow each other",
                                    {"horizontal", "vertical"}, "horizontal"),
                      offset, number_option("linelength", "length of the lines, in rows", 0.9),
                      number_option("linewidth", "width of the lines in points", 1.5),
                      color_option("colour of a single row"), alpha_option(), label_option()},
                     series_options());
  kind.entry.example = R"toml([[figure.layer]]
kind = "eventplot"
positions = "cumsum(/groups/values**2, axis=1)"
linelength = 0.8)toml";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Eventplot>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& eventplot_entry() {
  static const LayerKind kind = describe_eventplot();
  return kind;
}

}  // namespace rankplot::render
