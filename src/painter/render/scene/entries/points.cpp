#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "points";
  entry.scene = true;
  entry.summary =
      "particles in space: dots of a size in points, or lit spheres of a radius in the "
      "data's units";
  entry.roles = place_roles();
  entry.roles.push_back({"color_by", "a value for each point, which colours it", false});
  job::Option radius =
      render::number_option("radius", "of spheres, in the data's units; dots when left out", {});
  entry.options =
      joined({render::number_option("size", "diameter of dots, in points", 3.0), std::move(radius),
              render::color_option("colour of all; the cycle's next one when left out")},
             joined(color_options(false), {opacity_option()}));
  entry.example = R"([[figure.layer]]
kind = "points"
points = "/particles/position"
color_by = "/particles/speed")";
  return entry;
}

}  // namespace

const job::Entry& points_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
