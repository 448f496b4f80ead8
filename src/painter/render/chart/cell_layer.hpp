#pragma once

#include <memory>
#include <string>
#include <vector>

#include "painter/render/chart/color_scale.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/resample.hpp"

namespace rankplot::render {

/// A plane of cells in colours: what heatmap, hist2d, phase, density and spectrogram come to.
struct CellPicture {
  std::vector<double> own;         ///< values that the layer computed, row-major
  std::span<const double> values;  ///< else the input's
  CellRow columns, rows;
  ColorScale colors;
  std::string interpolation = "auto";  ///< nearest, mean, bilinear; auto: nearest. Mean where dense
  double alpha = 1;
  bool upper = false;  ///< the y axis runs downward
  bool equal = false;  ///< aspect
};

std::unique_ptr<Layer> make_cells(CellPicture picture);

/// Cells along an axis whose role was given as a row: their middles, or their edges (one more),
/// even or not. Throws base::Error naming the role where there are others, or they neither ascend
/// nor descend.
CellRow cells_of_role(const LayerInput& input, std::string_view role, std::size_t count);

}  // namespace rankplot::render
