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

#include "painter/render/scene/coloring.hpp"
#include "painter/render/scene/grid.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/plane.hpp"
#include "painter/render/scene/scene_layer.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kRole = "value";

/// A plane across an axis, between two layers of points.
struct Cut {
  std::size_t axis = 2;
  double position = 0;     ///< in the data's units
  std::size_t before = 0;  ///< the layer of points at or before it
  double fraction = 0;     ///< of the way to the next one
};

Cut cut_at(render::LayerInput& input, const Grid& grid) {
  Cut cut;
  cut.axis = axis_named(input.text("axis"));
  const auto& places = grid.places[cut.axis];
  if (input.has_option("position") && input.has_option("index"))
    input.refuse("position and index say the same: leave one out");
  if (input.has_option("index")) {
    const std::int64_t index = input.integer("index");
    const auto count = static_cast<std::int64_t>(places.size());
    if (index < -count || index >= count)
      input.refuse(fmt::format("index = {} is outside the axis {} of {} points", index,
                               input.text("axis"), count));
    const auto at = static_cast<std::size_t>(index < 0 ? index + count : index);
    cut.before = grid.turned[cut.axis] ? places.size() - 1 - at : at;
    cut.position = places[cut.before];
    return cut;
  }
  const double low = places.front(), high = places.back();
  cut.position = input.has_option("position") ? input.number("position") : low / 2 + high / 2;
  if (!(cut.position >= low && cut.position <= high))
    input.refuse(fmt::format("position = {} is outside the data, which is from {} to {} along {}",
                             cut.position, low, high, input.text("axis")));
  const auto after = std::upper_bound(places.begin(), places.end(), cut.position);
  cut.before = static_cast<std::size_t>(after - places.begin()) - 1;
  if (after != places.end())
    cut.fraction = (cut.position - places[cut.before]) / (*after - places[cut.before]);
  return cut;
}

/// The mesh of a plane, one quadrilateral for four points of the grid, with the values at them.
class PlaneMesh {
 public:
  PlaneMesh(const Grid& grid, const Cut& cut, vtkDataArray& values)
      : grid_(grid), cut_(cut), values_(static_cast<vtkDoubleArray&>(values).GetPointer(0)) {
    across_ = cut.axis == 0 ? 1 : 0;
    up_ = cut.axis == 2 ? 1 : 2;
    step_[0] = 1;
    step_[1] = grid.count[0];
    step_[2] = grid.count[0] * grid.count[1];
  }

  vtkSmartPointer<vtkPolyData> mesh() {
    auto mesh = vtkSmartPointer<vtkPolyData>::New();
    fill_points();
    mesh->SetPoints(points_);
    mesh->SetPolys(quadrilaterals());
    return mesh;
  }
  vtkSmartPointer<vtkDoubleArray> values() const { return picked_; }

 private:
  vtkIdType width() const { return static_cast<vtkIdType>(grid_.count[across_]); }
  vtkIdType height() const { return static_cast<vtkIdType>(grid_.count[up_]); }

  double value_at(std::size_t offset) const {
    const double near = values_[offset];
    if (cut_.fraction == 0) return near;
    return near + cut_.fraction * (values_[offset + step_[cut_.axis]] - near);
  }

  void fill_points() {
    points_->SetNumberOfPoints(width() * height());
    picked_->SetNumberOfValues(width() * height());
    Vector place;
    place[cut_.axis] = cut_.position;
    vtkIdType id = 0;
    for (std::size_t v = 0; v < grid_.count[up_]; ++v) {
      place[up_] = grid_.places[up_][v];
      for (std::size_t u = 0; u < grid_.count[across_]; ++u, ++id) {
        place[across_] = grid_.places[across_][u];
        points_->SetPoint(id, grid_.frame.to_local(place).data());
        picked_->SetValue(
            id, value_at(u * step_[across_] + v * step_[up_] + cut_.before * step_[cut_.axis]));
      }
    }
  }

  vtkSmartPointer<vtkCellArray> quadrilaterals() const {
    auto cells = vtkSmartPointer<vtkCellArray>::New();
    cells->AllocateExact(std::max<vtkIdType>(0, (width() - 1) * (height() - 1)),
                         std::max<vtkIdType>(0, 4 * (width() - 1) * (height() - 1)));
    for (vtkIdType v = 0; v + 1 < height(); ++v)
      for (vtkIdType u = 0; u + 1 < width(); ++u) {
        const vtkIdType corner = v * width() + u;
        cells->InsertNextCell({corner, corner + 1, corner + 1 + width(), corner + width()});
      }
    return cells;
  }

  const Grid& grid_;
  const Cut& cut_;
  const double* values_;
  std::size_t across_ = 0, up_ = 1;
  std::array<std::size_t, 3> step_{};
  vtkNew<vtkPoints> points_;
  vtkSmartPointer<vtkDoubleArray> picked_ = vtkSmartPointer<vtkDoubleArray>::New();
};

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
    const auto values = values_at_points(input, kRole, grid);
    box_ = grid.box;
    frame_ = grid.frame;
    if (input.has_option("normal") || grid.kind == Grid::Kind::Curvilinear) {
      cut_obliquely(input, grid, *values);
    } else {
      const Cut cut = cut_at(input, grid);
      PlaneMesh plane(grid, cut, *values);
      mesh_ = plane.mesh();
      normal_.at(cut.axis) = 1;
      show(input, *plane.values());
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
  render::Color line_color_{0, 0, 0, 255};
  double line_px_ = 1;
};

}  // namespace

std::unique_ptr<SceneLayer> slice_layer(render::LayerInput& input) {
  return std::make_unique<Slice>(input);
}

}  // namespace rankplot::scene
