#pragma once

#include <vtkNew.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "painter/render/chart/devices/cairo_image.hpp"
#include "painter/render/chart/devices/page.hpp"

namespace rankplot::render {

/// A layer of so many marks that a page of vectors holds them as pixels, with nothing between them.
class DenseLayer {
 public:
  /// Of those pixels, unless the page's own are finer.
  static constexpr double kDpi = 300;

  /// Throws base::Error where the page is too large.
  explicit DenseLayer(const PageSize& size);
  ~DenseLayer();
  DenseLayer(const DenseLayer&) = delete;
  DenseLayer& operator=(const DenseLayer&) = delete;

  /// How many of its pixels are one of the page's.
  double scale() const { return scale_; }
  /// Calls with what draws on it, to be given pen, brush, marker and clip.
  template <class Set>
  void set(Set&& set) {
    set(*device_);
  }
  /// The same, to draw on. Everything that has a length must come multiplied by scale().
  CairoImage& device();
  /// Draws marks of one colour through device(), `marker` as it is set there. Those that lie wholly
  /// behind others of that colour are left out.
  void draw_marks(std::span<const Point> points, const MarkerStyle& marker);

  /// What was drawn since it was made, or since the last call, goes on the page.
  void take(Page& page);

 private:
  void begin();
  bool is_hidden(const Point& point, double reach) const;
  void find_full_tiles();

  PageSize size_;
  double scale_ = 1;
  base::Image pixels_;
  vtkNew<CairoImage> device_;
  bool drawn_ = false;
  std::optional<Color> ink_;        ///< of all that was drawn; none: of several colours
  int tiles_across_ = 0;            ///< squares of kTile pixels
  std::vector<std::uint8_t> full_;  ///< whether each is wholly of the ink
  std::vector<Point> seen_;
};

}  // namespace rankplot::render
