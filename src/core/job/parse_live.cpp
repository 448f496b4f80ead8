#include <limits>
#include <set>

#include <fmt/format.h>

#include "core/job/duration.hpp"
#include "core/job/line_format.hpp"
#include "core/job/live_parser.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {
namespace {

constexpr double kLeastEvery_s = 10e-6;
constexpr double kLeastRefresh_s = 0.05;
constexpr double kMostDuration_s = 24 * 3600;

using Values = std::map<std::string, Value>;

template <class T>
T value_or(const Values& values, const std::string& name, T fallback) {
  const auto place = values.find(name);
  return place == values.end() ? fallback : std::get<T>(place->second);
}

/// Reads the blocks about points over time.
class LiveParser {
 public:
  LiveParser(const toml::table& root, const Context& context) : root_(root), context_(context) {}

  void run(Job& job) {
    if (const toml::node* node = root_.get("source")) take_sources(*node, job.sources);
    if (const toml::node* node = root_.get("monitor")) take_monitor(*node, job);
  }

 private:
  void take_sources(const toml::node& node, std::vector<Source>& sources) {
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      context_.problems.add(node, "a source is written [[source]], in double brackets");
      return;
    }
    for (const toml::node& item : *list) {
      if (const toml::table* table = item.as_table()) {
        sources.push_back(source_of(*table, sources.size() + 1));
      } else {
        context_.problems.add(item, fmt::format("a source is a table, not {}", kind_of(item)));
      }
    }
  }

  Source source_of(const toml::table& table, std::size_t number) {
    check_keys(table, names_of(source_block()), source_block().later, "in [[source]]",
               context_.problems);
    const Values values =
        check_options(source_block().keys, Keys{&table}, context_.vocabulary, context_.problems);
    Source source;
    source.name = value_or<std::string>(values, "name", fmt::format("source {}", number));
    check_name(table, source.name);
    source.rank = static_cast<int>(value_or<std::int64_t>(values, "rank", 0));
    source.count = static_cast<std::uint64_t>(value_or<std::int64_t>(values, "count", 0));
    source.seed = static_cast<std::uint64_t>(
        value_or<std::int64_t>(values, "seed", static_cast<std::int64_t>(number)));
    source.fmt = value_or<std::string>(values, "fmt", "");
    check_format(table, source.fmt);
    source.group = value_or<std::string>(values, "group", "");
    source.unit = value_or<std::string>(values, "unit", "");
    const auto overflow = value_or<std::string>(values, "overflow", "merge");
    source.overflow = overflow == "wait" ? Overflow::Wait : Overflow::Merge;
    take_duration(table, "every", kLeastEvery_s, source.every_s);
    source.x = expression_of(table, "x", "t");
    source.y = expression_of(table, "y", nullptr);
    return source;
  }

  void check_name(const toml::table& table, const std::string& name) {
    const toml::node* node = table.get("name");
    const toml::node& place = node == nullptr ? table : *node;
    if (name.empty()) context_.problems.add(place, "'name' is empty; it is the series' name");
    if (!names_.insert(name).second) {
      context_.problems.add(place, fmt::format("a second source '{}': each makes a series of its "
                                               "own",
                                               name));
    }
  }

  void check_format(const toml::table& table, const std::string& format) {
    if (format.empty()) return;
    try {
      parse_line_format(format, context_.vocabulary);
    } catch (const expr::SyntaxError& error) {
      context_.problems.add_within(*table.get("fmt"), error.offset, error.message);
    }
  }

  void take_duration(const toml::table& table, const char* name, double least_s, double& seconds) {
    const toml::node* node = table.get(name);
    if (node == nullptr) return;
    std::optional<double> value;
    if (const auto* text = node->as_string()) value = parse_duration(text->get());
    if (node->is_number()) value = node->value<double>();
    if (!value) {
      context_.problems.add(*node, fmt::format("'{}' takes a duration as in \"500 ms\" (us, ms, s, "
                                               "min, h), not {}",
                                               name, kind_of(*node)));
    } else if (!(*value >= least_s && *value <= kMostDuration_s)) {
      context_.problems.add(*node, fmt::format("'{}' is {} s; it can be {} s to {} s", name, *value,
                                               least_s, kMostDuration_s));
    } else {
      seconds = *value;
    }
  }

  expr::Expression expression_of(const toml::table& table, const char* name, const char* fallback) {
    const toml::node* node = table.get(name);
    std::string text = fallback == nullptr ? "0" : fallback;
    if (node == nullptr) {
      if (fallback == nullptr) {
        context_.problems.add(
            table, fmt::format("a source needs '{}': an expression over i (0, 1, ...), t (seconds) "
                               "and random()",
                               name));
      }
    } else if (const auto* string = node->as_string()) {
      text = string->get();
    } else if (node->is_number()) {
      text = kind_of(*node);
    } else {
      context_.problems.add(*node,
                            fmt::format("'{}' takes an expression, not {}", name, kind_of(*node)));
    }
    return checked_expression(node, name, text);
  }

  expr::Expression checked_expression(const toml::node* node, const char* name,
                                      const std::string& text) {
    try {
      auto expression = expr::Expression::parse(text, expr::Expression::Names::Captures);
      for (const std::string& used : expression.captures()) {
        if (used == "i" || used == "t" || expr::is_random(used)) continue;
        context_.problems.add_within(
            *node, std::min(text.find(used), text.size()),
            fmt::format("{}: '{}' {}", name, used, not_known(used, {"i", "t", "random()"})));
      }
      return expression;
    } catch (const expr::SyntaxError& error) {
      context_.problems.add_within(*node, error.offset, fmt::format("{}: {}", name, error.message));
      return {};
    }
  }

  void take_monitor(const toml::node& node, Job& job) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      context_.problems.add(node, fmt::format("[monitor] is a table, not {}", kind_of(node)));
      return;
    }
    check_keys(*table, names_of(monitor_block()), monitor_block().later, "in [monitor]",
               context_.problems);
    const Values values =
        check_options(monitor_block().keys, Keys{table}, context_.vocabulary, context_.problems);
    Monitor& monitor = job.monitor.emplace();
    monitor.serve = value_or(values, "serve", true);
    monitor.rank = static_cast<int>(value_or<std::int64_t>(values, "rank", 0));
    monitor.port = static_cast<int>(value_or<std::int64_t>(values, "port", 0));
    monitor.bind = value_or<std::string>(values, "bind", "");
    monitor.record = value_or(values, "record", true);
    monitor.png = value_or(values, "png", true);
    take_duration(*table, "refresh", kLeastRefresh_s, monitor.refresh_s);
  }

  const toml::table& root_;
  const Context& context_;
  std::set<std::string> names_;
};

Option key(std::string name, OptionType type, std::string summary,
           std::optional<Value> fallback = std::nullopt) {
  return {std::move(name), std::move(summary), type, std::move(fallback), {}, {}, {}};
}

Option whole(std::string name, std::string summary, double most) {
  return {std::move(name), std::move(summary), OptionType::Int, {}, {}, 0.0, most};
}

constexpr double kMostRank = std::numeric_limits<int>::max();
constexpr double kMostCount = 9e15;

}  // namespace

const Block& source_block() {
  using enum OptionType;
  static const Block block{
      "[[source]]",
      "points that a rank makes over time",
      {key("name", Text, "what the series is called"),
       whole("rank", "the rank that makes them, modulo the number of ranks", kMostRank),
       whole("count", "how many; without it, as long as figures are drawn", kMostCount),
       whole("seed", "of random()", kMostCount),
       key("fmt", Text, "how the series looks, as in matplotlib: \"ro-\""),
       key("group", Text, "series of a group share a chart"), key("unit", Text, "of y"),
       Option{"overflow",
              "when the monitor does not keep up: merge neighbouring points, or wait",
              Choice,
              "merge",
              {"merge", "wait"},
              {},
              {}}},
      {{"every", "time between two points: \"500 ms\"", false},
       {"x", "an expression over i (0, 1, ...), t (seconds) and random(); t", false},
       {"y", "an expression over i, t and random()", true}},
      {}};
  return block;
}

const Block& monitor_block() {
  using enum OptionType;
  static const Block block{
      "[monitor]",
      "where points that are streamed go",
      {key("serve", Bool, "show the live page", true),
       whole("rank", "the rank that collects the points and serves the page", kMostRank),
       whole("port", "of the page; 0: one that is free", 65535),
       key("bind", Text, "an address to listen at besides this machine's own"),
       key("record", Bool, "keep every point in points.h5", true),
       key("png", Bool, "draw monitor.png every few seconds", true)},
      {{"refresh", "time between two updates of the page: \"500 ms\"", false}},
      {}};
  return block;
}

void parse_live(const toml::table& root, const Context& context, Job& job) {
  LiveParser(root, context).run(job);
}

}  // namespace rankplot::job
