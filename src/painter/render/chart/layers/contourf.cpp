#include <cmath>

#include "painter/render/chart/color_scale.hpp"
#include "painter/render/chart/contours.hpp"

namespace rankplot::render {
namespace {

class FilledContours : public Layer {
 public:
  explicit FilledContours(LayerInput& input) : nodes_(nodes_of(input)) {
    const bool log = input.text("norm") == "log";
    levels_ = levels_of(input, nodes_, log);
    range_ = finite_range(nodes_.values);
    if (levels_.size() < 2) {
      input.note("there are no two levels to fill between");
      return;
    }
    colors_ = ColorScale(input, levels_);
    const double alpha = input.number("alpha");
    for (std::size_t i = 0; i + 1 < levels_.size(); ++i)
      bands_.push_back(faded(colors_.color_of(levels_[i] / 2 + levels_[i + 1] / 2), alpha));
    bar_ = colors_.bar();
    const std::string& extend = input.text("extend");
    low_open_ = extend == "min" || extend == "both";
    high_open_ = extend == "max" || extend == "both";
    below_ = faded(colors_.color_of(levels_.front()), alpha);
    above_ = faded(colors_.color_of(levels_.back()), alpha);
    translucent_ = alpha < 1;
    if (bar_) describe_bar();
  }

  Extent extent(const AxisScales& scales) const override { return extent_of_nodes(nodes_, scales); }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    if (levels_.size() < 2) return;
    // Each region over the one below it: no seams. Where what is above the last level stays blank,
    // or colours let others through, bands are cut out of their region.
    const bool blank_above = !high_open_ && range_.high > levels_.back();
    if (translucent_ || blank_above)
      paint_bands(canvas, mapping);
    else
      paint_regions(canvas, mapping);
  }

  std::optional<ColorBarRequest> color_bar() const override { return bar_; }

 private:
  static Color faded(Color color, double alpha) {
    color.alpha = static_cast<std::uint8_t>(std::lround(color.alpha * std::clamp(alpha, 0.0, 1.0)));
    return color;
  }
  static std::uint32_t word(const Color& color) {
    return 0xFF000000u | std::uint32_t{color.red} << 16 | std::uint32_t{color.green} << 8 |
           color.blue;
  }

  void describe_bar() {
    bar_->levels = levels_;
    for (const Color& band : bands_) bar_->bands.push_back(word(band));
    bar_->below = word(below_);
    bar_->above = word(above_);
  }

  /// A value on the first level belongs to the first band, on others to the band below.
  std::vector<Point> above(std::size_t level, const Mapping& mapping) const {
    return region_above(nodes_, levels_[level], level == 0, mapping);
  }
  std::vector<Point> everything(const Mapping& mapping) const {
    return region_above(nodes_, std::numeric_limits<double>::lowest(), true, mapping);
  }

  void paint_regions(Canvas& canvas, const Mapping& mapping) const {
    if (low_open_) canvas.regions(everything(mapping), below_);
    for (std::size_t i = 0; i < bands_.size(); ++i) canvas.regions(above(i, mapping), bands_[i]);
    if (high_open_) canvas.regions(above(levels_.size() - 1, mapping), above_);
  }

  void paint_bands(Canvas& canvas, const Mapping& mapping) const {
    std::vector<Point> outer = low_open_ ? everything(mapping) : above(0, mapping);
    for (std::size_t i = low_open_ ? 0 : 1; i < levels_.size(); ++i) {
      std::vector<Point> inner = above(i, mapping);
      outer.insert(outer.end(), inner.begin(), inner.end());
      canvas.regions(outer, i == 0 ? below_ : bands_[i - 1]);
      outer = std::move(inner);
    }
    if (high_open_) canvas.regions(outer, above_);
  }

  Nodes nodes_;
  std::vector<double> levels_;
  std::vector<Color> bands_;
  Color below_, above_;
  ColorScale colors_;
  std::optional<ColorBarRequest> bar_;
  Range range_;
  bool low_open_ = false, high_open_ = false, translucent_ = false;
};

LayerKind describe_contourf() {
  LayerKind kind;
  kind.entry.name = "contourf";
  kind.entry.summary = "a plane of values as bands of colour between levels";
  kind.entry.roles = {
      {"value", "values at the crossings of rows and columns, two dimensions", true},
      {"x", "where the columns are; 0, 1, ... when left out", false},
      {"y", "where the rows are; 0, 1, ... when left out", false}};
  kind.entry.options =
      joined_options({levels_option(), alpha_option()}, color_scale_options(false));
  kind.entry.example = R"([[figure.layer]]
kind = "contourf"
value = "/fields/V"
levels = 12
cmap = "magma")";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<FilledContours>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& contourf_entry() {
  static const LayerKind kind = describe_contourf();
  return kind;
}

}  // namespace rankplot::render
