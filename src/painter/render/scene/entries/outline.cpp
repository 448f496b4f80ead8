#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "outline";
  entry.scene = true;
  entry.summary = "the edges of a grid, curved where it is, or of the box around points";
  entry.roles = grid_roles("an array on the grid, whose values do not count");
  entry.roles.front().required = false;
  entry.roles.push_back({"points", "in place of value: points, (N, 3); or rows x, y and z", false});
  job::Option color = render::color_option("of the lines");
  color.fallback = std::string("#606060");
  entry.options = joined({std::move(color), render::number_option("line_width", "in points", 1.0)},
                         joined({opacity_option()}, grid_options()));
  entry.example = R"([[figure.layer]]
kind = "outline"
value = "/fields/density"
color = "k")";
  return entry;
}

}  // namespace

const job::Entry& outline_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
