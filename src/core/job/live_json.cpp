#include <array>

#include <nlohmann/json.hpp>

#include "core/job/json_fields.hpp"
#include "core/job/live.hpp"

namespace rankplot::job {
namespace {

using nlohmann::json;
using Names = expr::Expression::Names;

constexpr std::array<std::string_view, 2> kOverflows{"merge", "wait"};

expr::Expression take_expression(JsonFields& fields, const char* name, Names names) {
  std::string text;
  fields.take(name, text);
  try {
    return expr::Expression::parse(text, names);
  } catch (const expr::SyntaxError& error) {
    base::fail("expression '{}': {}", text, error.message);
  }
}

}  // namespace

void to_json(json& out, const Source& source) {
  out = {{"name", source.name},
         {"rank", source.rank},
         {"every_s", source.every_s},
         {"count", source.count},
         {"x", source.x.text()},
         {"y", source.y.text()},
         {"seed", source.seed},
         {"fmt", source.fmt},
         {"group", source.group},
         {"unit", source.unit},
         {"overflow", kOverflows.at(static_cast<std::size_t>(source.overflow))}};
}

void from_json(const json& object, Source& source) {
  JsonFields fields(object, "a source");
  fields.take("name", source.name);
  fields.take("rank", source.rank);
  fields.take("every_s", source.every_s);
  fields.take("count", source.count);
  source.x = take_expression(fields, "x", Names::Captures);
  source.y = take_expression(fields, "y", Names::Captures);
  fields.take("seed", source.seed);
  fields.take("fmt", source.fmt);
  fields.take("group", source.group);
  fields.take("unit", source.unit);
  fields.take_word("overflow", kOverflows, source.overflow);
  fields.finish();
}

void to_json(json& out, const Probe& probe) {
  out = {{"name", probe.name}, {"data", probe.data},   {"x", probe.x.text()}, {"y", probe.y.text()},
         {"fmt", probe.fmt},   {"group", probe.group}, {"unit", probe.unit},  {"line", probe.line}};
}

void from_json(const json& object, Probe& probe) {
  JsonFields fields(object, "a probe");
  fields.take("name", probe.name);
  fields.take("data", probe.data);
  probe.x = take_expression(fields, "x", Names::Paths);
  probe.y = take_expression(fields, "y", Names::Paths);
  fields.take("fmt", probe.fmt);
  fields.take("group", probe.group);
  fields.take("unit", probe.unit);
  fields.take("line", probe.line);
  fields.finish();
}

void to_json(json& out, const Monitor& monitor) {
  out = {{"serve", monitor.serve}, {"rank", monitor.rank}, {"refresh_s", monitor.refresh_s},
         {"port", monitor.port},   {"bind", monitor.bind}, {"record", monitor.record},
         {"png", monitor.png}};
}

void from_json(const json& object, Monitor& monitor) {
  JsonFields fields(object, "the monitor");
  fields.take("serve", monitor.serve);
  fields.take("rank", monitor.rank);
  fields.take("refresh_s", monitor.refresh_s);
  fields.take("port", monitor.port);
  fields.take("bind", monitor.bind);
  fields.take("record", monitor.record);
  fields.take("png", monitor.png);
  fields.finish();
}

}  // namespace rankplot::job
