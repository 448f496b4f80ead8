#include "painter/render/scene/material.hpp"

#include <algorithm>
#include <cmath>

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

namespace rankplot::scene {

vtkSmartPointer<vtkActor> actor_of(vtkPolyData* mesh) {
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(mesh);
  mapper->ScalarVisibilityOff();
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  return actor;
}

void make_matter(vtkActor& actor, const render::Color& color, double alpha) {
  vtkProperty& property = *actor.GetProperty();
  property.SetColor(color.red / 255.0, color.green / 255.0, color.blue / 255.0);
  property.SetOpacity(alpha);
  property.SetAmbient(0.2);
  property.SetDiffuse(0.8);
  property.SetSpecular(0.12);
  property.SetSpecularPower(30);
}

void add_surface(vtkRenderer& renderer, vtkActor& actor) {
  renderer.AddActor(&actor);
  if (actor.GetProperty()->GetOpacity() < 1) return;
  vtkNew<vtkProperty> property;
  property->DeepCopy(actor.GetProperty());
  actor.GetProperty()->BackfaceCullingOn();
  property->FrontfaceCullingOn();
  vtkNew<vtkActor> away;
  away->ShallowCopy(&actor);
  away->SetProperty(property);
  renderer.AddActor(away);
}

void drop_holes(vtkPolyData& mesh) {
  vtkPoints& points = *mesh.GetPoints();
  const auto is_hole = [&](vtkIdType id) {
    double at[3];
    points.GetPoint(id, at);
    return !std::isfinite(at[0] + at[1] + at[2]);
  };
  vtkNew<vtkCellArray> kept;
  vtkIdType size = 0;
  const vtkIdType* ids = nullptr;
  vtkCellArray& cells = *mesh.GetPolys();
  for (cells.InitTraversal(); cells.GetNextCell(size, ids) != 0;)
    if (std::none_of(ids, ids + size, is_hole)) kept->InsertNextCell(size, ids);
  mesh.SetPolys(kept);
}

}  // namespace rankplot::scene
