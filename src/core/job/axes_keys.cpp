#include <fmt/format.h>

#include "core/job/blocks.hpp"

namespace rankplot::job {

namespace {

Option key(const std::string& name, OptionType type, std::string summary,
           std::optional<Value> fallback = std::nullopt, std::vector<std::string> choices = {}) {
  return {name, std::move(summary), type, std::move(fallback), std::move(choices), {}, {}};
}

Option choice(const std::string& name, std::string summary, std::vector<std::string> choices) {
  Value first = choices.front();
  return key(name, OptionType::Choice, std::move(summary), std::move(first), std::move(choices));
}

Option number(const std::string& name, OptionType type, std::string summary, double least,
              double most) {
  Option option = key(name, type, std::move(summary));
  option.least = least;
  option.most = most;
  return option;
}

/// Of "x", "y" and of the second axes, "x2" on top and "y2" on the right.
void add_axis(std::vector<Option>& keys, const std::string& axis, const char* label) {
  using enum OptionType;
  keys.push_back(key(axis + "label", Template, label, ""));
  keys.push_back(choice(axis + "scale",
                        fmt::format("how {} is laid out; time is in seconds since 1970", axis),
                        {"linear", "log", "symlog", "time"}));
  Option threshold = number(axis + "linthresh", OptionType::Number,
                            "where a symlog scale ceases to be linear", 0, 1e300);
  threshold.fallback = 2.0;
  keys.push_back(threshold);
  keys.push_back(key(axis + "lim", Limits,
                     fmt::format("the values at both ends of {}, or \"auto\" for one of them; "
                                 "[high, low] inverts it",
                                 axis)));
  keys.push_back(key(axis + "ticks", Numbers, "places of ticks; [] is none"));
  keys.push_back(key(axis + "ticklabels", Texts, "texts at these ticks"));
  keys.push_back(key(axis + "format", Text,
                     "of numbers at ticks, as in \"{:.1f} km\", or of times, as in \"%Y-%m\"", ""));
  keys.push_back(number(axis + "rotation", Number,
                        "degrees that tick labels are turned by, counterclockwise; left out: by 90 "
                        "where long names would not fit",
                        -90, 90));
}

std::vector<Option> make_options() {
  using enum OptionType;
  std::vector<Option> keys;
  add_axis(keys, "x", "the text below the x axis");
  add_axis(keys, "y", "the text beside the y axis");
  add_axis(keys, "x2", "the text above the second x axis, for layers with axis = \"top\"");
  add_axis(keys, "y2", "the text beside the second y axis, for layers with axis = \"right\"");
  keys.push_back(choice("invert", "which axes run the other way", {"none", "x", "y", "both"}));
  keys.push_back(key("aspect", Numbers,
                     "length of a unit of y by one of x; equal is 1, auto what fills the room; "
                     "else what the layers want",
                     std::nullopt, {"auto", "equal"}));
  keys.push_back(choice("projection",
                        "polar: x is an angle in radians, y the distance from the middle",
                        {"rectilinear", "polar"}));
  keys.push_back(choice("theta_zero", "where the angle 0 of a polar plot stands: north is up",
                        {"E", "NE", "N", "NW", "W", "SW", "S", "SE"}));
  keys.push_back(choice("theta_direction", "which way angles of a polar plot grow",
                        {"counterclockwise", "clockwise"}));
  keys.push_back(choice("legend", "where the legend stands, or false",
                        {"best", "upper right", "upper left", "lower left", "lower right", "right",
                         "center left", "center right", "lower center", "upper center", "center",
                         "outside right", "outside top", "outside bottom", "none"}));
  keys.push_back(number("legend_columns", Int,
                        "columns of the legend; above and below the plot else as many as fit", 1,
                        20));
  keys.push_back(key("legend_title", Template, "the text above the legend's entries", ""));
  keys.push_back(number("legend_size", Number, "size of the legend's text in points", 1, 200));
  keys.push_back(
      choice("grid", "lines at the ticks: true, or of one axis", {"none", "x", "y", "both"}));
  keys.push_back(key("zlabel", Template, "the text beside the z axis of a 3-D scene", ""));
  keys.push_back(key("background", Color, "what a 3-D scene stands before", "white"));
  keys.push_back(choice("box", "around the data of a 3-D scene", {"axes", "outline", "none"}));
  keys.push_back(
      key("orientation", Bool, "a tripod in a 3-D scene's corner: where the axes point", false));
  keys.push_back(key("grid_minor", Bool, "thinner lines at the minor ticks too", false));
  keys.push_back(choice("grid_line", "how lines at the ticks are drawn", {"-", "--", "-.", ":"}));
  keys.push_back(choice("minor_ticks",
                        "axes with smaller ticks between: auto is on logarithmic ones",
                        {"auto", "none", "x", "y", "both"}));
  keys.push_back(choice("tick_direction", "where ticks point to", {"out", "in", "both"}));
  keys.push_back(key("spines", Texts,
                     "the lines around the plot: left, bottom, right, top; \"all\" or \"none\"",
                     std::vector<std::string>{"all"}));
  return keys;
}

}  // namespace

const std::vector<Option>& axes_options() {
  static const std::vector<Option> options = make_options();
  return options;
}

const std::vector<std::string>& axes_keys() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Option& option : axes_options()) all.push_back(option.name);
    return all;
  }();
  return names;
}

}  // namespace rankplot::job
