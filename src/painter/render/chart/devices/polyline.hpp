#pragma once

#include <span>
#include <vector>

#include "painter/render/chart/geometry.hpp"

namespace rankplot::render {

/// A joined run of points without gaps.
using Piece = std::vector<Point>;

/// Fewer points that draw the same line: of each run of points that stay within the same column (of
/// which a pixel has so many) the first, lowest, highest and last, in their order. Gaps (NaN) are
/// kept.
std::vector<Point> decimate(std::span<const Point> points, double columns_per_px = 2);

/// Cuts a line at its gaps and where it leaves `window`, so that no coordinate is beyond what Cairo
/// can hold. Pieces have at least two points.
std::vector<Piece> pieces_within(std::span<const Point> points, const Rectangle& window);

}  // namespace rankplot::render
