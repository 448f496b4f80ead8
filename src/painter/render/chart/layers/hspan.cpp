#include "painter/render/chart/straight_layer.hpp"

namespace rankplot::render {

const LayerKind& hspan_entry() {
  static const LayerKind kind = [] {
    LayerKind straight = describe_spans(false);
    straight.entry.name = "hspan";
    straight.entry.summary = "what lies between two values of y, from side to side";
    straight.entry.example = R"([[figure.layer]]
kind = "hspan"
ymin = -0.5
ymax = 0.5)";
    return straight;
  }();
  return kind;
}

}  // namespace rankplot::render
