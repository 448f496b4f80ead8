#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/entries/common.hpp"

namespace rankplot::scene {
namespace {

job::Entry describe() {
  job::Entry entry;
  entry.name = "volume";
  entry.scene = true;
  entry.summary = "a 3-D array as a cloud: each value has a colour and takes up light";
  entry.roles = grid_roles("what is seen through; on an even grid");
  job::Option opacity = numbers_option(
      "opacity",
      "what a 64th of the longest side takes up, 0 to 1, evenly from the low end of the limits to "
      "the high one; or linear, quadratic, sigmoid");
  opacity.choices = {"linear", "quadratic", "sigmoid"};
  opacity.fallback = std::string("linear");
  entry.options = joined(
      {std::move(opacity), render::number_option("density", "above 1: takes up more light", 1.0),
       flag_option("shade", "lit by its gradients", false)},
      joined(color_options(true), grid_options()));
  entry.example = R"([[figure.layer]]
kind = "volume"
value = "/fields/density"
cmap = "inferno"
opacity = [0, 0.1, 0.3])";
  return entry;
}

}  // namespace

const job::Entry& volume_entry() {
  static const job::Entry entry = describe();
  return entry;
}

}  // namespace rankplot::scene
