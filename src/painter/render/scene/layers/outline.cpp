#include <algorithm>

#include <vtkActor.h>
#include <vtkNew.h>
#include <vtkOutlineSource.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkStructuredGrid.h>
#include <vtkStructuredGridOutlineFilter.h>

#include "painter/render/scene/grid.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/places.hpp"
#include "painter/render/scene/scene_layer.hpp"

namespace rankplot::scene {
namespace {

vtkSmartPointer<vtkPolyData> edges_of(const Box& local) {
  vtkNew<vtkOutlineSource> source;
  source->SetBounds(local.low[0], local.high[0], local.low[1], local.high[1], local.low[2],
                    local.high[2]);
  source->Update();
  return source->GetOutput();
}

vtkSmartPointer<vtkPolyData> edges_of(const Grid& grid) {
  if (grid.kind != Grid::Kind::Curvilinear) return edges_of(grid.frame.to_local(grid.box));
  vtkNew<vtkStructuredGridOutlineFilter> filter;
  filter->SetInputData(grid.data);
  filter->Update();
  return filter->GetOutput();
}

class Outline : public SceneLayer {
 public:
  explicit Outline(render::LayerInput& input)
      : color_(input.color("color")),
        line_px_(std::max(1.0, input.metrics().px(input.number("line_width")))) {
    if (input.has("value")) {
      if (input.has("points")) input.refuse("value and points are two things: leave one out");
      const Grid grid = make_grid(input, "value");
      box_ = grid.box;
      frame_ = grid.frame;
      edges_ = edges_of(grid);
      return;
    }
    if (!input.has("points") && !input.has("x"))
      input.refuse("it needs 'value', an array on a grid, or 'points'");
    box_ = box_of(take_places(input));
    frame_ = Frame(box_);
    if (box_.empty()) {
      input.note("no point is finite: there is no box around them");
    } else {
      edges_ = edges_of(frame_.to_local(box_));
    }
  }

  Box bounds() const override { return box_; }
  bool is_translucent() const override { return color_.alpha < 255; }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    if (edges_ == nullptr) return;
    const vtkSmartPointer<vtkActor> actor = actor_of(edges_);
    make_matter(*actor, color_, color_.alpha / 255.0);
    actor->GetProperty()->LightingOff();
    actor->GetProperty()->SetLineWidth(static_cast<float>(line_px_));
    place(*actor, frame_, frame);
    renderer.AddActor(actor);
  }

 private:
  render::Color color_;
  double line_px_ = 1;
  Box box_;
  Frame frame_;
  vtkSmartPointer<vtkPolyData> edges_;
};

}  // namespace

std::unique_ptr<SceneLayer> outline_layer(render::LayerInput& input) {
  return std::make_unique<Outline>(input);
}

}  // namespace rankplot::scene
