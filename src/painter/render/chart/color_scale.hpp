#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "painter/render/chart/color_limits.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// The options cmap, limits, norm, vcenter, extend, bad, colorbar and colorbar_label of layers that
/// show numbers as colours. `role`: whether these numbers are what `limits = "shared"` can measure
/// (plan::SharedLimits); computed ones (counts) are not.
std::vector<job::Option> color_scale_options(bool measured);

/// What those options say for a layer's values: the one way from numbers to colours.
class ColorScale {
 public:
  /// Black and white until made.
  ColorScale() = default;
  /// Throws base::Error, by input.refuse, for limits that the norm cannot have.
  ColorScale(const LayerInput& input, std::span<const double> values);

  /// ARGB32, premultiplied; what the norm cannot show is in the colour `bad` (transparent when left
  /// out). `pixels` is as long as `values`.
  void map(std::span<const double> values, std::span<std::uint32_t> pixels,
           Quality quality = Quality::Fast) const;
  /// The colour of one value, straight; alpha 0: none.
  Color color_of(double value) const;
  const Norm& norm() const { return request_.norm; }
  /// Empty where the job wants none.
  std::optional<ColorBarRequest> bar() const;

 private:
  ColorBarRequest request_;
  std::uint32_t bad_ = 0;
  bool wants_bar_ = false;
};

}  // namespace rankplot::render
