#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/expr/expression.hpp"
#include "core/job/axes.hpp"
#include "core/job/style.hpp"

namespace rankplot::job {

/// The value of an option, already checked against its declaration in the vocabulary.
using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<double>,
                           std::vector<std::string>>;

/// One thing drawn in a figure. `options` holds every option that the kind declares: what the job
/// said, else the default; an option without default that the job left out is absent.
struct Layer {
  std::string kind;                               ///< "scatter", "line", ...
  std::map<std::string, expr::Expression> roles;  ///< "x", "y", "value", ...
  std::map<std::string, Value> options;           ///< "color", "marker", "label" (a template), ...
  std::vector<std::string> over;  ///< captures: drawn once for each of their values, in one picture
  std::size_t panel = 0;          ///< index into Figure::panels; 0 where there are none
  bool on_right = false, on_top = false;  ///< measured by the second y or x axis
};

/// Which cases of a capture a figure takes.
struct Range {  ///< values start:stop:step, stop excluded; open ends allowed
  std::optional<double> start, stop;
  double step = 1;
};
using Selection = std::variant<Range, std::vector<std::string>, expr::Expression>;

/// Which panels have the same limits along an axis.
enum class Share { None, All, Rows, Columns };

/// One block of the job. Texts with {fields} are templates until plan::bind expands them.
struct Figure : Axes {
  std::string name;
  std::string data;               ///< "input:/group": what relative names resolve against
  std::vector<std::string> save;  ///< templates, one per format; at least one
  int width_px = 640, height_px = 480;
  double dpi = 100;   ///< pixels per inch: points of text and lines scale with it
  std::string title;  ///< above the plot, or above all panels
  Style style;
  std::optional<int> jpeg_quality;            ///< 1 to 100; absent: 90
  std::map<std::string, Selection> select;    ///< by capture
  std::optional<expr::Expression> condition;  ///< select = "step % 10 == 0"
  std::vector<Layer> layers;
  /// Row by row; empty: one plot, with the figure's own axes. Before plan::bind, where `over` names
  /// captures: one, which stands for all.
  std::vector<Panel> panels;
  int rows = 0, columns = 0;      ///< of panels; 0 with `over`: as many as its values need
  std::vector<std::string> over;  ///< captures: one panel for each of their values
  Share share_x = Share::None, share_y = Share::None;
  std::vector<double> widths, heights;  ///< of columns and rows, relative; empty: all the same
  bool letters = false;                 ///< (a), (b), ... before the panels' titles
  bool one_color_bar = false;           ///< of all panels, which have the same
  int line = 0;                         ///< in the job text, for messages
};

/// Rows and columns for `count` panels of which nothing is said: no wider than high by more than 1.
struct PanelGrid {
  int rows = 1, columns = 1;
};
PanelGrid grid_for(std::size_t count);

/// More panels in a picture are refused.
inline constexpr int kMostPanels = 100;

}  // namespace rankplot::job
