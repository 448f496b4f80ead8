#pragma once

#include <span>

#include "core/job/axes.hpp"
#include "painter/render/chart/geometry.hpp"
#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {

/// What an axis shows: the job's limits where it sets them, else what the layers ask for with
/// margins of 5 %, less where an edge is sticky. Finite and never empty; low > high is inverted.
/// `name` ("x") is for messages. Throws base::Error for limits that the axis cannot have.
Range axis_range(const job::Axis& axis, std::span<const AxisExtent> wanted, const char* name);

}  // namespace rankplot::render
