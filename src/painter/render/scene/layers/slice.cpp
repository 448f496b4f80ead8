#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkContourFilter.h>
#include <vtkDoubleArray.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkTexture.h>

#include "painter/render/scene/coloring.hpp"
#include "painter/render/scene/flow_texture.hpp"
#include "painter/render/scene/grid.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/plane.hpp"
#include "painter/render/scene/plane_field.hpp"
#include "painter/render/scene/scene_layer.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kRole = "value";

/// The mesh of a plane, one quadrilateral for four points of the grid.
vtkSmartPointer<vtkPolyData> mesh_of(const Grid& grid, const PlaneField& plane) {
  const auto width = static_cast<vtkIdType>(grid.count[plane.across]);
  const auto height = static_cast<vtkIdType>(grid.count[plane.up]);
  vtkNew<vtkPoints> points;
  points->SetNumberOfPoints(width * height);
  Vector place;
  place[plane.axis] = plane.position;
  vtkIdType id = 0;
  for (const double v : grid.places[plane.up]) {
    place[plane.up] = v;
    for (const double u : grid.places[plane.across]) {
      place[plane.across] = u;
      points->SetPoint(id++, grid.frame.to_local(place).data());
    }
  }
  vtkNew<vtkCellArray> cells;
  cells->AllocateExact(std::max<vtkIdType>(0, (width - 1) * (height - 1)),
                       std::max<vtkIdType>(0, 4 * (width - 1) * (height - 1)));
  for (vtkIdType v = 0; v + 1 < height; ++v)
    for (vtkIdType u = 0; u + 1 < width; ++u) {
      const vtkIdType corner = v * width + u;
      cells->InsertNextCell({corner, corner + 1, corner + 1 + width, corner + width});
    }
  auto mesh = vtkSmartPointer<vtkPolyData>::New();
  mesh->SetPoints(points);
  mesh->SetPolys(cells);
  return mesh;
}

vtkSmartPointer<vtkPolyData> level_lines(vtkPolyData& mesh, vtkDataArray& values,
                                         const std::vector<double>& levels) {
  vtkNew<vtkPolyData> valued;
  valued->CopyStructure(&mesh);
  valued->GetPointData()->SetScalars(&values);
  vtkNew<vtkContourFilter> filter;
  filter->SetInputData(valued);
  filter->ComputeNormalsOff();
  filter->ComputeScalarsOff();
  filter->SetNumberOfContours(static_cast<int>(levels.size()));
  for (std::size_t i = 0; i < levels.size(); ++i) filter->SetValue(static_cast<int>(i), levels[i]);
  filter->Update();
  return filter->GetOutput();
}

class Slice : public SceneLayer {
 public:
  explicit Slice(render::LayerInput& input)
      : coloring_(input, input.field(kRole).values), alpha_(input.number("alpha")) {
    const Grid grid = make_grid(input, kRole);
    box_ = grid.box;
    frame_ = grid.frame;
    for (const char* alone : {"v", "w"})
      if (input.has(alone) && !input.has("u"))
        input.refuse(fmt::format("it needs 'u' beside '{}'", alone));
    if (input.has_option("normal") || grid.kind == Grid::Kind::Curvilinear) {
      if (input.has("u"))
        input.refuse(
            "vectors are shown in planes across an axis: leave out 'normal' and places of a "
            "curvilinear grid, or u, v and w");
      cut_obliquely(input, grid, *values_at_points(input, kRole, grid));
    } else {
      const PlaneField plane = plane_field(input, grid, kRole);
      mesh_ = mesh_of(grid, plane);
      normal_.at(plane.axis) = 1;
      vtkNew<vtkDoubleArray> values;
      constexpr int kNotOurs = 1;  // VTK only reads it
      values->SetArray(const_cast<double*>(plane.values.data()),
                       static_cast<vtkIdType>(plane.values.size()), kNotOurs);
      show(input, *values);
      if (input.has("u") && mesh_->GetNumberOfPolys() > 0) show_flow(input, grid, plane);
    }
    if (mesh_->GetNumberOfPolys() == 0)
      input.note("the slice shows nothing: no cell in it has four finite values");
  }

  Box bounds() const override { return box_; }
  std::optional<render::ColorBarRequest> color_bar() const override { return coloring_.bar(); }
  Smoothing smoothing() const override {
    return lines_ == nullptr ? Smoothing::None : Smoothing::Samples;
  }
  bool is_translucent() const override { return alpha_ < 1; }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    const vtkSmartPointer<vtkActor> actor = actor_of(mesh_);
    actor->GetProperty()->LightingOff();
    actor->GetProperty()->SetOpacity(alpha_);
    coloring_.apply(*actor);
    if (flow_ != nullptr) actor->SetTexture(flow_);
    place(*actor, frame_, frame);
    renderer.AddActor(actor);
    if (lines_ != nullptr) enter_lines(renderer, frame);
  }

 private:
  /// Colours of the values, and lines at the option levels.
  void show(render::LayerInput& input, vtkDataArray& values) {
    coloring_.apply(*mesh_, values);
    if (!input.has_option("levels") || mesh_->GetNumberOfPolys() == 0) return;
    lines_ = level_lines(*mesh_, values, input.numbers("levels"));
    if (lines_->GetNumberOfLines() == 0) {
      input.note(fmt::format("the slice has none of the levels {}",
                             fmt::join(input.numbers("levels"), ", ")));
      lines_ = nullptr;
    }
    if (const auto color = input.named_color("level_color")) line_color_ = *color;
    line_px_ = std::max(1.0, input.metrics().px(input.number("level_width")));
  }

  void show_flow(render::LayerInput& input, const Grid& grid, const PlaneField& plane) {
    if (!input.has("v")) input.refuse("it needs 'v' beside 'u'");
    flow_ = flow_texture(input, grid, plane, coloring_, input.number("contrast"));
    spread_texture(*mesh_, grid, plane);
  }

  /// Once on each side of the plane, so near to it that none hides the other.
  void enter_lines(vtkRenderer& renderer, const Frame& frame) const {
    for (const double side : {-1.0, 1.0}) {
      const vtkSmartPointer<vtkActor> actor = actor_of(lines_);
      make_matter(*actor, line_color_, alpha_ * line_color_.alpha / 255.0);
      actor->GetProperty()->LightingOff();
      actor->GetProperty()->SetLineWidth(static_cast<float>(line_px_));
      place(*actor, frame_, frame);
      constexpr double kApart = 1e-3;
      actor->AddPosition((side * kApart * normal_).data());
      renderer.AddActor(actor);
    }
  }

  void cut_obliquely(render::LayerInput& input, const Grid& grid, vtkDataArray& values) {
    grid.data->GetPointData()->SetScalars(&values);
    const auto plane = plane_of(input, grid.frame);
    mesh_ = cut_through(*grid.data, *plane);
    plane->GetNormal(normal_.data());
    if (mesh_->GetNumberOfPolys() == 0) {
      input.note("the plane does not cut the data");
      return;
    }
    vtkDataArray* found = mesh_->GetPointData()->GetArray(kRole);
    show(input, *(found != nullptr ? found : mesh_->GetPointData()->GetScalars()));
  }

  Coloring coloring_;
  double alpha_ = 1;
  Box box_;
  Frame frame_;
  Vector normal_{0, 0, 0};
  vtkSmartPointer<vtkPolyData> mesh_, lines_;
  vtkSmartPointer<vtkTexture> flow_;
  render::Color line_color_{0, 0, 0, 255};
  double line_px_ = 1;
};

}  // namespace

std::unique_ptr<SceneLayer> slice_layer(render::LayerInput& input) {
  return std::make_unique<Slice>(input);
}

}  // namespace rankplot::scene
