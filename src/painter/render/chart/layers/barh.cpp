#include "painter/render/chart/bar_layer.hpp"

namespace rankplot::render {

const LayerKind& barh_entry() {
  static const LayerKind kind = [] {
    LayerKind bars = describe_lying_bars();
    bars.entry.name = "barh";
    bars.entry.summary = "lying bars: single, grouped or stacked";
    bars.entry.example = R"([[figure.layer]]
kind = "barh"
y = "/dataset_1/x"
width = "/dataset_1/y"
height = 0.9
label = "Dataset 1")";
    return bars;
  }();
  return kind;
}

}  // namespace rankplot::render
