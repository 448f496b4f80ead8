#pragma once

#include <optional>
#include <span>
#include <vector>

#include <vtkSmartPointer.h>

#include "painter/render/chart/layer.hpp"

class vtkActor;
class vtkDataArray;
class vtkPolyData;
class vtkTexture;

namespace rankplot::scene {

/// How a layer's values become colours: what its colour bar shows, and nothing between its colours.
class Coloring {
 public:
  /// Of the options cmap, limits, norm, colorbar and colorbar_label; `values` are those to be
  /// shown.
  Coloring(render::LayerInput& input, std::span<const double> values);

  /// The bar, unless the layer wants none.
  const std::optional<render::ColorBarRequest>& bar() const { return bar_; }
  /// Where a value stands in the map: 0 at its low end, 1 at its high one; NaN where it has no
  /// colour.
  double place(double value) const;
  /// The colours themselves: opaque 0xFFRRGGBB, 0 where there is none.
  std::vector<std::uint32_t> colors(std::span<const double> values) const;
  /// Gives each point of the mesh the place of its value (an array of the mesh' points), and leaves
  /// out polygons with a point that has none.
  void apply(vtkPolyData& mesh, vtkDataArray& values) const;
  const render::Colormap& map() const { return *request_.map; }
  /// Makes the actor show them.
  void apply(vtkActor& actor) const;

 private:
  render::ColorBarRequest request_;
  std::optional<render::ColorBarRequest> bar_;
  vtkSmartPointer<vtkTexture> texture_;  // the colormap, one texel a colour
};

}  // namespace rankplot::scene
