#include "painter/render/scene/flow_lines.hpp"

#include <cmath>
#include <set>

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDataSet.h>
#include <vtkIdList.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkStreamTracer.h>
#include <vtkStructuredGrid.h>

namespace rankplot::scene {
namespace {

constexpr double kStep = 0.25;  // of a cell

vtkSmartPointer<vtkPolyData> points_of(const std::vector<Vector>& seeds) {
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  for (const Vector& seed : seeds) points->InsertNextPoint(seed.data());
  auto mesh = vtkSmartPointer<vtkPolyData>::New();
  mesh->SetPoints(points);
  return mesh;
}

/// Runge and Kutta's fourth order with even steps: lines are as smooth as they are drawn.
vtkSmartPointer<vtkPolyData> traced(vtkDataSet& data, const std::vector<Vector>& seeds,
                                    const Following& following) {
  vtkNew<vtkStreamTracer> tracer;
  tracer->SetInputData(&data);
  tracer->SetSourceData(points_of(seeds));
  tracer->SetInputArrayToProcess(0, 0, 0, vtkDataObject::FIELD_ASSOCIATION_POINTS, "vectors");
  tracer->SetIntegratorTypeToRungeKutta4();
  tracer->SetIntegrationStepUnit(vtkStreamTracer::CELL_LENGTH_UNIT);
  tracer->SetInitialIntegrationStep(kStep);
  tracer->SetMaximumPropagation(following.longest);
  tracer->SetMaximumNumberOfSteps(20000);
  tracer->SetTerminalSpeed(1e-9);
  tracer->SetComputeVorticity(false);
  if (data.IsA("vtkStructuredGrid")) tracer->SetInterpolatorTypeToCellLocator();
  if (following.forward && following.backward) {
    tracer->SetIntegrationDirectionToBoth();
  } else if (following.forward) {
    tracer->SetIntegrationDirectionToForward();
  } else {
    tracer->SetIntegrationDirectionToBackward();
  }
  tracer->Update();
  return tracer->GetOutput();
}

double distance_to_segment(const Vector& place, const Vector& from, const Vector& to) {
  const Vector along = to - from;
  const double square = dot(along, along);
  const double share = square > 0 ? std::clamp(dot(place - from, along) / square, 0.0, 1.0) : 0;
  return length(place - (from + share * along));
}

/// How many of the line's points come before it is where it began, and going the same way; 0: it
/// never is.
vtkIdType points_before_closing(vtkPoints& points, const vtkIdType* ids, vtkIdType count) {
  const auto at = [&](vtkIdType i) {
    Vector place;
    points.GetPoint(ids[i], place.data());
    return place;
  };
  if (count < 8) return 0;
  const Vector start = at(0), heading = unit(at(1) - start);
  bool has_left = false;
  for (vtkIdType i = 2; i < count; ++i) {
    const Vector from = at(i - 1), to = at(i);
    const double step = length(to - from);
    const double distance = distance_to_segment(start, from, to);
    has_left = has_left || distance > 3 * step;
    if (has_left && distance < step && dot(unit(to - from), heading) > 0.8) return i;
  }
  return 0;
}

}  // namespace

vtkSmartPointer<vtkPolyData> flow_lines(vtkDataSet& data, const std::vector<Vector>& seeds,
                                        const Following& following) {
  const auto mesh = traced(data, seeds, following);
  vtkDataArray* seed_of = mesh->GetCellData()->GetArray("SeedIds");
  vtkNew<vtkCellArray> kept;
  std::set<double> closed;
  vtkIdType size = 0, line = 0;
  const vtkIdType* ids = nullptr;
  vtkCellArray& lines = *mesh->GetLines();
  for (lines.InitTraversal(); lines.GetNextCell(size, ids) != 0; ++line) {
    const double seed = seed_of != nullptr ? seed_of->GetComponent(line, 0) : -1;
    if (closed.contains(seed)) continue;
    const vtkIdType end = points_before_closing(*mesh->GetPoints(), ids, size);
    kept->InsertNextCell(end > 0 ? end : size, ids);
    if (end == 0) continue;
    kept->InsertCellPoint(ids[0]);
    kept->UpdateCellCount(static_cast<int>(end) + 1);
    if (seed_of != nullptr) closed.insert(seed);
  }
  mesh->SetLines(kept);
  mesh->GetCellData()->Initialize();
  return mesh;
}

}  // namespace rankplot::scene
