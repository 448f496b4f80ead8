#pragma once

#include <span>

#include "core/expr/broadcast.hpp"

namespace rankplot::expr {

// Derivatives on rectilinear grids as NumPy's gradient takes them: second-order differences inside,
// also where places are uneven, and one-sided ones at both ends. Where a grid stands is said an
// axis at a time, by the distance of its points (a number; left out: 1) or by their places (a row,
// going one way). Each throws Error: shapes that differ, fewer than two points along an axis, a
// distance of zero, a row of another length.

/// Along `axis` of values[0]; values[1], where given, says where its points are.
base::Field gradient(std::span<const Operand> values, std::size_t axis);

// Of vector fields: values are the components u, v (and w) along x, y (and z), each an array whose
// last axis is x, the one before y (and the one before z), and behind them, where given, a distance
// or places for each of x, y (and z). Axes before those are repeated over: of two components on a
// box (z, y, x) each layer is a plane of its own. The second parameter stands for no axis.

/// du/dx + dv/dy (+ dw/dz).
base::Field divergence(std::span<const Operand> values, std::size_t);
/// The length of curl (u, v, w); of two components dv/dx - du/dy, with its sign.
base::Field vorticity(std::span<const Operand> values, std::size_t);
base::Field vorticity_x(std::span<const Operand> values, std::size_t);  ///< dw/dy - dv/dz
base::Field vorticity_y(std::span<const Operand> values, std::size_t);  ///< du/dz - dw/dx
base::Field vorticity_z(std::span<const Operand> values, std::size_t);  ///< dv/dx - du/dy
/// (|Omega|^2 - |S|^2) / 2 of the parts of the velocity gradient that turn and that stretch, above
/// zero in vortices (J. C. R. Hunt, A. A. Wray, P. Moin: Eddies, streams, and convergence zones in
/// turbulent flows, CTR-S88, 1988).
base::Field qcriterion(std::span<const Operand> values, std::size_t);

}  // namespace rankplot::expr
