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
  entry.roles.insert(
      entry.roles.end(),
      {{"u",
        "with v: vectors, whose part in the plane is shown by lighter and darker lines along it "
        "(line integral convolution)",
        false},
       {"v", "the same along y", false},
       {"w", "the same along z; 0 when left out", false}});
  job::Option contrast = render::number_option(
      "contrast", "of the lines along u, v, w: 0, none, to 1, up to black and white", 0.5);
  contrast.most = 1;
  job::Option width = render::number_option("level_width", "of these lines, in points", 0.75);
  job::Option color = render::color_option("of these lines");
  color.name = "level_color";
  color.fallback = std::string("k");
  entry.options =
      joined(joined(plane_options("z"),
                    {whole_option("index", "as position, a number of points from 0; -1 is the last",
                                  -1048576, 1048576),
                     numbers_option("levels", "lines where the values are these"), std::move(color),
                     std::move(width), std::move(contrast)}),
             joined(color_options(true), joined({opacity_option()}, grid_options())));
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
