#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <vtkActor.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

#include "painter/render/scene/cells.hpp"
#include "painter/render/scene/coloring.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/mesh.hpp"
#include "painter/render/scene/places.hpp"
#include "painter/render/scene/scene_layer.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kColorRole = "color_by";

class Surface : public SceneLayer {
 public:
  explicit Surface(render::LayerInput& input)
      : alpha_(input.number("alpha")),
        edges_(input.flag("edges")),
        wireframe_(input.flag("wireframe")) {
    const std::vector<Vector> places = take_places(input);
    box_ = box_of(places);
    frame_ = Frame(box_);
    line_px_ = std::max(1.0, input.metrics().px(input.number("line_width")));
    const Polygons polygons = outside(take_cells(input, places.size()));
    take_color(input, places.size(), polygons.cell_count);
    make_mesh(input, places, polygons);
    if (const auto edge = input.named_color("edge_color")) edge_color_ = *edge;
  }

  Box bounds() const override { return box_; }
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
    place(*actor, frame_, frame);
    if (edges_ || wireframe_) {
      renderer.AddActor(actor);
    } else {
      add_surface(renderer, *actor);
    }
  }

 private:
  void take_color(render::LayerInput& input, std::size_t points, std::size_t cells) {
    if (!input.has(kColorRole)) {
      color_ = input.color("color");
      alpha_ = color_.alpha / 255.0;  // both multiplied
      return;
    }
    if (input.has_option("color")) input.refuse("color and color_by say the same: leave one out");
    values_ = input.row(kColorRole);
    if (values_.size() != points && values_.size() != cells)
      input.refuse(
          fmt::format("color_by = \"{}\" has {} values: right would be {}, one a point, "
                      "or {}, one a cell",
                      input.written(kColorRole), values_.size(), points, cells));
    by_cell_ = values_.size() != points;
    coloring_.emplace(input, values_);
  }

  void make_mesh(render::LayerInput& input, const std::vector<Vector>& places,
                 const Polygons& polygons) {
    const Mesh mesh = mesh_of(
        polygons, [&](std::size_t point) { return frame_.to_local(places[point]); }, values_,
        by_cell_);
    if (mesh.left_out > 0)
      input.note(fmt::format("{} polygons have a corner that is not finite", mesh.left_out));
    mesh_ = mesh.polygons;
    if (coloring_) coloring_->apply(*mesh_, *mesh.values);
    if (input.flag("smooth") && !by_cell_) add_normals();
  }

  void add_normals() {
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputData(mesh_);
    normals->SetFeatureAngle(40);
    normals->ConsistencyOff();
    normals->Update();
    mesh_ = normals->GetOutput();
  }

  double alpha_ = 1, line_px_ = 1;
  bool edges_ = false, wireframe_ = false, by_cell_ = false;
  Box box_;
  Frame frame_;
  std::span<const double> values_;
  std::optional<Coloring> coloring_;
  render::Color color_{255, 255, 255, 255}, edge_color_{0, 0, 0, 255};
  vtkSmartPointer<vtkPolyData> mesh_;
};

}  // namespace

std::unique_ptr<SceneLayer> surface_layer(render::LayerInput& input) {
  return std::make_unique<Surface>(input);
}

}  // namespace rankplot::scene
