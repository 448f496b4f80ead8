#pragma once

#include <string>
#include <vector>

#include "core/base/image.hpp"
#include "core/job/vocabulary.hpp"
#include "painter/render/chart/autoscale.hpp"
#include "painter/render/chart/layer.hpp"

/// Warnings (base::warning) of pictures that do not show what they should. Of good data they look
/// at a value or two: walking all of it is left to those that have no good one.
namespace rankplot::render {

using Warnings = std::vector<std::string>;

/// Roles that are empty or hold no finite value, colours of which no value lies within the limits
/// or stands on the scale. `place` begins the messages; `entry` is the kind's.
Warnings warnings_of_values(const std::string& place, const job::Layer& layer,
                            const LayerData& data, const job::Entry& entry);

/// Where no point can be shown although each role has finite values: nothing of it is above 0 on a
/// log axis, or what one role has another lacks. Texts placed by shares of the plot have no extent
/// and no warning.
Warnings warnings_of_extent(const std::string& place, const job::Layer& layer,
                            const LayerData& data, const Extent& extent, const AxisScales& scales);

/// A layer of which nothing lies within the limits of an axis, called `name` in the job ("xlim").
Warnings warnings_of_limits(const std::string& place, const AxisExtent& extent, const Range& shown,
                            const std::string& name);

/// Whether all pixels within are of one colour; the first that differs ends the search. False of
/// images that were not drawn.
bool is_of_one_color(const base::Image& image, const Rectangle& within);

}  // namespace rankplot::render
