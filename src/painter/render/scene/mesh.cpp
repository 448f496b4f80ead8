#include "painter/render/scene/mesh.hpp"

#include <algorithm>
#include <vector>

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>

#include "painter/render/scene/places.hpp"

namespace rankplot::scene {
namespace {

/// Collects points with their values, each of them once where its number is asked for again.
class Builder {
 public:
  Builder(const std::function<Vector(std::size_t)>& place, bool has_values)
      : place_(place), has_values_(has_values) {}

  /// Negative where the point is not finite.
  vtkIdType add(std::size_t point, double value) {
    const Vector at = place_(point);
    if (!is_finite(at)) return kOdd;
    if (has_values_) values_->InsertNextValue(value);
    return points_->InsertNextPoint(at.data());
  }
  vtkIdType add_once(std::size_t point, double value) {
    if (point >= known_.size()) known_.resize(std::max(point + 1, 2 * known_.size()), kUnknown);
    if (known_[point] == kUnknown) known_[point] = add(point, value);
    return known_[point];
  }
  void add_polygon(const std::vector<vtkIdType>& ids) {
    if (std::find(ids.begin(), ids.end(), kOdd) != ids.end()) {
      ++left_out_;
    } else {
      cells_->InsertNextCell(static_cast<vtkIdType>(ids.size()), ids.data());
    }
  }
  Mesh mesh() {
    Mesh mesh{vtkSmartPointer<vtkPolyData>::New(), values_, left_out_};
    mesh.polygons->SetPoints(points_);
    mesh.polygons->SetPolys(cells_);
    return mesh;
  }

 private:
  static constexpr vtkIdType kUnknown = -2, kOdd = -1;

  const std::function<Vector(std::size_t)>& place_;
  bool has_values_;
  std::size_t left_out_ = 0;
  std::vector<vtkIdType> known_;
  vtkNew<vtkPoints> points_;
  vtkNew<vtkCellArray> cells_;
  vtkSmartPointer<vtkDoubleArray> values_ = vtkSmartPointer<vtkDoubleArray>::New();
};

}  // namespace

Mesh mesh_of(const Polygons& polygons, const std::function<Vector(std::size_t)>& place,
             std::span<const double> values, bool by_cell) {
  Builder builder(place, !values.empty());
  std::vector<vtkIdType> ids;
  for (std::size_t polygon = 0; polygon < polygons.count(); ++polygon) {
    ids.clear();
    for (const std::uint32_t corner : polygons.corners(polygon)) {
      const double value = values.empty() ? 0
                           : by_cell      ? values[polygons.cell[polygon]]
                                          : values[corner];
      ids.push_back(by_cell ? builder.add(corner, value) : builder.add_once(corner, value));
    }
    builder.add_polygon(ids);
  }
  return builder.mesh();
}

Mesh mesh_by_cells(vtkPolyData& polygons, const char* name) {
  vtkDataArray& values = *polygons.GetCellData()->GetArray(name);
  const std::function<Vector(std::size_t)> place = [&](std::size_t point) {
    Vector at;
    polygons.GetPoint(static_cast<vtkIdType>(point), at.data());
    return at;
  };
  Builder builder(place, true);
  std::vector<vtkIdType> ids;
  // Cells of a vtkPolyData are counted from its vertices and lines on.
  vtkIdType cell = polygons.GetNumberOfVerts() + polygons.GetNumberOfLines(), size = 0;
  const vtkIdType* corners = nullptr;
  vtkCellArray& cells = *polygons.GetPolys();
  for (cells.InitTraversal(); cells.GetNextCell(size, corners) != 0; ++cell) {
    ids.clear();
    for (vtkIdType i = 0; i < size; ++i)
      ids.push_back(
          builder.add(static_cast<std::size_t>(corners[i]), values.GetComponent(cell, 0)));
    builder.add_polygon(ids);
  }
  return builder.mesh();
}

}  // namespace rankplot::scene
