#include "painter/render/scene/skin.hpp"

#include <vtkActor.h>
#include <vtkProperty.h>

#include "painter/render/scene/material.hpp"

namespace rankplot::scene {

Skin::Skin(render::LayerInput& input, std::optional<std::span<const double>> values)
    : alpha_(input.number("alpha")) {
  const bool said = input.has_option("color");
  if (said && input.has("color_by")) input.refuse("color and color_by say the same: leave one out");
  if (!said && values) {
    coloring_.emplace(input, *values);
  } else {
    color_ = input.color("color");
    alpha_ = color_.alpha / 255.0;  // both multiplied
  }
}

std::optional<render::ColorBarRequest> Skin::bar() const {
  return coloring_ ? coloring_->bar() : std::nullopt;
}

void Skin::apply(vtkPolyData& mesh, vtkDataArray& values) const {
  if (coloring_) coloring_->apply(mesh, values);
}

void Skin::apply(vtkActor& actor, bool lit) const {
  make_matter(actor, color_, alpha_);
  if (!lit) actor.GetProperty()->LightingOff();
  if (coloring_) coloring_->apply(actor);
}

}  // namespace rankplot::scene
