#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "glyphs";
  entry.scene = true;
  entry.summary =
      "arrows or cones along vectors, or spheres, on a grid or at points; scaled and "
      "coloured by data";
  entry.roles = vector_roles(
      "of the vectors along x: an array (z, y, x) on a grid, or a row with a "
      "value for each point",
      false);
  entry.roles.push_back(
      {"points", "where they are, if not on a grid: (N, 3), or rows x, y, z", false});
  entry.roles.push_back({"size_by", "what scales them; the vectors' length when left out", false});
  entry.roles.push_back(
      {"color_by", "what colours them; the vectors' length when left out", false});
  job::Option position = render::number_option(
      "position", "with axis: only those of a grid's layer next to this place", std::nullopt);
  position.least.reset();
  job::Option count =
      whole_option("count", "at most as many are drawn, spread evenly over the data", 1, 1000000);
  count.fallback = std::int64_t{2000};
  job::Option axis = choice_option("axis", "what position counts along", {"x", "y", "z"});
  axis.fallback = std::string("z");
  entry.options = joined(
      {choice_option("shape", "what is drawn", {"arrow", "cone", "sphere"}), std::move(count),
       render::number_option("scale",
                             "length (of spheres: diameter) in the data's units of what has the "
                             "size 1; left out: the largest reaches to the next one",
                             std::nullopt),
       flag_option("scaled", "false: all are as large as the largest", true),
       choice_option("pivot", "what of an arrow or cone stands at its place",
                     {"tail", "mid", "tip"}),
       std::move(axis), std::move(position),
       render::color_option("colour of all; that of data when left out")},
      joined(joined(color_options(false), {opacity_option()}), grid_options()));
  entry.example = R"([[figure.layer]]
kind = "glyphs"
u = "/wind/u"
v = "/wind/v"
w = "/wind/w")";
  return entry;
}

}  // namespace

const job::Entry& glyphs_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
