#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

std::vector<job::Option> seed_options() {
  job::Option count = whole_option("count", "how many seeds", 1, 100000);
  count.fallback = std::int64_t{100};
  job::Option axis = choice_option("axis", "that a plane of seeds is across", {"x", "y", "z"});
  axis.fallback = std::string("z");
  job::Option position =
      render::number_option("position", "where that plane cuts it; the middle when left out", {});
  position.least.reset();
  return {choice_option("seeding", "where lines start, unless the role seeds says so",
                        {"sphere", "line", "plane"}),
          std::move(count),
          numbers_option("center", "of the sphere: [x, y, z]; the data's middle when left out"),
          render::number_option("radius",
                                "of the sphere; a quarter of the longest side when left "
                                "out",
                                {}),
          numbers_option("from",
                         "one end of the line: [x, y, z]; the data's lowest corner when "
                         "left out"),
          numbers_option("to", "its other end; the highest corner when left out"),
          std::move(axis),
          std::move(position)};
}

job::Entry describe() {
  job::Entry entry;
  entry.name = "streamlines";
  entry.scene = true;
  entry.summary = "lines along a vector field, as tubes or thin; closed ones end where they began";
  entry.roles = vector_roles("of the vectors along x, an array (z, y, x) on a grid", true);
  entry.roles.push_back({"seeds", "where lines start: (N, 3)", false});
  entry.roles.push_back(
      {"color_by", "a field that colours them; the vectors' length when left out", false});
  entry.options =
      joined(joined(seed_options(),
                    {choice_option("direction", "which way lines are followed from their seeds",
                                   {"both", "forward", "backward"}),
                     render::number_option("max_length",
                                           "of a line each way, in the data's units; twice "
                                           "the longest side when left out",
                                           {}),
                     flag_option("tubes", "false: thin lines without light", true),
                     render::number_option("tube_radius",
                                           "in the data's units; 1/300 of the longest side "
                                           "when left out",
                                           {}),
                     render::number_option("line_width", "of thin lines, in points", 1.0),
                     render::color_option("colour of all; that of data when left out")}),
             joined(joined(color_options(false), {opacity_option()}), grid_options()));
  entry.example = R"([[figure.layer]]
kind = "streamlines"
u = "/wind/u"
v = "/wind/v"
w = "/wind/w"
seeding = "plane"
count = 64)";
  return entry;
}

}  // namespace

const job::Entry& streamlines_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
