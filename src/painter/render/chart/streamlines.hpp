#pragma once

#include <vector>

#include "painter/render/chart/steps.hpp"
#include "painter/render/chart/vector_field.hpp"

namespace rankplot::render {

/// Lines along a field on a plane, evenly spread: none comes nearer to another than a cell of a
/// mask of 30 x `density` cells along both axes (matplotlib's streamplot). In data units; lines
/// shorter than a tenth of the plane are left out. x and y of the plane ascend strictly, at least
/// two each.
std::vector<Rows> streamlines(const VectorField& field, double density);

}  // namespace rankplot::render
