#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/expr/field_text.hpp"
#include "core/job/figure_parser.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

using Values = std::map<std::string, Value>;

bool says(const std::string& word, const char* axis) { return word == axis || word == "both"; }

/// One axis' keys: "xlim", "xticks", ...
class AxisParser {
 public:
  AxisParser(std::string name, const Keys& keys, const Values& values, const Context& context)
      : name_(std::move(name)), keys_(keys), values_(values), context_(context) {}

  Axis run() {
    axis_.label = value("label", std::string());
    take_scale();
    take_limits();
    take_ticks();
    take_format();
    take_rotation();
    return std::move(axis_);
  }

 private:
  template <class T>
  T value(const char* key, T otherwise) const {
    return value_or(values_, name_ + key, std::move(otherwise));
  }

  void refuse(const char* key, const std::string& what) const {
    if (const toml::node* node = keys_.find(name_ + key)) context_.problems.add(*node, what);
  }

  void take_scale() {
    const std::string scale = value("scale", std::string("linear"));
    if (scale == "log") axis_.scale = AxisScale::Log;
    if (scale == "symlog") axis_.scale = AxisScale::Symlog;
    if (scale == "time") axis_.time = TimeUnits{};
    axis_.threshold = value("linthresh", 2.0);
    if (!(axis_.threshold > 0)) {
      refuse("linthresh", fmt::format("'{}linthresh' takes a number above 0", name_));
    }
    const toml::node* own = keys_.own->get(name_ + "linthresh");
    if (own != nullptr && axis_.scale != AxisScale::Symlog) {
      context_.problems.add(*own, fmt::format("'{0}linthresh' is of a symlog scale: write {0}scale "
                                              "= \"symlog\", or leave it out",
                                              name_));
    }
  }

  /// An end that is not said is NaN.
  void take_limits() {
    const auto limits = value("lim", std::vector<double>());
    if (limits.size() != 2) return;
    take_dates();
    if (!std::isnan(limits[0])) axis_.low = limits[0];
    if (!std::isnan(limits[1])) axis_.high = limits[1];
    if (axis_.scale == AxisScale::Log && (limits[0] <= 0 || limits[1] <= 0)) {
      refuse("lim", fmt::format("a logarithmic axis takes limits above zero, not [{}, {}]",
                                limits[0], limits[1]));
    }
  }

  void take_dates() {
    const toml::array& said = *keys_.find(name_ + "lim")->as_array();
    const bool first = is_date(said[0]), second = is_date(said[1]);
    axis_.dated = first || second;
    if ((first || said[0].is_string()) && (second || said[1].is_string())) return;
    if (axis_.dated) refuse("lim", fmt::format("'{}lim' is a date at one end alone", name_));
  }

  void take_ticks() {
    const auto places = values_.find(name_ + "ticks");
    if (places != values_.end()) axis_.ticks = std::get<std::vector<double>>(places->second);
    axis_.tick_labels = value("ticklabels", std::vector<std::string>());
    if (keys_.find(name_ + "ticklabels") == nullptr) return;
    const std::size_t ticks = axis_.ticks ? axis_.ticks->size() : 0;
    if (axis_.tick_labels.size() == ticks) return;
    refuse("ticklabels",
           axis_.ticks
               ? fmt::format("{} texts for the {} places of '{}ticks': they must be as many",
                             axis_.tick_labels.size(), ticks, name_)
               : fmt::format("'{0}ticklabels' are texts at places: write {0}ticks = [...] "
                             "too",
                             name_));
  }

  /// "%Y-%m" of dates, or a number's "{:.1f}", which has one field without a name.
  void take_format() {
    axis_.format = value("format", std::string());
    const bool of_dates =
        axis_.format.find('{') == axis_.format.npos && axis_.format.find('%') != axis_.format.npos;
    if (axis_.format.empty() || of_dates) return;
    try {
      expr::NumberFormat::parse(axis_.format);
    } catch (const expr::SyntaxError& error) {
      const toml::node* node = keys_.find(name_ + "format");
      context_.problems.add_within(*node, error.offset,
                                   fmt::format("{}format: {}", name_, error.message));
    }
  }

  void take_rotation() {
    const auto rotation = values_.find(name_ + "rotation");
    if (rotation == values_.end()) return;
    axis_.rotation_deg = std::get<double>(rotation->second);
  }

  std::string name_;
  const Keys& keys_;
  const Values& values_;
  const Context& context_;
  Axis axis_;
};

Spines spines_of(const Keys& keys, const Values& values, const Context& context) {
  static const std::vector<std::string> sides{"left", "bottom", "right", "top"};
  Spines spines{false, false, false, false};
  const std::array<bool*, 4> flags{&spines.left, &spines.bottom, &spines.right, &spines.top};
  const auto words = value_or(values, "spines", std::vector<std::string>{"all"});
  if (words == std::vector<std::string>{"all"}) return {};
  if (words == std::vector<std::string>{"none"}) return spines;
  for (const std::string& word : words) {
    const auto side = std::find(sides.begin(), sides.end(), word);
    if (side != sides.end()) {
      *flags.at(static_cast<std::size_t>(side - sides.begin())) = true;
    } else {
      context.problems.add(*keys.find("spines"), fmt::format("spines '{}' {}; or \"all\", \"none\"",
                                                             word, not_known(word, sides)));
    }
  }
  return spines;
}

Grid grid_of(const Values& values) {
  const auto which = value_or(values, "grid", std::string("none"));
  return {says(which, "x"), says(which, "y"), value_or(values, "grid_minor", false),
          value_or(values, "grid_line", std::string("-"))};
}

std::optional<double> aspect_of(const Keys& keys, const Values& values, const Context& context) {
  const auto found = values.find("aspect");
  if (found == values.end()) return std::nullopt;
  if (const auto* word = std::get_if<std::string>(&found->second)) return *word == "equal" ? 1 : 0;
  const auto& numbers = std::get<std::vector<double>>(found->second);
  if (numbers.size() == 1 && numbers[0] >= 1e-9 && numbers[0] <= 1e9) return numbers[0];
  context.problems.add(*keys.find("aspect"),
                       "'aspect' takes \"auto\", \"equal\" or a number from 1e-9 to 1e9");
  return std::nullopt;
}

/// What a round plot cannot have is refused; its grid is drawn unless the job says otherwise.
void take_polar(const Keys& keys, const Values& values, const Context& context, Axes& axes) {
  if (value_or(values, "projection", std::string("rectilinear")) != "polar") {
    for (const char* key : {"theta_zero", "theta_direction"})
      if (const toml::node* node = keys.own->get(key))
        context.problems.add(
            *node, fmt::format("'{}' is of a polar plot: write projection = \"polar\" too", key));
    return;
  }
  static const std::vector<std::string> zeros{"E", "NE", "N", "NW", "W", "SW", "S", "SE"};
  const auto zero = std::find(zeros.begin(), zeros.end(), value_or(values, "theta_zero", zeros[0]));
  axes.polar = Polar{45.0 * static_cast<double>(zero - zeros.begin()),
                     value_or(values, "theta_direction", std::string()) == "clockwise"};
  if (keys.find("grid") == nullptr) axes.grid.x = axes.grid.y = true;
  if (axes.y.scale != AxisScale::Linear || axes.x.scale != AxisScale::Linear || axes.x.time)
    context.problems.add(*keys.find("projection"),
                         "a polar plot has linear scales: leave xscale and yscale out");
  for (const char* key : {"xlim", "aspect", "invert", "xformat", "xrotation", "yrotation",
                          "minor_ticks", "grid_minor", "tick_direction", "x2label", "y2label"})
    if (const toml::node* node = keys.own->get(key))
      context.problems.add(
          *node,
          fmt::format("a polar plot is a whole circle and does without {0}: leave {0} out", key));
}

void take_legend(const Values& values, Axes& axes) {
  axes.legend = value_or(values, "legend", std::string("best"));
  axes.legend_columns = static_cast<int>(value_or(values, "legend_columns", std::int64_t{0}));
  axes.legend_title = value_or(values, "legend_title", std::string());
  if (values.contains("legend_size")) axes.legend_pt = std::get<double>(values.at("legend_size"));
}

/// What is said of x and y together.
void take_pairs(const Values& values, Axes& axes) {
  const auto inverted = value_or(values, "invert", std::string("none"));
  axes.x.inverted = says(inverted, "x");
  axes.y.inverted = says(inverted, "y");
  const auto minor = value_or(values, "minor_ticks", std::string("auto"));
  if (minor != "auto") {
    axes.x.minor = axes.x2.minor = says(minor, "x");
    axes.y.minor = axes.y2.minor = says(minor, "y");
  }
}

}  // namespace

Axes parse_axes(const Keys& keys, const Values& values, const Context& context,
                CaptureCheck& captures) {
  Axes axes;
  axes.x = AxisParser("x", keys, values, context).run();
  axes.y = AxisParser("y", keys, values, context).run();
  axes.x2 = AxisParser("x2", keys, values, context).run();
  axes.y2 = AxisParser("y2", keys, values, context).run();
  take_pairs(values, axes);
  take_legend(values, axes);
  axes.scene = parse_scene_view(keys, values, context, captures);
  axes.grid = grid_of(values);
  axes.spines = spines_of(keys, values, context);
  const auto direction = value_or(values, "tick_direction", std::string("out"));
  axes.tick_direction = direction == "in"     ? TickDirection::In
                        : direction == "both" ? TickDirection::Both
                                              : TickDirection::Out;
  axes.aspect = aspect_of(keys, values, context);
  take_polar(keys, values, context, axes);
  for (const char* key : {"xlabel", "ylabel", "x2label", "y2label", "legend_title"})
    captures.uses_template(keys.find(key));
  return axes;
}

}  // namespace rankplot::job
