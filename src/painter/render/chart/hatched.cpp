#include "painter/render/chart/hatched.hpp"

#include "painter/render/chart/hatch.hpp"

namespace rankplot::render {
namespace {

constexpr double kUnitPt = 12, kLinePt = 1;  // as in matplotlib

/// While it lives, the canvas hatches.
class Hatching {
 public:
  Hatching(Canvas& canvas, const Hatch& hatch) : canvas_(canvas) { canvas_.set_hatch(&hatch); }
  ~Hatching() { canvas_.set_hatch(nullptr); }
  Hatching(const Hatching&) = delete;
  Hatching& operator=(const Hatching&) = delete;

 private:
  Canvas& canvas_;
};

/// A layer that is painted as it is, with a hatch over its fills.
class Hatched : public Layer {
 public:
  Hatched(std::unique_ptr<Layer> layer, Hatch hatch)
      : layer_(std::move(layer)), hatch_(std::move(hatch)) {}

  Extent extent(const AxisScales& scales) const override { return layer_->extent(scales); }
  void paint(Canvas& canvas, const Mapping& mapping) const override {
    const Hatching hatching(canvas, hatch_);
    layer_->paint(canvas, mapping);
  }
  std::string label() const override { return layer_->label(); }
  std::vector<std::string> labels() const override { return layer_->labels(); }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    const Hatching hatching(canvas, hatch_);
    layer_->paint_swatch(canvas, box);
  }
  void paint_part_swatch(Canvas& canvas, const Rectangle& box, std::size_t part) const override {
    const Hatching hatching(canvas, hatch_);
    layer_->paint_part_swatch(canvas, box, part);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    layer_->obstacles(mapping, obstacles);
  }
  std::optional<ColorBarRequest> color_bar() const override { return layer_->color_bar(); }
  bool equal_aspect() const override { return layer_->equal_aspect(); }
  bool wants_axes() const override { return layer_->wants_axes(); }

 private:
  std::unique_ptr<Layer> layer_;
  Hatch hatch_;
};

}  // namespace

std::vector<job::Option> hatch_options() {
  job::Option hatch;
  hatch.name = "hatch";
  hatch.summary = "lines over the fill: signs of / \\ | - + x . as often as they are to be dense";
  hatch.type = job::OptionType::Text;
  job::Option color = color_option("of the hatch; that of the axes when left out");
  color.name = "hatchcolor";
  return {hatch, color};
}

std::unique_ptr<Layer> with_hatch(std::unique_ptr<Layer> layer, const LayerInput& input) {
  Hatch hatch{input.text_or("hatch", ""), input.metrics().px(kUnitPt), input.metrics().px(kLinePt),
              input.metrics().look->ink};
  if (hatch.pattern.empty()) return layer;
  const std::size_t wrong = hatch.pattern.find_first_not_of(hatch_signs());
  if (wrong != hatch.pattern.npos || hatch.pattern.size() > 20)
    input.refuse(
        fmt::format("hatch = '{}': up to 20 signs of / \\ | - + x . make a hatch", hatch.pattern));
  if (const auto color = input.named_color("hatchcolor")) hatch.color = *color;
  return std::make_unique<Hatched>(std::move(layer), std::move(hatch));
}

}  // namespace rankplot::render
