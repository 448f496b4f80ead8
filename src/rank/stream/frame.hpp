#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rank/stream/view.hpp"

namespace rankplot::stream {

/// What one viewer holds: points of each series by place; shorter than the list of series where
/// it knows of fewer.
using Seen = std::vector<std::uint64_t>;

/// A snapshot (where `seen` is empty) or what has changed since, to be sent to a viewer as it is;
/// `seen` is then what the viewer holds. At most `most` buckets a series. Empty: nothing changed.
///
/// Little-endian; every number is at a multiple of 8 bytes, so that a browser can lay typed arrays
/// over it:
///   u64 version of the view, u64 number of blocks, then for each block
///   u64 series, u64 from, u64 buckets N, u64 points in all (merged in),
///   f64 count[N], first_x[N], first_y[N], min_x[N], min_y[N], max_x[N], max_y[N], last_x[N],
///   last_y[N]
/// The viewer replaces what it has of the series from point number `from` on.
std::string make_frame(const View& view, Seen& seen, std::size_t most);

}  // namespace rankplot::stream
