#pragma once

#include "core/base/names.hpp"
#include "core/job/axes.hpp"
#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {

/// One axis as it is to be drawn.
struct AxisRequest {
  Range range;
  job::Axis axis;
  base::Names names = nullptr;  ///< of categories, in place of numbers
  bool bare = false;            ///< ticks alone: a neighbour shows what they say
};

/// The ticks of an axis: the job's own, or those that suit categories, times or its scale, with
/// minor ones and formats as the job says. Throws base::Error for a format that the axis cannot
/// have.
Ticks ticks_for(const AxisRequest& request, const TickSpace& space);

}  // namespace rankplot::render
