#include "painter/render/chart/straight_layer.hpp"

namespace rankplot::render {

const LayerKind& hlines_entry() {
  static const LayerKind kind = [] {
    LayerKind straight = describe_axis_lines(false);
    straight.entry.name = "hlines";
    straight.entry.summary = "level lines at values of y";
    straight.entry.example = R"toml([[figure.layer]]
kind = "hlines"
y = "mean(/series/y)"
linestyle = "--")toml";
    return straight;
  }();
  return kind;
}

}  // namespace rankplot::render
