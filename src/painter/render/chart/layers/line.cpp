#include "painter/render/chart/line_layer.hpp"

namespace rankplot::render {
namespace {

LayerKind describe_line() {
  LayerKind kind;
  kind.entry.name = "line";
  kind.entry.summary = "points joined in their order; a value that is not finite leaves a gap";
  kind.entry.roles = line_roles();
  kind.entry.options = line_options();
  kind.entry.options.push_back(choice_option(
      "drawstyle", "straight from point to point, or in steps before, between or after them",
      {"default", "steps", "steps-pre", "steps-mid", "steps-post"}, "default"));
  kind.entry.example = R"toml([[figure.layer]]
kind = "line"
x = "/dataset_1/x"
y = "sqrt(/dataset_1/y)"
linestyle = "--"
marker = "o"
label = "root")toml";
  kind.in_polar = true;
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return make_line(input, find_steps(input.text("drawstyle")));
  };
  return kind;
}

}  // namespace

const LayerKind& line_entry() {
  static const LayerKind kind = describe_line();
  return kind;
}

}  // namespace rankplot::render
