#pragma once

#include <vtkNew.h>

#include <functional>
#include <optional>

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
  /// What draws on it. Everything that has a length must come multiplied by scale().
  CairoImage& device() { return *device_; }

  /// Calls with what was drawn since it was made, or since the last call, where there is something.
  void take(const std::function<void(const Picture&, const Area&)>& show);

 private:
  void begin();

  PageSize size_;
  double scale_ = 1;
  base::Image pixels_;
  vtkNew<CairoImage> device_;
};

}  // namespace rankplot::render
