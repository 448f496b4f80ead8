#pragma once

#include <vector>

#include "core/base/names.hpp"
#include "painter/render/chart/ticks.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::render {

/// What stands along the axes of a chart instead of numbers; null: numbers do.
struct AxisNames {
  base::Names x, y;
};

/// Numbers the categories of all layers by one table an axis, in the order in which they first
/// appear, as matplotlib does: the places in `data` are changed where a layer came with another
/// table. Roles named x and y stand along an axis, as do the values of a histogram; names in any
/// other role throw base::Error.
AxisNames share_names(const job::Figure& figure, std::vector<LayerData>& data);

/// True where any role of any layer holds categories.
bool has_names(const std::vector<LayerData>& data);

/// A tick at each category within the range, or at every second, third, ... where their labels
/// would touch; labels are cut at 30 characters.
Ticks category_ticks(const std::vector<std::string>& names, Range range, const TickSpace& space);

}  // namespace rankplot::render
