#include "painter/render/scene/color_request.hpp"

#include "painter/render/chart/color_limits.hpp"

namespace rankplot::scene {

render::ColorBarRequest color_request(render::LayerInput& input, std::span<const double> values) {
  render::ColorBarRequest request;
  try {
    request.map = &render::colormap(input.text("cmap"));
  } catch (const base::Error& error) {
    input.refuse(error.what());
  }
  const auto scale = input.text("norm") == "log" ? job::AxisScale::Log : job::AxisScale::Linear;
  request.norm = render::norm_for(input, values, scale);
  request.label = input.text_or("colorbar_label", "");
  return request;
}

}  // namespace rankplot::scene
