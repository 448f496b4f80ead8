#include <fmt/format.h>

#include "core/job/figure_parser.hpp"

namespace rankplot::job {

namespace {

Axis axis_of(const std::string& name, const Keys& keys, const std::map<std::string, Value>& values,
             const Context& context) {
  Axis axis;
  axis.label = value_or(values, name + "label", std::string());
  const std::string scale = value_or(values, name + "scale", std::string("linear"));
  axis.scale = scale == "log" ? AxisScale::Log : AxisScale::Linear;
  const auto limits = value_or(values, name + "lim", std::vector<double>());
  if (limits.size() != 2) return axis;
  axis.low = limits[0];
  axis.high = limits[1];
  if (axis.scale == AxisScale::Log && (limits[0] <= 0 || limits[1] <= 0)) {
    context.problems.add(*keys.find(name + "lim"),
                         fmt::format("a logarithmic axis takes limits above zero, not [{}, {}]",
                                     limits[0], limits[1]));
  }
  return axis;
}

}  // namespace

Panel parse_axes(const Keys& keys, const std::map<std::string, Value>& values,
                 const Context& context, CaptureCheck& captures) {
  Panel axes;
  axes.x = axis_of("x", keys, values, context);
  axes.y = axis_of("y", keys, values, context);
  axes.legend = value_or(values, "legend", std::string("best"));
  axes.grid = value_or(values, "grid", false);
  axes.scene = parse_scene_view(keys, values, context, captures);
  captures.uses_template(keys.find("xlabel"));
  captures.uses_template(keys.find("ylabel"));
  return axes;
}

}  // namespace rankplot::job
