#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "threshold";
  entry.scene = true;
  entry.summary =
      "the cells of a grid or mesh whose values, at all of their points, lie between "
      "two";
  entry.roles = body_roles();
  entry.roles.push_back({"color_by", "other values, as many, that colour it", false});
  job::Option lower = render::number_option("lower", "the least value kept", std::nullopt);
  job::Option upper = render::number_option("upper", "the greatest value kept", std::nullopt);
  lower.least.reset();
  upper.least.reset();
  entry.options = joined({std::move(lower), std::move(upper),
                          render::color_option("colour of all; that of values when left out"),
                          flag_option("edges", "lines where its cells meet", false), cell_option()},
                         joined(color_options(true), joined({opacity_option()}, grid_options())));
  entry.example = R"([[figure.layer]]
kind = "threshold"
value = "/fields/density"
lower = 0.5)";
  return entry;
}

}  // namespace

const job::Entry& threshold_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
