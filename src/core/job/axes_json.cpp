#include "core/job/axes_json.hpp"

#include <array>

namespace rankplot::job {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 3> kScales{"linear", "log", "symlog"};
constexpr std::array<std::string_view, 3> kDirections{"out", "in", "both"};

json axis_json(const Axis& axis) {
  json time;
  if (axis.time) time = {{"origin_s", axis.time->origin_s}, {"unit_s", axis.time->unit_s}};
  return {{"label", axis.label},
          {"scale", kScales.at(static_cast<std::size_t>(axis.scale))},
          {"threshold", axis.threshold},
          {"time", time},
          {"low", json_or_null(axis.low)},
          {"high", json_or_null(axis.high)},
          {"dated", axis.dated},
          {"inverted", axis.inverted},
          {"ticks", json_or_null(axis.ticks)},
          {"tick_labels", axis.tick_labels},
          {"format", axis.format},
          {"minor", json_or_null(axis.minor)},
          {"rotation_deg", json_or_null(axis.rotation_deg)}};
}

std::optional<TimeUnits> time_of(const json& object) {
  if (object.is_null()) return std::nullopt;
  TimeUnits time;
  JsonFields fields(object, "the time of an axis");
  fields.take("origin_s", time.origin_s);
  fields.take("unit_s", time.unit_s);
  fields.finish();
  return time;
}

Axis axis_of(const json& object) {
  Axis axis;
  JsonFields fields(object, "an axis");
  fields.take("label", axis.label);
  fields.take_word("scale", kScales, axis.scale);
  fields.take("threshold", axis.threshold);
  axis.time = time_of(fields.member("time"));
  fields.take("low", axis.low);
  fields.take("high", axis.high);
  fields.take("dated", axis.dated);
  fields.take("inverted", axis.inverted);
  fields.take("ticks", axis.ticks);
  fields.take("tick_labels", axis.tick_labels);
  fields.take("format", axis.format);
  fields.take("minor", axis.minor);
  fields.take("rotation_deg", axis.rotation_deg);
  fields.finish();
  return axis;
}

json grid_json(const Grid& grid) {
  return {{"x", grid.x}, {"y", grid.y}, {"minor", grid.minor}, {"line", grid.line}};
}

Grid grid_of(const json& object) {
  Grid grid;
  JsonFields fields(object, "a grid");
  fields.take("x", grid.x);
  fields.take("y", grid.y);
  fields.take("minor", grid.minor);
  fields.take("line", grid.line);
  fields.finish();
  return grid;
}

json spines_json(const Spines& spines) {
  return {{"left", spines.left},
          {"bottom", spines.bottom},
          {"right", spines.right},
          {"top", spines.top}};
}

Spines spines_of(const json& object) {
  Spines spines;
  JsonFields fields(object, "spines");
  fields.take("left", spines.left);
  fields.take("bottom", spines.bottom);
  fields.take("right", spines.right);
  fields.take("top", spines.top);
  fields.finish();
  return spines;
}

json polar_json(const std::optional<Polar>& polar) {
  if (!polar) return nullptr;
  return {{"zero_deg", polar->zero_deg}, {"clockwise", polar->clockwise}};
}

std::optional<Polar> polar_of(const json& object) {
  if (object.is_null()) return std::nullopt;
  Polar polar;
  JsonFields fields(object, "polar axes");
  fields.take("zero_deg", polar.zero_deg);
  fields.take("clockwise", polar.clockwise);
  fields.finish();
  return polar;
}

}  // namespace

json axes_json(const Axes& axes) {
  return {{"x", axis_json(axes.x)},
          {"y", axis_json(axes.y)},
          {"x2", axis_json(axes.x2)},
          {"y2", axis_json(axes.y2)},
          {"legend", axes.legend},
          {"legend_columns", axes.legend_columns},
          {"legend_title", axes.legend_title},
          {"legend_pt", json_or_null(axes.legend_pt)},
          {"grid", grid_json(axes.grid)},
          {"scene", axes.scene},
          {"spines", spines_json(axes.spines)},
          {"tick_direction", kDirections.at(static_cast<std::size_t>(axes.tick_direction))},
          {"aspect", json_or_null(axes.aspect)},
          {"polar", polar_json(axes.polar)}};
}

void take_axes(JsonFields& fields, Axes& axes) {
  axes.x = axis_of(fields.member("x"));
  axes.y = axis_of(fields.member("y"));
  axes.x2 = axis_of(fields.member("x2"));
  axes.y2 = axis_of(fields.member("y2"));
  fields.take("legend", axes.legend);
  fields.take("legend_columns", axes.legend_columns);
  fields.take("legend_title", axes.legend_title);
  fields.take("legend_pt", axes.legend_pt);
  axes.grid = grid_of(fields.member("grid"));
  axes.spines = spines_of(fields.member("spines"));
  fields.member("scene").get_to(axes.scene);
  fields.take_word("tick_direction", kDirections, axes.tick_direction);
  fields.take("aspect", axes.aspect);
  axes.polar = polar_of(fields.member("polar"));
}

json panel_json(const Panel& panel) {
  json object = axes_json(panel);
  object["title"] = panel.title;
  object["row_span"] = panel.row_span;
  object["column_span"] = panel.column_span;
  return object;
}

Panel panel_of(const json& object) {
  Panel panel;
  JsonFields fields(object, "a panel");
  take_axes(fields, panel);
  fields.take("title", panel.title);
  fields.take("row_span", panel.row_span);
  fields.take("column_span", panel.column_span);
  fields.finish();
  return panel;
}

json style_json(const Style& style) {
  return {{"font_pt", style.font_pt},
          {"serif", style.serif},
          {"font", style.font},
          {"background", style.background},
          {"foreground", style.foreground},
          {"grid", style.grid},
          {"cycle", style.cycle}};
}

Style style_of(const json& object) {
  Style style;
  JsonFields fields(object, "a style");
  fields.take("font_pt", style.font_pt);
  fields.take("serif", style.serif);
  fields.take("font", style.font);
  fields.take("background", style.background);
  fields.take("foreground", style.foreground);
  fields.take("grid", style.grid);
  fields.take("cycle", style.cycle);
  fields.finish();
  return style;
}

}  // namespace rankplot::job
