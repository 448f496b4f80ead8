#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/job/figure.hpp"
#include "core/job/vocabulary.hpp"
#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/colormaps.hpp"
#include "painter/render/chart/colors.hpp"
#include "painter/render/chart/geometry.hpp"
#include "painter/render/chart/look.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::render {

/// The scales of the two axes, known before any range.
struct AxisScales {
  job::AxisScale x = job::AxisScale::Linear;
  job::AxisScale y = job::AxisScale::Linear;
};

/// What a layer wants shown along both axes.
struct Extent {
  AxisExtent x, y;
};

/// A layer that maps values to colours asks for a bar beside the plot.
struct ColorBarRequest {
  const Colormap* map = nullptr;  ///< lives as long as the program
  Norm norm;
  std::string label;
  bool extend_low = false, extend_high = false;  ///< the end is an arrow: there is more beyond
  /// Of filled contours: ascending levels, evenly spread along the bar whatever they are, and the
  /// colour (0xAARRGGBB) between each two of them. Empty: a continuous bar.
  std::vector<double> levels = {};
  std::vector<std::uint32_t> bands = {};
  std::uint32_t below = 0, above = 0;  ///< of the arrows, where there are bands
};

/// Where marks are (in pixels), for a legend that hides as few as possible. Large data is sampled
/// by the layer: about a thousand entries in all.
struct Obstacles {
  std::vector<Point> points;
  std::vector<Point> segments;  ///< two points each
  std::vector<Rectangle> rectangles;
};

/// One thing drawn in a chart, made for one figure from evaluated roles and options.
class Layer {
 public:
  virtual ~Layer() = default;

  /// The values to be shown. Called once, before any painting.
  virtual Extent extent(const AxisScales& scales) const = 0;
  /// Draws within mapping.plot, which is clipped already.
  virtual void paint(Canvas& canvas, const Mapping& mapping) const = 0;

  /// The legend's text; empty: no entry.
  virtual std::string label() const { return {}; }
  /// Draws the legend's sample within `box` (2 x 0.7 font sizes, as in matplotlib).
  virtual void paint_swatch(Canvas&, const Rectangle& /*box*/) const {}
  /// The legend's texts of a layer of several parts (the rows of stacked bars): one a part, "" for
  /// a part without.
  virtual std::vector<std::string> labels() const { return {label()}; }
  virtual void paint_part_swatch(Canvas& canvas, const Rectangle& box, std::size_t /*part*/) const {
    paint_swatch(canvas, box);
  }
  virtual void obstacles(const Mapping&, Obstacles&) const {}
  virtual std::optional<ColorBarRequest> color_bar() const { return std::nullopt; }
  /// True: one unit of x is as long as one of y (the layout shrinks the plot's area, as matplotlib
  /// does for images). Of no effect unless both axes are linear.
  virtual bool equal_aspect() const { return false; }
  /// False: places in the plot mean nothing. Where no layer wants them, there is neither frame nor
  /// ticks.
  virtual bool wants_axes() const { return true; }
};

/// Deals out the look's colours to the layers that name none, in the order of the job.
class ColorCycle {
 public:
  explicit ColorCycle(const Look& look = default_look()) : look_(&look) {}
  Color next() { return look_->color_of(used_++); }

 private:
  const Look* look_;
  std::size_t used_ = 0;
};

/// What a layer is made from: the job's words, checked, and the evaluated roles.
class LayerInput {
 public:
  LayerInput(const job::Layer& layer, std::size_t index, const LayerData& data,
             const Metrics& metrics, ColorCycle& cycle, std::vector<std::string>& notes);

  const Metrics& metrics() const { return metrics_; }
  const std::string& kind() const { return layer_.kind; }

  bool has(std::string_view role) const;
  /// A role's values. Throws base::Error where the layer was given none.
  const base::Field& field(std::string_view role) const;
  /// The same, as a row: one dimension besides any of extent 1 (MATLAB's; a scalar is a row of
  /// one). Throws base::Error naming the role, what the job wrote for it and its shape otherwise.
  std::span<const double> row(std::string_view role) const;
  /// What the job wrote for a role, for messages.
  std::string written(std::string_view role) const;
  /// Throws base::Error naming both roles with their lengths where they differ.
  void require_same_length(std::string_view first, std::string_view second) const;

  // Options; the parser has filled in defaults, so these throw only where a default is missing.
  bool has_option(std::string_view name) const;
  bool is_text(std::string_view name) const;  ///< of an option that takes a word or numbers
  bool flag(std::string_view name) const;
  double number(std::string_view name) const;  ///< Int and Number
  std::int64_t integer(std::string_view name) const;
  const std::string& text(std::string_view name) const;
  std::string text_or(std::string_view name, std::string_view otherwise) const;
  const std::vector<double>& numbers(std::string_view name) const;
  std::vector<std::string> texts_or_none(std::string_view name) const;  ///< empty where left out
  /// The colour of an option: named, "#rrggbb", "C3", "none" (transparent); absent: the cycle's
  /// next one. `alpha`, where the layer has it, is multiplied in.
  Color color(std::string_view name);
  /// The cycle's next colour, with `alpha` where the layer has it.
  Color next_color();
  /// The colour with `alpha`, where the layer has it.
  Color faded(Color color) const;
  /// The same without touching the cycle.
  std::optional<Color> named_color(std::string_view name) const;

  /// "layer 2 (scatter)": how messages begin.
  std::string place() const;
  /// Throws base::Error: "layer 2 (scatter): " + what.
  [[noreturn]] void refuse(const std::string& what) const;
  /// The option's line style, checked already by the parser.
  LineStyle line_style(std::string_view name = "linestyle") const;
  /// For the journal, begun with place().
  void note(const std::string& what);

 private:
  const job::Value& option(std::string_view name) const;

  const job::Layer& layer_;
  std::size_t index_;
  const LayerData& data_;
  const Metrics& metrics_;
  ColorCycle& cycle_;
  std::vector<std::string>& notes_;
};

/// A registry entry: one file chart/layers/NAME.cpp that defines `const LayerKind& NAME_entry()`,
/// and one word in painter/render/CMakeLists.txt. The layer may keep spans into the input's data,
/// which outlives it.
struct LayerKind {
  job::Entry entry;
  std::unique_ptr<Layer> (*make)(LayerInput& input) = nullptr;
  bool in_polar = false;  ///< its layers can paint with a round plot's mapping too
};

/// All kinds, in the order of CMakeLists.txt (generated).
const std::vector<const LayerKind*>& layer_kinds();

// Options that several kinds share, worded once.
job::Option label_option();
job::Option color_option(std::string summary);
job::Option alpha_option();
/// At least 0.
job::Option number_option(std::string name, std::string summary, std::optional<double> fallback);
job::Option marker_option(std::string fallback, bool may_be_none);
job::Option line_style_option(std::string fallback);
std::vector<job::Option> joined_options(std::vector<job::Option> first,
                                        std::vector<job::Option> then);
job::Option flag_option(std::string name, std::string summary, bool fallback);
job::Option choice_option(std::string name, std::string summary, std::vector<std::string> choices,
                          std::optional<std::string> fallback);

// Rows of x and y that belong together, for layers that mark points.

/// The pairs that both scales can show.
Extent extent_of_pairs(std::span<const double> x, std::span<const double> y,
                       const AxisScales& scales);
/// NaN where a value cannot be shown.
std::vector<Point> to_pixels(std::span<const double> x, std::span<const double> y,
                             const Mapping& mapping);
/// Every n-th point, about a thousand at most.
std::vector<Point> sampled_pixels(std::span<const double> x, std::span<const double> y,
                                  const Mapping& mapping);
/// Notes for the journal how many pairs are not finite, where there are any.
void note_not_finite(LayerInput& input, std::span<const double> x, std::span<const double> y);

}  // namespace rankplot::render
