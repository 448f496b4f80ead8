#include "painter/render/chart/layer.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rankplot::render {
namespace {

std::string shape_text(const std::vector<std::size_t>& shape) {
  return shape.empty() ? "a single number" : fmt::format("of shape ({})", fmt::join(shape, ", "));
}

}  // namespace

LayerInput::LayerInput(const job::Layer& layer, std::size_t index, const LayerData& data,
                       const Metrics& metrics, ColorCycle& cycle, std::vector<std::string>& notes)
    : layer_(layer), index_(index), data_(data), metrics_(metrics), cycle_(cycle), notes_(notes) {}

std::string LayerInput::place() const {
  return data_.place.empty() ? fmt::format("layer {} ({})", index_ + 1, kind()) : data_.place;
}

void LayerInput::refuse(const std::string& what) const {
  throw base::Error(fmt::format("{}: {}", place(), what));
}

void LayerInput::note(const std::string& what) {
  notes_.push_back(fmt::format("{}: {}", place(), what));
}

bool LayerInput::has(std::string_view role) const {
  return data_.roles.count(std::string(role)) != 0;
}

std::string LayerInput::written(std::string_view role) const {
  const auto found = data_.role_names.find(std::string(role));
  return found == data_.role_names.end() ? "" : found->second;
}

const base::Field& LayerInput::field(std::string_view role) const {
  const auto found = data_.roles.find(std::string(role));
  if (found == data_.roles.end()) refuse(fmt::format("it needs '{}' and was given none", role));
  const base::Field& field = found->second;
  if (field.values.size() != base::element_count(field.shape))
    refuse(fmt::format("{} holds {} values but is {}", role, field.values.size(),
                       shape_text(field.shape)));
  return field;
}

std::span<const double> LayerInput::row(std::string_view role) const {
  const base::Field& values = field(role);
  const auto longer = [](std::size_t extent) { return extent != 1; };
  if (std::count_if(values.shape.begin(), values.shape.end(), longer) > 1)
    refuse(
        fmt::format("{} = \"{}\" is {}: one dimension is needed; a hyperslab such as [:, 0] "
                    "takes a row of it",
                    role, written(role), shape_text(values.shape)));
  return values.values;
}

void LayerInput::require_same_length(std::string_view first, std::string_view second) const {
  const std::size_t a = row(first).size(), b = row(second).size();
  if (a != b)
    refuse(fmt::format("{} = \"{}\" has {} values and {} = \"{}\" has {}: they must be as many",
                       first, written(first), a, second, written(second), b));
}

bool LayerInput::has_option(std::string_view name) const {
  return layer_.options.count(std::string(name)) != 0;
}

bool LayerInput::is_text(std::string_view name) const {
  return std::holds_alternative<std::string>(option(name));
}

const job::Value& LayerInput::option(std::string_view name) const {
  const auto found = layer_.options.find(std::string(name));
  if (found == layer_.options.end()) refuse(fmt::format("option '{}' is missing", name));
  return found->second;
}

bool LayerInput::flag(std::string_view name) const {
  if (const auto* value = std::get_if<bool>(&option(name))) return *value;
  refuse(fmt::format("option '{}' must be true or false", name));
}

double LayerInput::number(std::string_view name) const {
  const job::Value& value = option(name);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  refuse(fmt::format("option '{}' must be a number", name));
}

std::int64_t LayerInput::integer(std::string_view name) const {
  if (const auto* value = std::get_if<std::int64_t>(&option(name))) return *value;
  refuse(fmt::format("option '{}' must be a whole number", name));
}

const std::string& LayerInput::text(std::string_view name) const {
  if (const auto* value = std::get_if<std::string>(&option(name))) return *value;
  refuse(fmt::format("option '{}' must be text", name));
}

std::string LayerInput::text_or(std::string_view name, std::string_view otherwise) const {
  return has_option(name) ? text(name) : std::string(otherwise);
}

const std::vector<double>& LayerInput::numbers(std::string_view name) const {
  if (const auto* value = std::get_if<std::vector<double>>(&option(name))) return *value;
  refuse(fmt::format("option '{}' must be a list of numbers", name));
}

std::vector<std::string> LayerInput::texts_or_none(std::string_view name) const {
  if (!has_option(name)) return {};
  if (const auto* value = std::get_if<std::vector<std::string>>(&option(name))) return *value;
  refuse(fmt::format("option '{}' must be a list of texts", name));
}

LineStyle LayerInput::line_style(std::string_view name) const {
  const auto style = find_line_style(text(name));
  if (!style) refuse(fmt::format("{} '{}' is not known", name, text(name)));
  return *style;
}

Color LayerInput::faded(Color color) const {
  if (has_option("alpha"))
    color.alpha =
        static_cast<std::uint8_t>(std::lround(color.alpha * std::clamp(number("alpha"), 0.0, 1.0)));
  return color;
}

std::optional<Color> LayerInput::named_color(std::string_view name) const {
  if (!has_option(name) || text(name).empty()) return std::nullopt;
  try {
    const auto index = cycle_index(text(name));
    return faded(index ? metrics_.look->color_of(*index) : parse_color(text(name)));
  } catch (const base::Error& error) {
    refuse(fmt::format("option '{}': {}", name, error.what()));
  }
}

Color LayerInput::color(std::string_view name) {
  if (const auto named = named_color(name)) return *named;
  return next_color();
}

Color LayerInput::next_color() { return faded(cycle_.next()); }

job::Option label_option() {
  job::Option option;
  option.name = "label";
  option.summary = "name in the legend; may hold {fields}";
  option.type = job::OptionType::Template;
  option.fallback = std::string();
  return option;
}

job::Option color_option(std::string summary) {
  job::Option option;
  option.name = "color";
  option.summary = std::move(summary);
  option.type = job::OptionType::Color;
  return option;
}

job::Option alpha_option() {
  job::Option option;
  option.name = "alpha";
  option.summary = "opacity, 0 (invisible) to 1";
  option.type = job::OptionType::Number;
  option.fallback = 1.0;
  option.least = 0;
  option.most = 1;
  return option;
}

job::Option number_option(std::string name, std::string summary, std::optional<double> fallback) {
  job::Option option;
  option.name = std::move(name);
  option.summary = std::move(summary);
  option.type = job::OptionType::Number;
  if (fallback) option.fallback = *fallback;
  option.least = 0;
  return option;
}

job::Option line_style_option(std::string fallback) {
  job::Option option;
  option.name = "linestyle";
  option.summary = "solid, dashed, dash-dotted, dotted or none";
  option.type = job::OptionType::Choice;
  option.fallback = std::move(fallback);
  option.choices = line_style_names();
  return option;
}

std::vector<job::Option> joined_options(std::vector<job::Option> first,
                                        std::vector<job::Option> then) {
  first.insert(first.end(), std::make_move_iterator(then.begin()),
               std::make_move_iterator(then.end()));
  return first;
}

job::Option flag_option(std::string name, std::string summary, bool fallback) {
  job::Option option;
  option.name = std::move(name);
  option.summary = std::move(summary);
  option.type = job::OptionType::Bool;
  option.fallback = fallback;
  return option;
}

job::Option choice_option(std::string name, std::string summary, std::vector<std::string> choices,
                          std::optional<std::string> fallback) {
  job::Option option;
  option.name = std::move(name);
  option.summary = std::move(summary);
  option.type = job::OptionType::Choice;
  option.choices = std::move(choices);
  if (fallback) option.fallback = *fallback;
  return option;
}

job::Option marker_option(std::string fallback, bool may_be_none) {
  job::Option option;
  option.name = "marker";
  option.summary = "shape of the marks, by matplotlib's letters";
  option.type = job::OptionType::Choice;
  option.fallback = std::move(fallback);
  option.choices = marker_names();
  if (may_be_none) option.choices.emplace_back("none");
  return option;
}

}  // namespace rankplot::render
