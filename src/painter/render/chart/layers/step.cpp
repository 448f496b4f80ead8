#include "painter/render/chart/line_layer.hpp"

namespace rankplot::render {
namespace {

LayerKind describe_step() {
  LayerKind kind;
  kind.entry.name = "step";
  kind.entry.summary = "points joined by a staircase";
  kind.entry.roles = line_roles();
  kind.entry.options = line_options();
  kind.entry.options.push_back(choice_option(
      "where",
      "where a value gives way to the next: at its own x (pre: the value holds before it), "
      "half way, or at the next one's (post)",
      {"pre", "post", "mid"}, "pre"));
  kind.entry.example = R"toml([[figure.layer]]
kind = "step"
x = "/dataset_1/x"
y = "/dataset_1/y"
where = "mid"
label = "Dataset 1")toml";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return make_line(input, find_steps(input.text("where")));
  };
  return kind;
}

}  // namespace

const LayerKind& step_entry() {
  static const LayerKind kind = describe_step();
  return kind;
}

}  // namespace rankplot::render
