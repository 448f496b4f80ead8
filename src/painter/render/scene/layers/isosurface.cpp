#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vtkActor.h>
#include <vtkContourFilter.h>
#include <vtkFlyingEdges3D.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

#include "painter/render/chart/shown_values.hpp"
#include "painter/render/scene/coloring.hpp"
#include "painter/render/scene/grid.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/scene_layer.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kRole = "value";
constexpr const char* kColorRole = "color_by";

/// The isovalues asked for that the data reaches.
std::vector<double> isovalues(render::LayerInput& input, const render::Range& range) {
  const bool is_empty = !(range.low <= range.high);
  std::vector<double> wanted;
  if (input.has_option("isovalues")) wanted = input.numbers("isovalues");
  if (input.has_option("count")) {
    if (!wanted.empty()) input.refuse("isovalues and count say the same: leave one out");
    const auto count = input.integer("count");
    for (std::int64_t i = 0; i < count && !is_empty; ++i) {
      const double share = static_cast<double>(i + 1) / static_cast<double>(count + 1);
      wanted.push_back(range.low * (1 - share) + range.high * share);
    }
  } else if (wanted.empty() && !is_empty) {
    wanted = {range.low / 2 + range.high / 2};
  }
  std::set<double> met;
  std::vector<double> missed;
  for (const double value : wanted) {
    if (value >= range.low && value <= range.high && range.low < range.high) {
      met.insert(value);
    } else {
      missed.push_back(value);
    }
  }
  if (is_empty) {
    input.note("no value is finite: there is no surface");
  } else if (!missed.empty()) {
    input.note(fmt::format("no surface at {}: the data is from {} to {}", fmt::join(missed, ", "),
                           range.low, range.high));
  }
  return {met.begin(), met.end()};
}

template <class Filter>
vtkSmartPointer<vtkPolyData> contour(const Grid& grid, const std::vector<double>& values) {
  vtkNew<Filter> filter;
  filter->SetInputData(grid.data);
  filter->SetNumberOfContours(static_cast<int>(values.size()));
  for (std::size_t i = 0; i < values.size(); ++i) filter->SetValue(static_cast<int>(i), values[i]);
  filter->ComputeNormalsOn();
  filter->ComputeScalarsOn();
  if constexpr (std::is_same_v<Filter, vtkFlyingEdges3D>)
    filter->SetInterpolateAttributes(grid.data->GetPointData()->GetNumberOfArrays() > 1);
  filter->Update();
  return filter->GetOutput();
}

class Isosurface : public SceneLayer {
 public:
  explicit Isosurface(render::LayerInput& input) : alpha_(input.number("alpha")) {
    const Grid grid = make_grid(input, kRole);
    for (std::size_t axis = 0; axis < 3; ++axis)
      if (grid.count[axis] < 2)
        input.refuse(fmt::format("{} = \"{}\" has one point along {}: a surface needs two at least",
                                 kRole, input.written(kRole), "xyz"[axis]));
    box_ = grid.box;
    frame_ = grid.frame;
    const auto& field = input.field(kRole).values;
    const auto shown = render::shown_values(field, -std::numeric_limits<double>::infinity());
    const std::size_t missing = field.size() - shown.count;
    if (missing > 0)
      input.note(fmt::format("{} of {} points are not finite", missing, field.size()));
    values_ = isovalues(input, shown.range);
    take_color(input);
    if (values_.empty()) return;
    extract(input, grid, missing > 0);
  }

  Box bounds() const override { return box_; }
  std::optional<render::ColorBarRequest> color_bar() const override {
    return coloring_ ? coloring_->bar() : std::nullopt;
  }
  bool is_translucent() const override { return alpha_ < 1; }
  Smoothing smoothing() const override { return Smoothing::Edges; }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    if (mesh_ == nullptr) return;
    const vtkSmartPointer<vtkActor> actor = actor_of(mesh_);
    make_matter(*actor, color_, alpha_);
    if (coloring_) coloring_->apply(*actor);
    place(*actor, frame_, frame);
    add_surface(renderer, *actor);
  }

 private:
  void take_color(render::LayerInput& input) {
    const bool said = input.has_option("color");
    if (input.has(kColorRole)) {
      if (said) input.refuse("color and color_by say the same: leave one out");
      coloring_.emplace(input, input.field(kColorRole).values);
    } else if (!said && values_.size() > 1) {
      coloring_.emplace(input, input.field(kRole).values);
    } else {
      color_ = input.color("color");
      alpha_ = color_.alpha / 255.0;  // both multiplied
    }
  }

  void extract(render::LayerInput& input, const Grid& grid, bool has_holes) {
    grid.data->GetPointData()->SetScalars(values_at_points(input, kRole, grid));
    if (input.has(kColorRole))
      grid.data->GetPointData()->AddArray(values_at_points(input, kColorRole, grid));
    mesh_ = grid.kind == Grid::Kind::Uniform ? contour<vtkFlyingEdges3D>(grid, values_)
                                             : contour<vtkContourFilter>(grid, values_);
    if (has_holes) drop_holes(*mesh_);
    if (!coloring_ || mesh_->GetNumberOfPoints() == 0) return;
    vtkPointData& data = *mesh_->GetPointData();
    vtkDataArray* shown = input.has(kColorRole) ? data.GetArray(kColorRole) : data.GetScalars();
    coloring_->apply(*mesh_, *shown);
  }

  Box box_;
  Frame frame_;
  double alpha_ = 1;
  std::vector<double> values_;
  std::optional<Coloring> coloring_;
  render::Color color_{255, 255, 255, 255};
  vtkSmartPointer<vtkPolyData> mesh_;
};

}  // namespace

std::unique_ptr<SceneLayer> isosurface_layer(render::LayerInput& input) {
  return std::make_unique<Isosurface>(input);
}

}  // namespace rankplot::scene
