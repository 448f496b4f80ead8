#include <vtkActor.h>
#include <vtkCellData.h>
#include <vtkClipPolyData.h>
#include <vtkDataSet.h>
#include <vtkDataSetSurfaceFilter.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

#include "painter/render/scene/body.hpp"
#include "painter/render/scene/coloring.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/plane.hpp"
#include "painter/render/scene/scene_layer.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kRole = "value";

/// The side of the data's outside that stays.
vtkSmartPointer<vtkPolyData> clipped_outside(vtkDataSet& data, vtkPlane& plane, bool below) {
  vtkNew<vtkDataSetSurfaceFilter> outside;
  outside->SetInputData(&data);
  vtkNew<vtkClipPolyData> clip;
  clip->SetInputConnection(outside->GetOutputPort());
  clip->SetClipFunction(&plane);
  clip->SetInsideOut(below);
  clip->Update();
  return clip->GetOutput();
}

class Clip : public SceneLayer {
 public:
  explicit Clip(render::LayerInput& input)
      : coloring_(input, input.field(kRole).values), alpha_(input.number("alpha")) {
    const Body body(input);
    box_ = body.box();
    frame_ = body.frame();
    if (input.has_option("index")) input.refuse("say 'position', not 'index'");
    const auto plane = plane_of(input, frame_);
    const auto data = body.data();
    outside_ =
        colored(clipped_outside(*data, *plane, input.text("keep") == "below"), body.by_cell());
    cut_ = colored(cut_through(*data, *plane), body.by_cell());
    if (outside_ == nullptr)
      input.note("nothing stays: it all lies on the other side of the plane");
    if (outside_ != nullptr && cut_ == nullptr)
      input.note("the plane cuts nothing: no solid cell with values is in it");
  }

  Box bounds() const override { return box_; }
  std::optional<render::ColorBarRequest> color_bar() const override { return coloring_.bar(); }
  bool is_translucent() const override { return alpha_ < 1; }
  Smoothing smoothing() const override { return Smoothing::Edges; }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    for (const auto& part : {outside_, cut_}) {
      if (part == nullptr) continue;
      const vtkSmartPointer<vtkActor> actor = actor_of(part);
      make_matter(*actor, {255, 255, 255, 255}, alpha_);
      if (part == cut_) actor->GetProperty()->LightingOff();
      coloring_.apply(*actor);
      place(*actor, frame_, frame);
      if (part == cut_) {
        renderer.AddActor(actor);
      } else {
        add_surface(renderer, *actor);
      }
    }
  }

 private:
  /// Null where there is nothing to see.
  vtkSmartPointer<vtkPolyData> colored(vtkSmartPointer<vtkPolyData> part, bool by_cell) const {
    if (part->GetNumberOfPolys() == 0) return nullptr;
    if (by_cell) {
      const Mesh mesh = mesh_by_cells(*part, kRole);
      part = mesh.polygons;
      coloring_.apply(*part, *mesh.values);
    } else {
      vtkDataArray* found = part->GetPointData()->GetArray(kRole);
      coloring_.apply(*part, *(found != nullptr ? found : part->GetPointData()->GetScalars()));
    }
    return part->GetNumberOfPolys() > 0 ? part : nullptr;
  }

  Coloring coloring_;
  double alpha_ = 1;
  Box box_;
  Frame frame_;
  vtkSmartPointer<vtkPolyData> outside_, cut_;
};

}  // namespace

std::unique_ptr<SceneLayer> clip_layer(render::LayerInput& input) {
  return std::make_unique<Clip>(input);
}

}  // namespace rankplot::scene
