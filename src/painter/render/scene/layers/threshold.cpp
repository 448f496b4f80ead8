#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include <vtkActor.h>
#include <vtkDoubleArray.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

#include "painter/render/scene/body.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/scene_layer.hpp"
#include "painter/render/scene/skin.hpp"

namespace rankplot::scene {
namespace {

class Threshold : public SceneLayer {
 public:
  explicit Threshold(render::LayerInput& input) : edges_(input.flag("edges")) {
    if (!input.has_option("lower") && !input.has_option("upper"))
      input.refuse("it needs 'lower', 'upper', or both");
    constexpr double kFar = std::numeric_limits<double>::infinity();
    const double lower = input.has_option("lower") ? input.number("lower") : -kFar;
    const double upper = input.has_option("upper") ? input.number("upper") : kFar;
    if (lower > upper) input.refuse(fmt::format("lower = {} is above upper = {}", lower, upper));
    Body body(input);
    box_ = body.box();
    frame_ = body.frame();
    const auto shown = input.has("color_by") ? body.values_of(input, "color_by") : body.values();
    skin_.emplace(input, shown);
    const auto kept =
        body.cells_where([=](double value) { return value >= lower && value <= upper; });
    if (std::find(kept.begin(), kept.end(), char{1}) == kept.end()) {
      input.note(
          fmt::format("none of {} cells has values from {} to {}", kept.size(), lower, upper));
      return;
    }
    const Mesh mesh = body.outside_of(kept, shown);
    mesh_ = mesh.polygons;
    if (mesh.left_out > 0)
      input.note(fmt::format("{} polygons have a corner that is not finite", mesh.left_out));
    skin_->apply(*mesh_, *mesh.values);
  }

  Box bounds() const override { return box_; }
  std::optional<render::ColorBarRequest> color_bar() const override { return skin_->bar(); }
  bool is_translucent() const override { return skin_->is_translucent(); }
  Smoothing smoothing() const override { return Smoothing::Edges; }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    if (mesh_ == nullptr) return;
    const vtkSmartPointer<vtkActor> actor = actor_of(mesh_);
    skin_->apply(*actor);
    actor->GetProperty()->SetEdgeVisibility(edges_);
    place(*actor, frame_, frame);
    add_surface(renderer, *actor);
  }

 private:
  bool edges_ = false;
  Box box_;
  Frame frame_;
  std::optional<Skin> skin_;
  vtkSmartPointer<vtkPolyData> mesh_;
};

}  // namespace

std::unique_ptr<SceneLayer> threshold_layer(render::LayerInput& input) {
  return std::make_unique<Threshold>(input);
}

}  // namespace rankplot::scene
