#include "core/job/job.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "core/job/axes_json.hpp"
#include "core/job/json_fields.hpp"
#include "core/job/value_json.hpp"

namespace rankplot::job {

namespace {

using nlohmann::json;
using Names = expr::Expression::Names;

constexpr std::array<std::string_view, 3> kDistributes{"auto", "shared", "scatter"};
constexpr std::array<std::string_view, 2> kPngSizes{"fast", "small"};
constexpr std::array<std::string_view, 2> kTiffPackings{"deflate", "lzw"};
constexpr std::array<std::string_view, 4> kShares{"none", "all", "row", "col"};

template <class Enum, std::size_t N>
std::string_view word_of(Enum value, const std::array<std::string_view, N>& words) {
  return words.at(static_cast<std::size_t>(value));
}

expr::Expression expression_of(const json& text, Names names) {
  if (!text.is_string()) base::fail("an expression is no text: {}", text.type_name());
  try {
    return expr::Expression::parse(text.get_ref<const std::string&>(), names);
  } catch (const expr::SyntaxError& error) {
    base::fail("expression '{}': {}", text.get_ref<const std::string&>(), error.message);
  }
}

template <class Visit>
void each_member(const json& object, const char* what, Visit visit) {
  if (!object.is_object()) base::fail("{} are no JSON object", what);
  for (const auto& [name, value] : object.items()) visit(name, value);
}

json selection_json(const Selection& selection) {
  if (const auto* range = std::get_if<Range>(&selection)) {
    return {{"start", json_or_null(range->start)},
            {"stop", json_or_null(range->stop)},
            {"step", range->step}};
  }
  if (const auto* values = std::get_if<std::vector<std::string>>(&selection)) return *values;
  return std::get<expr::Expression>(selection).text();
}

Selection selection_of(const json& value) {
  if (value.is_string()) return expression_of(value, Names::Captures);
  if (value.is_array()) {
    std::vector<std::string> values;
    for (const json& item : value) {
      if (!item.is_string()) base::fail("a selected value is no text: {}", item.type_name());
      values.push_back(item.get<std::string>());
    }
    return values;
  }
  Range range;
  JsonFields fields(value, "a selection");
  fields.take("start", range.start);
  fields.take("stop", range.stop);
  fields.take("step", range.step);
  fields.finish();
  return range;
}

json layer_json(const Layer& layer) {
  json roles = json::object();
  for (const auto& [name, role] : layer.roles) roles[name] = role.text();
  json options = json::object();
  for (const auto& [name, value] : layer.options) options[name] = value_json(value);
  return {{"kind", layer.kind},    {"roles", roles},       {"options", options},
          {"over", layer.over},    {"panel", layer.panel}, {"on_right", layer.on_right},
          {"on_top", layer.on_top}};
}

Layer layer_of(const json& object) {
  Layer layer;
  JsonFields fields(object, "a layer");
  fields.take("kind", layer.kind);
  each_member(fields.member("roles"), "roles", [&](const std::string& name, const json& text) {
    layer.roles.emplace(name, expression_of(text, Names::Paths));
  });
  each_member(fields.member("options"), "options", [&](const std::string& name, const json& value) {
    layer.options.emplace(name, value_of(value));
  });
  fields.take("over", layer.over);
  fields.take("panel", layer.panel);
  fields.take("on_right", layer.on_right);
  fields.take("on_top", layer.on_top);
  fields.finish();
  return layer;
}

json panels_json(const Figure& figure) {
  json list = json::array();
  for (const Panel& panel : figure.panels) list.push_back(panel_json(panel));
  return {{"list", list},
          {"rows", figure.rows},
          {"columns", figure.columns},
          {"over", figure.over},
          {"share_x", word_of(figure.share_x, kShares)},
          {"share_y", word_of(figure.share_y, kShares)},
          {"widths", figure.widths},
          {"heights", figure.heights},
          {"letters", figure.letters},
          {"one_color_bar", figure.one_color_bar}};
}

void take_panels(const json& object, Figure& figure) {
  JsonFields fields(object, "the panels of a figure");
  for (const json& panel : fields.list("list")) figure.panels.push_back(panel_of(panel));
  fields.take("rows", figure.rows);
  fields.take("columns", figure.columns);
  fields.take("over", figure.over);
  fields.take_word("share_x", kShares, figure.share_x);
  fields.take_word("share_y", kShares, figure.share_y);
  fields.take("widths", figure.widths);
  fields.take("heights", figure.heights);
  fields.take("letters", figure.letters);
  fields.take("one_color_bar", figure.one_color_bar);
  fields.finish();
}

json figure_json(const Figure& figure) {
  json select = json::object();
  for (const auto& [capture, selection] : figure.select) {
    select[capture] = selection_json(selection);
  }
  json layers = json::array();
  for (const Layer& layer : figure.layers) layers.push_back(layer_json(layer));
  return {{"name", figure.name},
          {"data", figure.data},
          {"save", figure.save},
          {"width_px", figure.width_px},
          {"height_px", figure.height_px},
          {"dpi", figure.dpi},
          {"title", figure.title},
          {"axes", axes_json(figure)},
          {"style", style_json(figure.style)},
          {"jpeg_quality", json_or_null(figure.jpeg_quality)},
          {"select", select},
          {"condition", figure.condition ? json(figure.condition->text()) : json(nullptr)},
          {"layers", layers},
          {"panels", panels_json(figure)},
          {"line", figure.line}};
}

Figure figure_of(const json& object) {
  Figure figure;
  JsonFields fields(object, "a figure");
  fields.take("name", figure.name);
  fields.take("data", figure.data);
  fields.take("save", figure.save);
  fields.take("width_px", figure.width_px);
  fields.take("height_px", figure.height_px);
  fields.take("dpi", figure.dpi);
  fields.take("title", figure.title);
  JsonFields axes(fields.member("axes"), "the axes of a figure");
  take_axes(axes, figure);
  axes.finish();
  figure.style = style_of(fields.member("style"));
  fields.take("jpeg_quality", figure.jpeg_quality);
  each_member(fields.member("select"), "selections",
              [&](const std::string& name, const json& value) {
                figure.select.emplace(name, selection_of(value));
              });
  const json& condition = fields.member("condition");
  if (!condition.is_null()) figure.condition = expression_of(condition, Names::Captures);
  for (const json& layer : fields.list("layers")) figure.layers.push_back(layer_of(layer));
  take_panels(fields.member("panels"), figure);
  fields.take("line", figure.line);
  fields.finish();
  return figure;
}

}  // namespace

PanelGrid grid_for(std::size_t count) {
  PanelGrid grid;
  const int panels = static_cast<int>(std::min<std::size_t>(count, kMostPanels));
  while (grid.columns * grid.columns < panels) ++grid.columns;
  while (grid.rows * grid.columns < panels) ++grid.rows;
  return grid;
}

void to_json(json& out, const Job& job) {
  json inputs = json::array();
  for (const Input& input : job.inputs) {
    inputs.push_back({{"name", input.name}, {"pattern", input.pattern}});
  }
  json figures = json::array();
  for (const Figure& figure : job.figures) figures.push_back(figure_json(figure));
  out = {{"file", job.file},
         {"output", job.output},
         {"inputs", inputs},
         {"figures", figures},
         {"distribute", word_of(job.distribute, kDistributes)},
         {"png", word_of(job.png, kPngSizes)},
         {"tiff", word_of(job.tiff, kTiffPackings)},
         {"sources", job.sources},
         {"probes", job.probes},
         {"movies", job.movies},
         {"monitor", job.monitor ? json(*job.monitor) : json(nullptr)}};
}

void from_json(const json& object, Job& job) {
  Job made;
  JsonFields fields(object, "the job");
  fields.take("file", made.file);
  fields.take("output", made.output);
  for (const json& input : fields.list("inputs")) {
    JsonFields of_input(input, "an input");
    of_input.take("name", made.inputs.emplace_back().name);
    of_input.take("pattern", made.inputs.back().pattern);
    of_input.finish();
  }
  for (const json& figure : fields.list("figures")) made.figures.push_back(figure_of(figure));
  fields.take_word("distribute", kDistributes, made.distribute);
  fields.take_word("png", kPngSizes, made.png);
  fields.take_word("tiff", kTiffPackings, made.tiff);
  for (const json& source : fields.list("sources")) source.get_to(made.sources.emplace_back());
  for (const json& probe : fields.list("probes")) probe.get_to(made.probes.emplace_back());
  for (const json& movie : fields.list("movies")) movie.get_to(made.movies.emplace_back());
  const json& monitor = fields.member("monitor");
  if (!monitor.is_null()) monitor.get_to(made.monitor.emplace());
  fields.finish();
  job = std::move(made);
}

}  // namespace rankplot::job
