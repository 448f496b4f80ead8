#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/fit_text.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// What the job says of a legend.
struct LegendWish {
  std::string place = "best";  ///< or "none"
  int columns = 0;             ///< 0: one; above and below the plot as many as fit
  std::string title = {};
  std::optional<double> font_pt = {};

  bool is_outside() const { return place.starts_with("outside"); }
};

/// The box that names the layers.
class Legend {
 public:
  /// `layers` outlive the legend; those without a label have no entry. Labels are cut and entries
  /// left out, counted in a last line, where `plot` has no room for them.
  Legend(const std::vector<std::unique_ptr<Layer>>& layers, const Metrics& metrics,
         const Rectangle& plot, const LegendWish& wish = {});

  bool empty() const { return entries_.empty(); }
  /// `location` as in matplotlib; "best" is the first of them that hides the fewest marks.
  void place(const std::string& location, const Obstacles& obstacles);
  /// Where its upper left corner stands, outside the plot.
  void stand(double left, double top);
  double width() const { return width_; }
  double height() const { return height_; }
  void paint(Canvas& canvas) const;
  const Rectangle& box() const { return box_; }

  /// Those within the plot: "best", "upper right", ..., "none".
  static const std::vector<std::string>& locations();

 private:
  struct Entry {
    const Layer* layer = nullptr;  ///< null: the line that counts what was left out
    std::string text;
    double size_px = 0;
    std::size_t part = 0;  ///< of the layer
    double sample_px = 0;  ///< height and width of its sample; 0: as usual; below 0: none
  };
  Rectangle at(double across, double up) const;
  void take_entries(const std::vector<std::unique_ptr<Layer>>& layers, const LegendWish& wish);
  void make_room_for_formulas();
  void shorten(double most_width);
  void choose_columns(const LegendWish& wish, double most_width);
  void measure_columns();
  std::size_t rows() const { return (entries_.size() + columns_ - 1) / columns_; }
  double row() const;
  double height_of(const Entry& entry) const { return std::max(entry.sample_px, row_height_); }
  std::size_t most_entries(const LegendWish& wish) const;
  double text_left(const Entry& entry) const;
  std::size_t end_of(std::size_t column) const;
  double title_height() const;
  void paint_column(Canvas& canvas, std::size_t column, double left, double top) const;

  Metrics metrics_;
  Rectangle plot_;
  double em_ = 0;          ///< font size in pixels
  double row_height_ = 0;  ///< of text or a usual sample, the higher one
  double row_ascent_ = 0;  ///< of its text above the baseline
  double handle_ = 0;      ///< width of the samples
  double width_ = 0, height_ = 0;
  std::vector<Entry> entries_;  ///< column by column
  std::size_t columns_ = 1;
  std::vector<double> column_widths_;  ///< with handles
  FittedText title_;
  Rectangle box_;
};

}  // namespace rankplot::render
