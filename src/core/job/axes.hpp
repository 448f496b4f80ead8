#pragma once

#include <optional>
#include <string>
#include <vector>

/// What surrounds the layers of a plot: axes, grid, frame and legend.

#include "core/job/scene_view.hpp"

namespace rankplot::job {

/// How values are laid out: symlog is linear up to a threshold on both sides of zero and
/// logarithmic beyond it.
enum class AxisScale { Linear, Log, Symlog };

/// The values of an axis are times: value * unit_s + origin_s seconds since 1970-01-01 UTC.
struct TimeUnits {
  double origin_s = 0, unit_s = 1;

  bool operator==(const TimeUnits&) const = default;
};

struct Axis {
  std::string label;  ///< a template
  AxisScale scale = AxisScale::Linear;
  double threshold = 2;             ///< of a symlog scale; above 0
  std::optional<TimeUnits> time;    ///< on a linear scale
  std::optional<double> low, high;  ///< absent: from the data; low > high inverts the axis
  bool dated = false;               ///< low and high are seconds since 1970, whatever `time` says
  bool inverted = false;            ///< the other way round than else
  std::optional<std::vector<double>> ticks;  ///< places of its own
  std::vector<std::string> tick_labels;      ///< of these; empty: numbers
  std::string format;                        ///< of numbers, with a field {} or {:spec}; "": own
  std::optional<bool> minor;                 ///< smaller ticks between; absent: on a log axis
  std::optional<double> rotation_deg;        ///< of tick labels, -90 to 90; absent: as they fit
};

/// Lines at the ticks.
struct Grid {
  bool x = false, y = false;
  bool minor = false;
  std::string line = "-";
};

enum class TickDirection { Out, In, Both };

/// The lines around a plot.
struct Spines {
  bool left = true, bottom = true, right = true, top = true;
};

/// The plot is round: x is an angle in radians, y the distance from the middle.
struct Polar {
  double zero_deg = 0;     ///< where the angle 0 stands, counterclockwise from the right
  bool clockwise = false;  ///< which way angles grow

  bool operator==(const Polar&) const = default;
};

/// A pair of axes, perhaps with a second one on the right and on top, and what stands around them.
struct Axes {
  Axis x, y, x2, y2;
  std::string legend = "best";      ///< a location as in matplotlib ("upper left"), or "none"
  int legend_columns = 0;           ///< 0: one; above and below the plot as many as fit
  std::string legend_title;         ///< a template
  std::optional<double> legend_pt;  ///< size of its text
  SceneView scene;                  ///< where its layers are a scene's
  Grid grid;
  Spines spines;
  TickDirection tick_direction = TickDirection::Out;
  /// Length of a unit of y by one of x; 0: any. Absent: what the layers want.
  std::optional<double> aspect;
  std::optional<Polar> polar;
};

/// One of several plots in a figure.
struct Panel : Axes {
  std::string title;                  ///< a template
  int row_span = 1, column_span = 1;  ///< places of the grid that it takes, from its own on
};

}  // namespace rankplot::job
