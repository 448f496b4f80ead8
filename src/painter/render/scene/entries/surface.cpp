#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "surface";
  entry.scene = true;
  entry.summary = "a mesh of triangles or quadrilaterals, or the outside of one of solid cells";
  entry.roles = place_roles();
  for (job::Role& role : mesh_roles(true)) entry.roles.push_back(std::move(role));
  entry.roles.push_back(
      {"color_by", "a value for each point or for each cell, which colours it", false});
  job::Option edge_color = render::color_option("colour of the edges");
  edge_color.name = "edge_color";
  edge_color.fallback = std::string("k");
  entry.options = joined(
      {cell_option(), render::color_option("colour of all; the cycle's next one when left out"),
       flag_option("edges", "lines where the cells meet", false), std::move(edge_color),
       flag_option("wireframe", "nothing but these lines", false),
       render::number_option("line_width", "of edges, in points", 0.75),
       flag_option("smooth", "shaded as if it were round, but for sharp edges", true)},
      joined(color_options(false), {opacity_option()}));
  entry.example = R"([[figure.layer]]
kind = "surface"
points = "/mesh/points"
cells = "/mesh/triangles"
color_by = "/mesh/temperature")";
  return entry;
}

}  // namespace

const job::Entry& surface_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
