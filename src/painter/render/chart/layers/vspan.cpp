#include "painter/render/chart/straight_layer.hpp"

namespace rankplot::render {

const LayerKind& vspan_entry() {
  static const LayerKind kind = [] {
    LayerKind straight = describe_spans(true);
    straight.entry.name = "vspan";
    straight.entry.summary = "what lies between two values of x, from bottom to top";
    straight.entry.example = R"([[figure.layer]]
kind = "vspan"
xmin = 2
xmax = 4)";
    return straight;
  }();
  return kind;
}

}  // namespace rankplot::render
