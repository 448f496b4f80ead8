#pragma once

#include <optional>
#include <string_view>

#include "core/job/axes.hpp"

namespace rankplot::plan {

/// What "days since 2000-01-01 12:00" means (CF conventions 1.11, section 4.4; UDUNITS):
/// microseconds to weeks since a date, perhaps with a time of day and an offset from UTC. Months
/// and years have no one length, and give nothing; nor does any other text, such as one with a
/// calendar behind it.
std::optional<job::TimeUnits> time_units(std::string_view units);

}  // namespace rankplot::plan
