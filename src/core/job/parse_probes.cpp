#include <algorithm>

#include <fmt/format.h>

#include "core/job/figure_parser.hpp"
#include "core/job/line_format.hpp"
#include "core/job/live_parser.hpp"
#include "core/job/probes.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {
namespace {

/// Reads one [[probe]].
class ProbeParser {
 public:
  ProbeParser(const toml::table& table, const Context& context)
      : table_(table), context_(context), captures_(context_) {}

  void run(Job& job) {
    check_keys(table_, names_of(probe_block()), probe_block().later, "in [[probe]]",
               context_.problems);
    const auto values =
        check_options(probe_block().keys, Keys{&table_}, context_.vocabulary, context_.problems);
    take_series(values, job.probes.size() + 1);
    check_name(job);
    Figure figure = take_figure();
    captures_.finish();
    job.probes.push_back(std::move(probe_));
    job.figures.push_back(std::move(figure));
  }

 private:
  void take_series(const std::map<std::string, Value>& values, std::size_t number) {
    probe_.name = value_or(values, "name", fmt::format("probe {}", number));
    probe_.fmt = value_or(values, "fmt", std::string("o"));  // cases end in any order
    probe_.group = value_or(values, "group", std::string());
    probe_.unit = value_or(values, "unit", std::string());
    probe_.line = static_cast<int>(table_.source().begin.line);
    try {
      parse_line_format(probe_.fmt, context_.vocabulary);
    } catch (const expr::SyntaxError& error) {
      context_.problems.add_within(*table_.get("fmt"), error.offset, error.message);
    }
  }

  void check_name(const Job& job) const {
    const toml::node* node = table_.get("name");
    const toml::node& place = node == nullptr ? table_ : *node;
    const auto has_name = [&](const auto& one) { return one.name == probe_.name; };
    if (probe_.name.empty()) {
      context_.problems.add(place, "'name' is empty; it is the series' name");
    } else if (std::ranges::any_of(job.figures, has_name) ||
               std::ranges::any_of(job.sources, has_name)) {
      context_.problems.add(place,
                            fmt::format("there is a figure, a source or a probe '{}' already: the "
                                        "name of a probe is that of its series",
                                        probe_.name));
    }
  }

  Figure take_figure() {
    Figure figure;
    figure.name = probe_.name;
    figure.line = probe_.line;
    figure.width_px = figure.height_px = 0;
    figure.data = expr::to_string(parse_data(table_.get("data"), context_, captures_));
    if (const toml::node* select = table_.get("select")) {
      parse_select(*select, figure, context_, captures_);
    }
    Layer& layer = figure.layers.emplace_back(parse_probed(table_, context_, captures_));
    probe_.data = figure.data;
    if (layer.roles.contains("x")) probe_.x = layer.roles.at("x");
    if (layer.roles.contains("y")) probe_.y = layer.roles.at("y");
    return figure;
  }

  const toml::table& table_;
  const Context& context_;
  CaptureCheck captures_;
  Probe probe_;
};

Option text(std::string name, std::string summary) {
  return {std::move(name), std::move(summary), OptionType::Text, {}, {}, {}, {}};
}

}  // namespace

const Block& probe_block() {
  static const Block block{
      "[[probe]]",
      "a number for each case, from the arrays that the case reads",
      {text("name", "what the series is called"),
       text("fmt", "how the series looks, as in matplotlib: \"ro-\"; \"o\""),
       text("group", "series of a group share a chart"), text("unit", "of y")},
      {{"data", "group in the file that names without / belong to", false},
       {"x", "where the number stands: \"{step}\", or an expression that is one number", true},
       {"y", "the number: \"mean(V)\"", true},
       {"select", "which cases: { step = \"0:100:10\" }, or a condition", false}},
      {"every", "over"}};
  return block;
}

bool is_probe(const Figure& figure) {
  return figure.layers.size() == 1 && figure.layers.front().kind == kProbeKind;
}

void parse_probes(const toml::table& root, const Context& context, Job& job) {
  const toml::node* node = root.get("probe");
  if (node == nullptr) return;
  const toml::array* list = node->as_array();
  if (list == nullptr) {
    context.problems.add(*node, "a probe is written [[probe]], in double brackets");
    return;
  }
  for (const toml::node& item : *list) {
    if (const toml::table* table = item.as_table()) {
      ProbeParser(*table, context).run(job);
    } else {
      context.problems.add(item, fmt::format("a probe is a table, not {}", kind_of(item)));
    }
  }
}

}  // namespace rankplot::job
