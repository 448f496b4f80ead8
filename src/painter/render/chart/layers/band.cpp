#include <cmath>

#include "painter/render/chart/fill_between.hpp"
#include "painter/render/chart/hatched.hpp"
#include "painter/render/chart/steps.hpp"

namespace rankplot::render {
namespace {

class Band : public Layer {
 public:
  explicit Band(LayerInput& input) : label_(input.text_or("label", "")) {
    const auto x = input.row("x");
    x_.assign(x.begin(), x.end());
    low_ = line_of(input, "y1");
    high_ = input.has("y2") ? line_of(input, "y2") : std::vector<double>(x_.size(), 0.0);
    if (input.has("where"))
      for (const double value : line_of(input, "where"))
        shown_.push_back(value != 0 && !std::isnan(value));
    note_left_out(input);
    take_steps(find_steps(input.text("step")));
    fill_ = input.color("color");
    if (const auto edge = input.named_color("edgecolor"))
      edge_ = {*edge, input.metrics().px(input.number("linewidth")), LineStyle::Solid, Cap::Butt,
               Join::Round};
  }

  Extent extent(const AxisScales& scales) const override {
    return extent_of_filled(x_, low_, high_, scales);
  }
  void paint(Canvas& canvas, const Mapping& mapping) const override {
    fill_between(canvas, mapping, x_, low_, high_, shown_, fill_, edge_);
  }
  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    canvas.rectangles({&box, 1}, fill_, edge_);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    add_filled(mapping, x_, low_, high_, obstacles);
  }

 private:
  /// As many as x, or one for all.
  static std::vector<double> line_of(const LayerInput& input, const char* role) {
    const std::size_t count = input.row("x").size();
    const auto values = input.row(role);
    if (values.size() == 1) return std::vector<double>(count, values.front());
    input.require_same_length("x", role);
    return {values.begin(), values.end()};
  }

  void note_left_out(LayerInput& input) const {
    std::size_t lost = 0;
    for (std::size_t i = 0; i < x_.size(); ++i)
      lost += !std::isfinite(x_[i]) || !std::isfinite(low_[i]) || !std::isfinite(high_[i]);
    if (lost > 0) input.note(fmt::format("{} of {} points are not finite", lost, x_.size()));
  }

  void take_steps(Steps steps) {
    if (steps == Steps::None || x_.empty()) return;
    const std::vector<double> wanted(shown_.begin(), shown_.end());
    Rows low = stepped(x_, low_, steps);
    high_ = stepped(x_, high_, steps).y;
    if (!wanted.empty()) {
      const std::vector<double> corners = stepped(x_, wanted, steps).y;
      shown_.assign(corners.begin(), corners.end());
    }
    x_ = std::move(low.x);
    low_ = std::move(low.y);
  }

  std::vector<double> x_, low_, high_;
  std::vector<bool> shown_;
  std::string label_;
  Color fill_;
  Stroke edge_ = kNoStroke;
};

LayerKind describe_band() {
  job::Option edge = color_option("colour of the outline; none when left out");
  edge.name = "edgecolor";
  LayerKind kind;
  kind.entry.name = "band";
  kind.entry.summary = "what lies between two lines (matplotlib's fill_between)";
  kind.entry.roles = {{"x", "abscissas, one dimension", true},
                      {"y1", "one line: as many, or one value for all", true},
                      {"y2", "the other, likewise; 0 when left out", false},
                      {"where", "as many: filled where it is not 0, as in \"y1 > y2\"", false}};
  kind.entry.options = {color_option("colour of the band; the cycle's next when left out"),
                        alpha_option(),
                        choice_option("step", "in steps, as the kind step has them",
                                      {"none", "pre", "post", "mid"}, "none"),
                        edge,
                        number_option("linewidth", "width of the outline in points", 1),
                        label_option()};
  kind.entry.options = joined_options(std::move(kind.entry.options), hatch_options());
  kind.entry.example = R"toml([[figure.layer]]
kind = "band"
x = "/dataset_1/x"
y1 = "/dataset_1/y - 5"
y2 = "/dataset_1/y + 5"
alpha = 0.3)toml";
  kind.in_polar = true;
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Band>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& band_entry() {
  static const LayerKind kind = describe_band();
  return kind;
}

}  // namespace rankplot::render
