#pragma once

#include <string>
#include <vector>

namespace rankplot::record {

/// Writes folder/scenes/scene_{step}.h5 for step = 0, 1, 2, 3 and returns the paths: five drops on
/// a wavy ring, which turns (jobs/scenes.toml), all float32 with the attribute "time":
/// - /fields/density, temperature: [z, y, x], 48 x 64 x 64 points from -1 to 1 along x and y and
///   from -0.75 to 0.75 along z
/// - /mesh/points (9600, 3), triangles (19200, 3) int64, temperature: a tube along a knot
/// - /particles/position (4000, 3), speed: a swarm around the drops
/// The same bytes each time. Throws base::Error naming the file.
std::vector<std::string> write_scenes(const std::string& folder);

}  // namespace rankplot::record
