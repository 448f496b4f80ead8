#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/image.hpp"
#include "core/job/figure.hpp"
#include "painter/render/chart/geometry.hpp"
#include "painter/render/draw.hpp"

/// A figure as a window shows it: the picture, and how to get from its pixels back to the data.
namespace rankplot::render {

/// Where a plot stands in a picture, and what it measures by.
struct PlotPlace {
  std::size_t panel = 0;  ///< index into Figure::panels; 0 where there are none
  Rectangle area;
  bool round = false;  ///< a polar plot: `x` is not of its area, `y` gives pixels from the middle
  Scale x, y;
  std::optional<Scale> x2, y2;        ///< of the axes on top and on the right
  std::optional<job::Camera> camera;  ///< a scene, in place of scales: from where it is seen
};

struct View {
  base::Image image;
  std::vector<PlotPlace> plots;
  std::vector<std::string> notes;
};

/// The pixels that draw() makes. Throws as it does.
View view(const job::Figure& figure, const std::vector<LayerData>& data);

}  // namespace rankplot::render
