#include "painter/render/scene/vectors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <vtkDoubleArray.h>

namespace rankplot::scene {
namespace {

/// Null where the layer has none.
vtkSmartPointer<vtkDoubleArray> component(render::LayerInput& input, const Grid& grid,
                                          const char* role) {
  if (!input.has(role)) return nullptr;
  return vtkDoubleArray::SafeDownCast(values_at_points(input, role, grid));
}

}  // namespace

Vectors take_vectors(render::LayerInput& input, const Grid& grid) {
  const std::array parts{component(input, grid, "u"), component(input, grid, "v"),
                         component(input, grid, "w")};
  Vectors vectors;
  vectors.directions = vtkSmartPointer<vtkDoubleArray>::New();
  vectors.directions->SetName("vectors");
  vectors.directions->SetNumberOfComponents(3);
  vectors.directions->SetNumberOfTuples(static_cast<vtkIdType>(grid.points()));
  vectors.lengths.resize(grid.points());
  std::array<const double*, 3> from{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (parts[axis] != nullptr) from[axis] = parts[axis]->GetPointer(0);
  double* out = vectors.directions->GetPointer(0);
  std::size_t odd = 0;
  for (std::size_t i = 0; i < grid.points(); ++i, out += 3) {
    for (std::size_t axis = 0; axis < 3; ++axis) out[axis] = from[axis] ? from[axis][i] : 0;
    double& size = vectors.lengths[i];
    size = std::hypot(out[0], out[1], out[2]);
    if (std::isfinite(size)) {
      vectors.greatest = std::max(vectors.greatest, size);
    } else {
      ++odd;
      size = std::numeric_limits<double>::quiet_NaN();
      std::fill_n(out, 3, 0.0);
    }
  }
  if (odd > 0) input.note(fmt::format("{} of {} vectors are not finite", odd, grid.points()));
  if (vectors.greatest == 0) input.note("all vectors are zero: nothing is drawn");
  const double unit = vectors.greatest > 0 ? vectors.greatest : 1;
  double* const first = vectors.directions->GetPointer(0);
  std::for_each(first, out, [unit](double& value) { value /= unit; });
  return vectors;
}

}  // namespace rankplot::scene
