#pragma once

#include <cstdint>
#include <string>

namespace rankplot::record {

/// Writes folder/gallery.h5 and returns its path: small made-up data for one figure of each layer
/// kind (jobs/gallery.toml). float64 rows, float32 where there are two axes:
/// - /series/t, y, yerr, low, high: 60 points of a decaying oscillation with errors and a band
/// - /shares/t, y: 3 x 40 growing shares; /counts/place, value: 4 places, 3 x 4 counts
/// - /points/x, y, c, s: 300 points of two clouds with a colour and an area
/// - /cloud/x, y, w: 20,000 points of two correlated clouds and a weight
/// - /groups/values: 5 groups of 120 values each, differently spread
/// - /field/z, x, y: 61 x 81 hills and hollows, y by x; /field/uneven_x, uneven_y: uneven middles
/// - /wind/u, v, x, y: 20 x 30 a flow around two whirls
/// - /signal/t, y: 8192 samples a second of a rising tone in noise
/// - /table/values: 60 rows of 5 columns; /shares/parts: 4 parts of a whole
/// - /polar/theta, r: 200 points of a rose
/// - /station/time, temperature, rain: 900 days from 2021-03-05 on (CF units); /station/charge: its
///   electric field, from -4e4 to 4e4 and mostly near 0
/// Same seed: the same bytes. Throws base::Error naming the file.
std::string write_gallery(const std::string& folder, std::uint64_t seed);

}  // namespace rankplot::record
