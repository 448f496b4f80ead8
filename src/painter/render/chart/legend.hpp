#pragma once

#include <string>
#include <vector>

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// The box that names the layers.
class Legend {
 public:
  /// `layers` outlive the legend; those without a label have no entry. Labels are cut and entries
  /// left out, counted in a last line, where `plot` has no room for them.
  Legend(const std::vector<std::unique_ptr<Layer>>& layers, const Metrics& metrics,
         const Rectangle& plot);

  bool empty() const { return entries_.empty(); }
  /// `location` as in matplotlib; "best" is the first of them that hides the fewest marks.
  void place(const std::string& location, const Obstacles& obstacles);
  void paint(Canvas& canvas) const;
  const Rectangle& box() const { return box_; }

  /// "best", "upper right", ..., "none".
  static const std::vector<std::string>& locations();

 private:
  struct Entry {
    const Layer* layer = nullptr;  ///< null: the line that counts what was left out
    std::string text;
    double size_px = 0;
    std::size_t part = 0;  ///< of the layer
  };
  Rectangle at(double across, double up) const;

  Metrics metrics_;
  Rectangle plot_;
  double em_ = 0;          ///< font size in pixels
  double row_height_ = 0;  ///< of text or sample, the higher one
  double width_ = 0, height_ = 0;
  std::vector<Entry> entries_;
  Rectangle box_;
};

}  // namespace rankplot::render
