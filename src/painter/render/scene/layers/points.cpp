#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkOpenGLSphereMapper.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include "painter/render/scene/coloring.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/places.hpp"
#include "painter/render/scene/scene_layer.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kColorRole = "color_by";

class Points : public SceneLayer {
 public:
  explicit Points(render::LayerInput& input)
      : places_(take_places(input)), alpha_(input.number("alpha")) {
    size_px_ = std::max(1.0, input.metrics().px(input.number("size")));
    if (input.has_option("radius")) radius_ = input.number("radius");
    take_colors(input);
    box_ = box_of(places_);
    if (radius_ > 0 && !box_.empty()) {
      const Vector reach{radius_, radius_, radius_};
      box_.low = box_.low - reach;
      box_.high = box_.high + reach;
    }
    const auto odd = std::count_if(places_.begin(), places_.end(),
                                   [](const Vector& place) { return !is_finite(place); });
    if (odd > 0) input.note(fmt::format("{} of {} points are not finite", odd, places_.size()));
  }

  Box bounds() const override { return box_; }
  std::optional<render::ColorBarRequest> color_bar() const override {
    return coloring_ ? coloring_->bar() : std::nullopt;
  }
  Smoothing smoothing() const override { return Smoothing::None; }
  bool is_translucent() const override { return alpha_ < 1; }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    if (box_.empty()) return;
    vtkNew<vtkActor> actor;
    const auto mesh = mesh_in(frame);
    if (radius_ > 0) {
      vtkNew<vtkOpenGLSphereMapper> mapper;
      mapper->SetRadius(static_cast<float>(radius_ / frame.size));
      finish(*mapper, *mesh);
      actor->SetMapper(mapper);
      make_matter(*actor, color_, alpha_);
    } else {
      vtkNew<vtkPolyDataMapper> mapper;
      finish(*mapper, *mesh);
      actor->SetMapper(mapper);
      make_matter(*actor, color_, alpha_);
      actor->GetProperty()->LightingOff();
      actor->GetProperty()->SetPointSize(static_cast<float>(size_px_));
      actor->GetProperty()->SetRenderPointsAsSpheres(size_px_ > 1.5);
    }
    renderer.AddActor(actor);
  }

 private:
  void take_colors(render::LayerInput& input) {
    if (!input.has(kColorRole)) {
      color_ = input.color("color");
      alpha_ = color_.alpha / 255.0;  // both multiplied
      return;
    }
    const auto values = input.row(kColorRole);
    if (values.size() != places_.size())
      input.refuse(fmt::format("color_by = \"{}\" has {} values for {} points",
                               input.written(kColorRole), values.size(), places_.size()));
    if (input.has_option("color")) input.refuse("color and color_by say the same: leave one out");
    coloring_.emplace(input, values);
    colors_ = coloring_->colors(values);
  }

  /// Spheres and dots are as large as their mapper says, so that places are those of the scene.
  vtkSmartPointer<vtkPolyData> mesh_in(const Frame& frame) const {
    vtkNew<vtkPoints> points;
    vtkNew<vtkUnsignedCharArray> colors;
    colors->SetNumberOfComponents(4);
    vtkNew<vtkCellArray> vertices;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const bool shown = is_finite(places_[i]) && (colors_.empty() || colors_[i] >> 24 != 0);
      if (!shown) continue;
      const vtkIdType id = points->InsertNextPoint(frame.to_local(places_[i]).data());
      vertices->InsertNextCell(1, &id);
      if (colors_.empty()) continue;
      const std::uint32_t color = colors_[i];
      colors->InsertNextTuple4(color >> 16 & 255U, color >> 8 & 255U, color & 255U, 255);
    }
    auto mesh = vtkSmartPointer<vtkPolyData>::New();
    mesh->SetPoints(points);
    mesh->SetVerts(vertices);
    if (!colors_.empty()) mesh->GetPointData()->SetScalars(colors);
    return mesh;
  }

  void finish(vtkPolyDataMapper& mapper, vtkPolyData& mesh) const {
    mapper.SetInputData(&mesh);
    mapper.SetColorModeToDirectScalars();
    mapper.SetScalarVisibility(!colors_.empty());
  }

  std::vector<Vector> places_;
  double alpha_ = 1, size_px_ = 4, radius_ = 0;
  Box box_;
  std::optional<Coloring> coloring_;
  std::vector<std::uint32_t> colors_;
  render::Color color_{255, 255, 255, 255};
};

}  // namespace

std::unique_ptr<SceneLayer> points_layer(render::LayerInput& input) {
  return std::make_unique<Points>(input);
}

}  // namespace rankplot::scene
