#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan/cases.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {

/// "long_name [units]", from CF's and netCDF's attributes; the name where there is no long_name;
/// "" where there are neither. Units of time in another calendar than ours have its name behind
/// them: "time [days since 2000-01-01, noleap]".
std::string label_of(const Attributes& attributes, std::string_view name);

/// What the file of a case says of the roles that are wholly paths: their labels; and what stands
/// along the axes of a line and a heatmap (dimension scales) where the job gives no x or y.
std::vector<Implied> implied(const Shape& shape, std::span<const std::uint32_t> row,
                             const Catalogs& catalogs);

/// Puts it into the figure where that leaves it open. An axis takes a label when all that stands
/// along it has the same; where its units are those of times (time_units), a linear axis becomes
/// one of dates.
void apply(const std::vector<Implied>& implied, job::Figure& figure);

}  // namespace rankplot::plan
