#pragma once

#include <string>

namespace rankplot::record {

/// Writes folder/flow.h5 (jobs/flow.toml) and returns its path; fields are float32:
/// - /wind/u, v, w: [z, y, x], 40 x 48 x 48 points at the rows x, y (-1 to 1) and z (0 to 1.5): a
///   whirl that leans, and rises in its core; pressure, of the same shape
/// - /ground/height: [y, x], 96 x 128 at the rows x and y: hills and a lake
/// - /tower/points (30, 3), cells, offsets, types (int64, VTK's numbers of cell types), load: a
///   mesh of hexahedra, wedges, pyramids and tetrahedra, with a value for each cell
/// The same bytes each time. Throws base::Error naming the file.
std::string write_flow(const std::string& folder);

}  // namespace rankplot::record
