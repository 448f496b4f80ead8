#include "painter/render/chart/straight_layer.hpp"

namespace rankplot::render {

const LayerKind& vlines_entry() {
  static const LayerKind kind = [] {
    LayerKind straight = describe_axis_lines(true);
    straight.entry.name = "vlines";
    straight.entry.summary = "upright lines at values of x";
    straight.entry.example = R"([[figure.layer]]
kind = "vlines"
x = 4
linestyle = "--")";
    return straight;
  }();
  return kind;
}

}  // namespace rankplot::render
