#pragma once

#include <optional>
#include <vector>

#include "painter/render/chart/layout.hpp"

namespace rankplot::render {

/// How many places of the grid a panel takes, to the right and downwards.
struct PanelSpan {
  int rows = 1, columns = 1;
};

/// Several plots in rows and columns, below a title of their own. Those that are empty stay blank.
struct PanelsRequest {
  int width_px = 0, height_px = 0;
  std::string title;
  int rows = 1, columns = 1;
  std::vector<double> widths = {}, heights = {};  ///< of columns and rows, relative; empty: alike
  std::vector<std::optional<LayoutRequest>> panels;  ///< row by row; sizes and titles are their own
  std::vector<PanelSpan> spans = {};                 ///< of the panels; empty: all are of one place
  std::optional<ColorBarRequest> bar = {};           ///< of all panels, on the right
};

/// The plots' areas are as large as the request says (before aspects), aligned in rows and columns;
/// between them is the room that their labels, titles and colour bars need, and no more.
struct PanelsLayout {
  Metrics metrics;
  FittedText title;
  Point title_at;                             ///< of its lower edge's middle
  std::vector<std::optional<Layout>> panels;  ///< as in the request
  Rectangle bar_area;                         ///< of the bar of all panels
};

PanelsLayout lay_out(const PanelsRequest& request, const Metrics& metrics);

}  // namespace rankplot::render
