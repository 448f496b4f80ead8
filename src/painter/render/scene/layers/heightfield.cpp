#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

#include "painter/render/scene/material.hpp"
#include "painter/render/scene/scene_layer.hpp"
#include "painter/render/scene/skin.hpp"

namespace rankplot::scene {
namespace {

/// A 2-D array over the places of its columns and rows.
struct Terrain {
  std::vector<double> x, y;
  std::span<const double> values;
  double low = 0, high = 0;  ///< of what is finite
  bool empty = true;
};

std::vector<double> places_along(render::LayerInput& input, const char* axis, std::size_t count) {
  std::vector<double> places(count);
  if (!input.has(axis)) {
    for (std::size_t i = 0; i < count; ++i) places[i] = static_cast<double>(i);
    return places;
  }
  const auto row = input.row(axis);
  if (row.size() != count)
    input.refuse(fmt::format("{} = \"{}\" has {} values, and the data {} along it", axis,
                             input.written(axis), row.size(), count));
  if (!std::all_of(row.begin(), row.end(), [](double at) { return std::isfinite(at); }))
    input.refuse(
        fmt::format("{} = \"{}\" holds a place that is not finite", axis, input.written(axis)));
  std::copy(row.begin(), row.end(), places.begin());
  return places;
}

Terrain take_terrain(render::LayerInput& input) {
  const base::Field& field = input.field("value");
  const auto& shape = field.shape;
  if (shape.size() != 2 || shape[0] < 2 || shape[1] < 2)
    input.refuse(
        fmt::format("value = \"{}\" is of shape ({}): two axes (y, x) of two points and "
                    "more are needed",
                    input.written("value"), fmt::join(shape, ", ")));
  constexpr std::size_t kMost = 1U << 26;
  if (field.values.size() > kMost)
    input.refuse(
        fmt::format("value = \"{}\" has {} points: at most {} can be drawn; a hyperslab "
                    "such as [::4, ::4] takes some of them",
                    input.written("value"), field.values.size(), kMost));
  Terrain terrain{places_along(input, "x", shape[1]), places_along(input, "y", shape[0]),
                  field.values};
  std::size_t missing = 0;
  for (const double value : field.values) {
    if (!std::isfinite(value)) {
      ++missing;
      continue;
    }
    terrain.low = terrain.empty ? value : std::min(terrain.low, value);
    terrain.high = terrain.empty ? value : std::max(terrain.high, value);
    terrain.empty = false;
  }
  if (missing > 0)
    input.note(fmt::format("{} of {} points are not finite", missing, field.values.size()));
  return terrain;
}

class HeightField : public SceneLayer {
 public:
  explicit HeightField(render::LayerInput& input)
      : edges_(input.flag("edges")),
        line_px_(std::max(1.0, input.metrics().px(input.number("line_width")))) {
    if (const auto edge = input.named_color("edge_color")) edge_color_ = *edge;
    const bool by_role = input.has("color_by");
    const base::Field& shown = input.field(by_role ? "color_by" : "value");
    if (shown.shape != input.field("value").shape)
      input.refuse(fmt::format("color_by = \"{}\" is of shape ({}): right would be ({})",
                               input.written("color_by"), fmt::join(shown.shape, ", "),
                               fmt::join(input.field("value").shape, ", ")));
    const Terrain terrain = take_terrain(input);
    skin_.emplace(input, shown.values);
    set_box(input, terrain);
    if (terrain.empty) return;
    make_mesh(terrain, shown.values);
  }

  Box bounds() const override { return box_; }
  double height_scale() const override { return scale_; }
  std::optional<render::ColorBarRequest> color_bar() const override { return skin_->bar(); }
  bool is_translucent() const override { return skin_->is_translucent(); }
  Smoothing smoothing() const override { return Smoothing::Edges; }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    if (mesh_ == nullptr) return;
    const vtkSmartPointer<vtkActor> actor = actor_of(mesh_);
    skin_->apply(*actor);
    if (edges_) {
      actor->GetProperty()->EdgeVisibilityOn();
      actor->GetProperty()->SetEdgeColor(edge_color_.red / 255.0, edge_color_.green / 255.0,
                                         edge_color_.blue / 255.0);
      actor->GetProperty()->SetLineWidth(static_cast<float>(line_px_));
    }
    place(*actor, frame_, frame);
    add_surface(renderer, *actor);
  }

 private:
  void set_box(render::LayerInput& input, const Terrain& terrain) {
    Vector low{0, 0, 0}, high{0, 0, 0};
    for (const auto& [axis, places] : {std::pair{0U, &terrain.x}, std::pair{1U, &terrain.y}}) {
      const auto [least, most] = std::minmax_element(places->begin(), places->end());
      low.at(axis) = *least;
      high.at(axis) = *most;
    }
    const double longer = std::max(high[0] - low[0], high[1] - low[1]);
    const double tall = terrain.high - terrain.low;
    scale_ = input.has_option("scale") ? input.number("scale")
             : tall > 0 && longer > 0  ? longer / 3 / tall
                                       : 1;
    if (!(scale_ > 0) || !std::isfinite(scale_ * terrain.low) ||
        !std::isfinite(scale_ * terrain.high))
      input.refuse(fmt::format("scale = {} of values from {} to {} makes no heights", scale_,
                               terrain.low, terrain.high));
    low[2] = scale_ * terrain.low;
    high[2] = scale_ * terrain.high;
    box_.include(low);
    box_.include(high);
    frame_ = Frame(box_);
  }

  void make_mesh(const Terrain& terrain, const std::vector<double>& shown) {
    mesh_ = vtkSmartPointer<vtkPolyData>::New();
    vtkNew<vtkPoints> points;
    const auto width = static_cast<vtkIdType>(terrain.x.size());
    const auto height = static_cast<vtkIdType>(terrain.y.size());
    points->SetNumberOfPoints(width * height);
    vtkIdType id = 0;
    for (const double y : terrain.y)
      for (const double x : terrain.x) {
        const double value = terrain.values[static_cast<std::size_t>(id)];
        const Vector at =
            frame_.to_local(Vector{x, y, scale_ * (std::isfinite(value) ? value : terrain.low)});
        points->SetPoint(id++, at.data());
      }
    mesh_->SetPoints(points);
    mesh_->SetPolys(quadrilaterals(terrain, width, height));
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputData(mesh_);
    normals->SplittingOff();
    normals->ConsistencyOff();
    normals->Update();
    mesh_ = normals->GetOutput();
    if (!skin_->has_values()) return;
    vtkNew<vtkDoubleArray> colors;
    constexpr int kNotOurs = 1;  // VTK only reads it
    colors->SetArray(const_cast<double*>(shown.data()), width * height, kNotOurs);
    skin_->apply(*mesh_, *colors);
  }

  /// Those of four finite heights.
  static vtkSmartPointer<vtkCellArray> quadrilaterals(const Terrain& terrain, vtkIdType width,
                                                      vtkIdType height) {
    auto cells = vtkSmartPointer<vtkCellArray>::New();
    const auto is_finite = [&](vtkIdType id) {
      return std::isfinite(terrain.values[static_cast<std::size_t>(id)]);
    };
    for (vtkIdType row = 0; row + 1 < height; ++row)
      for (vtkIdType column = 0; column + 1 < width; ++column) {
        const vtkIdType a = row * width + column;
        const std::array corners{a, a + 1, a + 1 + width, a + width};
        if (std::all_of(corners.begin(), corners.end(), is_finite))
          cells->InsertNextCell(4, corners.data());
      }
    return cells;
  }

  bool edges_ = false;
  double line_px_ = 1, scale_ = 1;
  render::Color edge_color_{0, 0, 0, 255};
  std::optional<Skin> skin_;
  Box box_;
  Frame frame_;
  vtkSmartPointer<vtkPolyData> mesh_;
};

}  // namespace

std::unique_ptr<SceneLayer> heightfield_layer(render::LayerInput& input) {
  return std::make_unique<HeightField>(input);
}

}  // namespace rankplot::scene
