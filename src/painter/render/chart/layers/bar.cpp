#include "painter/render/chart/bar_layer.hpp"

namespace rankplot::render {

const LayerKind& bar_entry() {
  static const LayerKind kind = [] {
    LayerKind bars = describe_upright_bars();
    bars.entry.name = "bar";
    bars.entry.summary = "upright bars: single, grouped or stacked";
    bars.entry.example = R"([[figure.layer]]
kind = "bar"
x = "/dataset_1/x"
height = "/dataset_1/y"
width = 0.9
label = "Dataset 1")";
    return bars;
  }();
  return kind;
}

}  // namespace rankplot::render
