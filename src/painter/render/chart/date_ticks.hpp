#pragma once

#include <string>

#include "core/job/axes.hpp"
#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {

/// Ticks at whole years, months, days, hours, minutes or seconds of UTC, with the labels of
/// matplotlib's ConciseDateFormatter: each says what changes from tick to tick, or the next larger
/// unit where that begins anew; `offset` says what all share. Finer than a second, or beyond the
/// years 1 to 9999: as linear_ticks, in the axis' own values.
Ticks date_ticks(Range range, const job::TimeUnits& units, const TickSpace& space);

/// A time as strftime writes it (of UTC, in English); `format` holds %Y, %m, %d, %H, %M, %S, %b,
/// %B, %j, %a, %A, %y, %p, %I, %% and plain text. Throws base::Error for other fields.
std::string date_text(double value, const job::TimeUnits& units, const std::string& format);

/// "2000-01-31", with the time of day where it is not midnight.
std::string iso_text(double value, const job::TimeUnits& units);

}  // namespace rankplot::render
