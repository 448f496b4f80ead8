#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDataSet.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkTubeFilter.h>

#include "painter/render/scene/flow_lines.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/scene_layer.hpp"
#include "painter/render/scene/seeds.hpp"
#include "painter/render/scene/skin.hpp"
#include "painter/render/scene/vectors.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kShown = "shown";

vtkSmartPointer<vtkDoubleArray> view_of(const std::vector<double>& values) {
  auto array = vtkSmartPointer<vtkDoubleArray>::New();
  constexpr int kNotOurs = 1;  // VTK only reads it
  array->SetArray(const_cast<double*>(values.data()), static_cast<vtkIdType>(values.size()),
                  kNotOurs);
  return array;
}

/// The lines without the points whose value has no colour, in pieces of two points and more.
void cut_at_holes(vtkPolyData& mesh, const Coloring& coloring) {
  vtkDataArray& values = *mesh.GetPointData()->GetArray(kShown);
  vtkNew<vtkCellArray> kept;
  std::vector<vtkIdType> piece;
  const auto finish = [&] {
    if (piece.size() > 1) kept->InsertNextCell(static_cast<vtkIdType>(piece.size()), piece.data());
    piece.clear();
  };
  vtkIdType size = 0;
  const vtkIdType* ids = nullptr;
  vtkCellArray& lines = *mesh.GetLines();
  for (lines.InitTraversal(); lines.GetNextCell(size, ids) != 0;) {
    for (vtkIdType i = 0; i < size; ++i) {
      if (std::isnan(coloring.place(values.GetComponent(ids[i], 0)))) {
        finish();
      } else {
        piece.push_back(ids[i]);
      }
    }
    finish();
  }
  mesh.SetLines(kept);
}

class Streamlines : public SceneLayer {
 public:
  explicit Streamlines(render::LayerInput& input)
      : tubes_(input.flag("tubes")),
        line_px_(std::max(1.0, input.metrics().px(input.number("line_width")))) {
    const Grid grid = make_grid(input, "u");
    if (!input.has("v")) input.refuse("it needs 'v' beside 'u'");
    const Vectors vectors = take_vectors(input, grid);
    box_ = grid.box;
    frame_ = grid.frame;
    tube_radius_ =
        input.has_option("tube_radius") ? input.number("tube_radius") / frame_.size : 1 / 300.0;
    const bool by_role = input.has("color_by");
    skin_.emplace(input, by_role ? input.field("color_by").values : vectors.lengths);
    vtkSmartPointer<vtkDataArray> shown = view_of(vectors.lengths);
    if (by_role) shown = values_at_points(input, "color_by", grid);
    const std::vector<Vector> seeds = take_seeds(input, grid);
    if (vectors.greatest == 0) return;
    shown->SetName(kShown);
    grid.data->GetPointData()->AddArray(vectors.directions);
    grid.data->GetPointData()->AddArray(shown);
    follow(input, grid, seeds);
  }

  Box bounds() const override { return box_; }
  double reach() const override { return tubes_ ? tube_radius_ * frame_.size : 0; }
  std::optional<render::ColorBarRequest> color_bar() const override { return skin_->bar(); }
  bool is_translucent() const override { return skin_->is_translucent(); }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    if (mesh_ == nullptr) return;
    const vtkSmartPointer<vtkActor> actor = actor_of(mesh_);
    skin_->apply(*actor, tubes_);
    actor->GetProperty()->SetLineWidth(static_cast<float>(line_px_));
    place(*actor, frame_, frame);
    renderer.AddActor(actor);
  }

 private:
  void follow(render::LayerInput& input, const Grid& grid, const std::vector<Vector>& seeds) {
    std::vector<Vector> local;
    for (const Vector& seed : seeds) local.push_back(grid.frame.to_local(seed));
    const std::string& direction = input.text("direction");
    Following following{direction != "backward", direction != "forward", 2};
    if (input.has_option("max_length"))
      following.longest = input.number("max_length") / frame_.size;
    mesh_ = flow_lines(*grid.data, local, following);
    if (skin_->has_values() && mesh_->GetNumberOfLines() > 0)
      cut_at_holes(*mesh_, *skin_->coloring());
    if (mesh_->GetNumberOfLines() == 0) {
      input.note("no line leads anywhere: nothing moves where the seeds are");
      mesh_ = nullptr;
      return;
    }
    if (tubes_) make_tubes();
    if (skin_->has_values()) skin_->apply(*mesh_, *mesh_->GetPointData()->GetArray(kShown));
  }

  void make_tubes() {
    vtkNew<vtkTubeFilter> filter;
    filter->SetInputData(mesh_);
    filter->SetRadius(tube_radius_);
    filter->SetNumberOfSides(8);
    filter->CappingOn();
    filter->Update();
    mesh_ = filter->GetOutput();
  }

  bool tubes_ = true;
  double line_px_ = 1, tube_radius_ = 0;
  Box box_;
  Frame frame_;
  std::optional<Skin> skin_;
  vtkSmartPointer<vtkPolyData> mesh_;
};

}  // namespace

std::unique_ptr<SceneLayer> streamlines_layer(render::LayerInput& input) {
  return std::make_unique<Streamlines>(input);
}

}  // namespace rankplot::scene
