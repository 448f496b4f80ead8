#pragma once

#include <optional>
#include <span>

#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/coloring.hpp"

class vtkActor;
class vtkDataArray;
class vtkPolyData;

namespace rankplot::scene {

/// What the matter of a layer looks like: one colour (the option color, or the cycle's next), or
/// the colours of values.
class Skin {
 public:
  /// `values`: those to be shown unless the option color is given; none where there are none.
  /// Throws base::Error where the layer has the role color_by and the option color.
  Skin(render::LayerInput& input, std::optional<std::span<const double>> values);

  bool has_values() const { return coloring_.has_value(); }
  const std::optional<Coloring>& coloring() const { return coloring_; }
  std::optional<render::ColorBarRequest> bar() const;
  bool is_translucent() const { return alpha_ < 1; }
  const render::Color& color() const { return color_; }
  double alpha() const { return alpha_; }

  /// Gives the mesh the colours of values at its points, and leaves out what has none; nothing
  /// where one colour is all.
  void apply(vtkPolyData& mesh, vtkDataArray& values) const;
  /// A lit surface of these colours, or with `lit` = false exactly these colours.
  void apply(vtkActor& actor, bool lit = true) const;

 private:
  double alpha_ = 1;
  render::Color color_{255, 255, 255, 255};
  std::optional<Coloring> coloring_;
};

}  // namespace rankplot::scene
