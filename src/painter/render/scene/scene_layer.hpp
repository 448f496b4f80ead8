#pragma once

#include <memory>
#include <optional>

#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/geometry.hpp"

class vtkProp3D;
class vtkRenderer;

namespace rankplot::scene {

/// How edges of what is drawn are smoothed: the most demanding layer decides. Samples take three
/// times as long as all else where the processor draws, and are worth it for thin things alone.
enum class Smoothing {
  None,
  Edges,   ///< of the finished picture; by samples where a GPU takes them in its stride
  Samples  ///< several a pixel
};

/// One thing drawn in a scene, made for one figure from evaluated roles and options.
class SceneLayer {
 public:
  virtual ~SceneLayer() = default;

  /// In the data's units; empty: nothing is to be seen.
  virtual Box bounds() const = 0;
  /// How far what it draws stands out of that at most.
  virtual double reach() const { return 0; }
  /// Above 0: it is a landscape, and a value is drawn so much higher than it is (heights along z
  /// are told undrawn).
  virtual double height_scale() const { return 0; }
  /// Adds what it draws, which stands in coordinates of `frame`.
  virtual void enter(vtkRenderer& renderer, const Frame& frame) = 0;

  virtual std::optional<render::ColorBarRequest> color_bar() const { return std::nullopt; }
  virtual Smoothing smoothing() const { return Smoothing::Samples; }
  virtual bool is_translucent() const { return false; }
};

/// Moves a prop made in coordinates of `own` to where it stands in `frame`.
void place(vtkProp3D& prop, const Frame& own, const Frame& frame);

/// A layer of the input's kind: layers/NAME.cpp defines `NAME_layer(input)` (generated).
std::unique_ptr<SceneLayer> make_layer(render::LayerInput& input);

}  // namespace rankplot::scene
