#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "heightfield";
  entry.scene = true;
  entry.summary = "a 2-D array as a landscape: as high as its values, in their colours";
  entry.roles = {{"value", "the heights; two dimensions (y, x)", true},
                 {"x", "places along the last axis: a row", false},
                 {"y", "places along the first axis: a row", false},
                 {"color_by", "a second array of the same shape, that colours it", false}};
  job::Option edge_color = render::color_option("colour of the edges");
  edge_color.name = "edge_color";
  edge_color.fallback = std::string("k");
  entry.options = joined(
      {render::number_option("scale",
                             "height in units of x and y for a value of 1; left out: a third of "
                             "the longer side in all. The z axis tells the values",
                             {}),
       render::color_option("colour of all; that of values when left out"),
       flag_option("edges", "lines where its cells meet", false), std::move(edge_color),
       render::number_option("line_width", "of edges, in points", 0.5)},
      joined(color_options(true), {opacity_option()}));
  entry.example = R"([[figure.layer]]
kind = "heightfield"
value = "/ground/height"
cmap = "terrain")";
  return entry;
}

}  // namespace

const job::Entry& heightfield_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
