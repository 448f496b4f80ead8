#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "clip";
  entry.scene = true;
  entry.summary =
      "what is on one side of a plane, of a grid or mesh; the cut has exactly the "
      "colours of the bar";
  entry.roles = body_roles();
  entry.options =
      joined(joined({choice_option("keep",
                                   "which side stays: below or above, along the axis or "
                                   "normal",
                                   {"below", "above"})},
                    plane_options("x")),
             joined({cell_option()},
                    joined(color_options(true), joined({opacity_option()}, grid_options()))));
  entry.example = R"([[figure.layer]]
kind = "clip"
value = "/fields/density"
normal = [1, -1, 0])";
  return entry;
}

}  // namespace

const job::Entry& clip_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
