#include "painter/render/chart/color_scale.hpp"

#include <array>
#include <cmath>

namespace rankplot::render {
namespace {

std::uint32_t premultiplied(const Color& color) {
  const auto channel = [&](std::uint8_t value) {
    return static_cast<std::uint32_t>(std::lround(value * color.alpha / 255.0));
  };
  return std::uint32_t{color.alpha} << 24 | channel(color.red) << 16 | channel(color.green) << 8 |
         channel(color.blue);
}

/// What `linthresh` says, else a thousandth of the largest magnitude in sight.
Norm symlog_norm(const LayerInput& input, Norm norm) {
  norm.scale = job::AxisScale::Symlog;
  const double most = std::max(std::abs(norm.range.low), std::abs(norm.range.high));
  norm.threshold = input.has_option("linthresh") ? input.number("linthresh") : most / 1000;
  if (!(norm.threshold > 0)) input.refuse("linthresh = 0: right would be a number above 0");
  return norm;
}

/// Zero, or what `vcenter` says, in the middle of the map, as matplotlib's CenteredNorm.
Norm centered(const LayerInput& input, Norm norm) {
  if (!input.is_text("limits") && input.numbers("limits").size() == 2) return norm;
  const double center = input.number("vcenter");
  const double reach = std::max(std::abs(norm.range.low / 2 - center / 2),
                                std::abs(norm.range.high / 2 - center / 2));
  constexpr double kMost = std::numeric_limits<double>::max() / 4;
  const double half = 2 * std::min(reach, kMost / 2);
  norm.range = nonsingular({center - half, center + half}, norm.scale);
  return norm;
}

}  // namespace

std::vector<job::Option> color_scale_options(bool measured) {
  job::Option center = number_option("vcenter", "the middle of the map with norm centered", 0);
  center.least.reset();
  job::Option bad = color_option(
      "colour of what cannot be shown: NaN, and with norm log what is not above 0; blank when left "
      "out");
  bad.name = "bad";
  job::Option bar_label = label_option();
  bar_label.name = "colorbar_label";
  bar_label.summary = "what the colour bar shows; may hold {fields}";
  return {
      choice_option("cmap", "colormap by matplotlib's name; NAME_r is its reverse", {}, "viridis"),
      measured ? color_limits_option() : own_color_limits_option(),
      choice_option("norm",
                    "how values are spread over the colormap; centered: evenly to both sides "
                    "of vcenter; symlog: linear around zero, logarithmic beyond linthresh",
                    {"linear", "log", "centered", "symlog"}, "linear"),
      center,
      number_option("linthresh",
                    "where norm symlog ceases to be linear; a thousandth of the largest magnitude "
                    "when left out",
                    std::nullopt),
      choice_option("extend", "ends of the colour bar drawn as arrows: there is more beyond",
                    {"neither", "both", "min", "max"}, "neither"),
      bad,
      flag_option("colorbar", "a bar beside the plot that tells the colours", true),
      bar_label};
}

ColorScale::ColorScale(const LayerInput& input, std::span<const double> values) {
  try {
    request_.map = &colormap(input.text("cmap"));
  } catch (const base::Error& error) {
    input.refuse(error.what());
  }
  const std::string& norm = input.text("norm");
  request_.norm =
      norm_for(input, values, norm == "log" ? job::AxisScale::Log : job::AxisScale::Linear);
  if (norm == "symlog") request_.norm = symlog_norm(input, request_.norm);
  if (norm == "centered") request_.norm = centered(input, request_.norm);
  request_.label = input.text_or("colorbar_label", "");
  const std::string& extend = input.text("extend");
  request_.extend_low = extend == "both" || extend == "min";
  request_.extend_high = extend == "both" || extend == "max";
  if (const auto bad = input.named_color("bad")) bad_ = premultiplied(*bad);
  wants_bar_ = input.flag("colorbar");
}

void ColorScale::map(std::span<const double> values, std::span<std::uint32_t> pixels,
                     Quality quality) const {
  map_values(values, request_.norm, *request_.map, pixels, quality);
  if (bad_ == 0) return;
  for (std::uint32_t& pixel : pixels)
    if (pixel == 0) pixel = bad_;
}

Color ColorScale::color_of(double value) const {
  std::array<std::uint32_t, 1> pixel{};
  map({&value, 1}, pixel);
  const auto channel = [&](int shift) { return static_cast<std::uint8_t>(pixel[0] >> shift); };
  return {channel(16), channel(8), channel(0), channel(24)};
}

std::optional<ColorBarRequest> ColorScale::bar() const {
  if (!wants_bar_) return std::nullopt;
  return request_;
}

}  // namespace rankplot::render
