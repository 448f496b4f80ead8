#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "slice";
  entry.scene = true;
  entry.summary =
      "a plane through a 3-D array in the colours of its values, unlit: those of its "
      "colour bar";
  entry.roles = grid_roles("what is cut");
  job::Option axis = choice_option("axis", "the axis that the plane is across", {"x", "y", "z"});
  axis.fallback = std::string("z");
  job::Option position = render::number_option(
      "position", "where it cuts the axis; the middle when left out", std::nullopt);
  position.least.reset();
  entry.options = joined(
      joined({std::move(axis), std::move(position),
              whole_option("index", "the same as a number of points from 0; -1 is the last",
                           -1048576, 1048576),
              numbers_option("normal", "the direction that an oblique plane is across: [x, y, z]"),
              numbers_option("point",
                             "where an oblique plane goes through; the data's middle when "
                             "left out")},
             color_options(true)),
      joined({opacity_option()}, grid_options()));
  entry.example = R"([[figure.layer]]
kind = "slice"
value = "/fields/density"
axis = "x"
cmap = "inferno")";
  return entry;
}

}  // namespace

const job::Entry& slice_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
