#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/job/style.hpp"
#include "painter/render/chart/colors.hpp"

namespace rankplot::render {

/// A figure's style, ready to paint with.
struct Look {
  Color background{255, 255, 255, 255};
  Color ink{0, 0, 0, 255};  ///< of axes and texts
  Color grid{176, 176, 176, 255};
  std::vector<Color> cycle;  ///< empty: tab10
  double text_scale = 1;     ///< of all that stands around the layers
  bool serif = false;
  std::string font;  ///< a typeface of its own; empty: DejaVu

  /// Of the i-th layer without a colour of its own.
  Color color_of(std::size_t index) const;
};

const Look& default_look();

/// Throws base::Error for colours that are not known.
Look look_of(const job::Style& style);

/// Sizes and colours that all of a figure shares.
struct Metrics {
  double dpi = 100;
  const Look* look = &default_look();  ///< outlives what is drawn

  double px(double points) const { return points * dpi / 72; }
  /// Of axes, legend and titles, which grow with the style's text.
  double text_px(double points) const { return px(points) * look->text_scale; }
  Metrics smaller(double share) const { return {dpi * share, look}; }
};

}  // namespace rankplot::render
