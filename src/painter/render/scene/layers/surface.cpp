#include <algorithm>

#include <vtkActor.h>
#include <vtkDoubleArray.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

#include "painter/render/scene/coloring.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/scene_layer.hpp"
#include "painter/render/scene/surface_mesh.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kColorRole = "color_by";

class Surface : public SceneLayer {
 public:
  explicit Surface(render::LayerInput& input)
      : alpha_(input.number("alpha")),
        edges_(input.flag("edges")),
        wireframe_(input.flag("wireframe")) {
    line_px_ = std::max(1.0, input.metrics().px(input.number("line_width")));
    const bool colored = input.has(kColorRole);
    const auto values = colored ? input.row(kColorRole) : std::span<const double>();
    kept_ = surface_mesh(input, kColorRole, colored ? std::optional(values.size()) : std::nullopt);
    take_color(input, values);
    mesh_ = vtkSmartPointer<vtkPolyData>::New();
    mesh_->ShallowCopy(kept_->polygons);
    if (coloring_) coloring_->apply(*mesh_, *kept_->values_at_points(values));
    if (const auto edge = input.named_color("edge_color")) edge_color_ = *edge;
  }

  Box bounds() const override { return kept_->box; }
  std::optional<render::ColorBarRequest> color_bar() const override {
    return coloring_ ? coloring_->bar() : std::nullopt;
  }
  bool is_translucent() const override { return alpha_ < 1; }
  Smoothing smoothing() const override {
    return edges_ || wireframe_ ? Smoothing::Samples : Smoothing::Edges;
  }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    const vtkSmartPointer<vtkActor> actor = actor_of(mesh_);
    make_matter(*actor, color_, alpha_);
    if (coloring_) coloring_->apply(*actor);
    vtkProperty& property = *actor->GetProperty();
    property.SetLineWidth(static_cast<float>(line_px_));
    if (wireframe_) {
      property.SetRepresentationToWireframe();
      property.LightingOff();
    } else if (edges_) {
      property.EdgeVisibilityOn();
      property.SetEdgeColor(edge_color_.red / 255.0, edge_color_.green / 255.0,
                            edge_color_.blue / 255.0);
    }
    place(*actor, kept_->frame, frame);
    if (edges_ || wireframe_) {
      renderer.AddActor(actor);
    } else {
      add_surface(renderer, *actor);
    }
  }

 private:
  void take_color(render::LayerInput& input, std::span<const double> values) {
    if (!input.has(kColorRole)) {
      color_ = input.color("color");
      alpha_ = color_.alpha / 255.0;  // both multiplied
      return;
    }
    if (input.has_option("color")) input.refuse("color and color_by say the same: leave one out");
    coloring_.emplace(input, values);
  }

  double alpha_ = 1, line_px_ = 1;
  bool edges_ = false, wireframe_ = false;
  std::shared_ptr<const SurfaceMesh> kept_;
  std::optional<Coloring> coloring_;
  render::Color color_{255, 255, 255, 255}, edge_color_{0, 0, 0, 255};
  vtkSmartPointer<vtkPolyData> mesh_;
};

}  // namespace

std::unique_ptr<SceneLayer> surface_layer(render::LayerInput& input) {
  return std::make_unique<Surface>(input);
}

}  // namespace rankplot::scene
