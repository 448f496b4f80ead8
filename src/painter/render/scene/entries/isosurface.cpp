#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "isosurface";
  entry.scene = true;
  entry.summary = "where a 3-D array has certain values";
  entry.roles = grid_roles("the field whose surfaces are drawn");
  entry.roles.push_back(
      {"color_by", "a second field, of the same shape, that colours them", false});
  entry.options = joined(
      joined({numbers_option("isovalues", "the values; the middle of the data's when left out"),
              whole_option("count", "as many values, evenly between the data's ends", 1, 100),
              render::color_option("colour of the surface; left out: the cycle's next one, or with "
                                   "several values the colormap's")},
             color_options(false)),
      joined({opacity_option()}, grid_options()));
  entry.example = R"([[figure.layer]]
kind = "isosurface"
value = "/fields/density"
isovalues = [0.4])";
  return entry;
}

}  // namespace

const job::Entry& isosurface_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
