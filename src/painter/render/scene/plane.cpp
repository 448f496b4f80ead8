#include "painter/render/scene/plane.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <vtkCutter.h>
#include <vtkFlyingEdgesPlaneCutter.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPolyData.h>

namespace rankplot::scene {

Vector vector_option(render::LayerInput& input, const char* name) {
  const auto& numbers = input.numbers(name);
  if (numbers.size() != 3)
    input.refuse(fmt::format("{} takes [x, y, z], not {} numbers", name, numbers.size()));
  return {numbers[0], numbers[1], numbers[2]};
}

vtkSmartPointer<vtkPlane> plane_of(render::LayerInput& input, const Frame& frame) {
  auto plane = vtkSmartPointer<vtkPlane>::New();
  Vector normal{0, 0, 0};
  Vector point = frame.middle;
  if (input.has_option("normal")) {
    normal = vector_option(input, "normal");
    if (length(normal) == 0) input.refuse("normal = [0, 0, 0] is no direction");
    if (input.has_option("position") || input.has_option("index"))
      input.refuse("a plane with a normal goes through 'point', not 'position' or 'index'");
    if (input.has_option("point")) point = vector_option(input, "point");
  } else {
    const std::size_t axis = axis_named(input.text("axis"));
    normal.at(axis) = 1;
    if (input.has_option("position")) point.at(axis) = input.number("position");
    if (input.has_option("index"))
      input.refuse(
          "'index' counts points along an axis, which a curvilinear grid has not: say "
          "'position'");
  }
  plane->SetNormal(unit(normal).data());
  plane->SetOrigin(frame.to_local(point).data());
  return plane;
}

vtkSmartPointer<vtkPolyData> cut_through(vtkDataSet& data, vtkPlane& plane) {
  auto* image = vtkImageData::SafeDownCast(&data);
  const int* sides = image != nullptr ? image->GetDimensions() : nullptr;
  if (sides != nullptr && std::all_of(sides, sides + 3, [](int count) { return count > 1; })) {
    vtkNew<vtkFlyingEdgesPlaneCutter> cutter;
    cutter->SetInputData(&data);
    cutter->SetPlane(&plane);
    cutter->ComputeNormalsOff();
    cutter->Update();
    return cutter->GetOutput();
  }
  vtkNew<vtkCutter> cutter;
  cutter->SetInputData(&data);
  cutter->SetCutFunction(&plane);
  cutter->Update();
  return cutter->GetOutput();
}

}  // namespace rankplot::scene
