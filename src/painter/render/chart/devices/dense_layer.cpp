#include "painter/render/chart/devices/dense_layer.hpp"

#include <algorithm>
#include <cmath>

namespace rankplot::render {
namespace {

constexpr int kMostSide = 32767;         // Cairo's limit
constexpr double kMostPixels = 1 << 26;  // 256 MB

double scale_for(const PageSize& size) {
  const double side = std::max(size.width_px, size.height_px);
  const double area = static_cast<double>(size.width_px) * size.height_px;
  const double most = std::min(kMostSide / side, std::sqrt(kMostPixels / area));
  return std::max(1.0, std::min(DenseLayer::kDpi / size.dpi, most));
}

/// The rows and columns of an image that are not empty.
struct Ink {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool empty() const { return left >= right; }
};

Ink ink_of(const base::Image& image) {
  Ink ink{image.width_px, image.height_px, 0, 0};
  const auto drawn = [](std::uint32_t pixel) { return pixel != 0; };
  for (int y = 0; y < image.height_px; ++y) {
    const auto row = image.pixels.begin() + static_cast<std::ptrdiff_t>(y) * image.width_px;
    const auto end = row + image.width_px;
    const auto first = std::find_if(row, end, drawn);
    if (first == end) continue;
    const auto last = std::find_if(std::reverse_iterator(end), std::reverse_iterator(first), drawn);
    ink.left = std::min(ink.left, static_cast<int>(first - row));
    ink.right = std::max(ink.right, static_cast<int>(last.base() - row));
    ink.top = std::min(ink.top, y);
    ink.bottom = y + 1;
  }
  return ink;
}

std::vector<std::uint32_t> cut(const base::Image& image, const Ink& ink) {
  std::vector<std::uint32_t> pixels;
  pixels.reserve(static_cast<std::size_t>(ink.right - ink.left) *
                 static_cast<std::size_t>(ink.bottom - ink.top));
  for (int y = ink.top; y < ink.bottom; ++y) {
    const auto row = image.pixels.begin() + static_cast<std::ptrdiff_t>(y) * image.width_px;
    pixels.insert(pixels.end(), row + ink.left, row + ink.right);
  }
  return pixels;
}

}  // namespace

DenseLayer::DenseLayer(const PageSize& size) : size_(size), scale_(scale_for(size)) {
  pixels_.width_px = static_cast<int>(std::ceil(size.width_px * scale_));
  pixels_.height_px = static_cast<int>(std::ceil(size.height_px * scale_));
  pixels_.pixels.assign(
      static_cast<std::size_t>(pixels_.width_px) * static_cast<std::size_t>(pixels_.height_px), 0);
  begin();
}

DenseLayer::~DenseLayer() { device_->End(); }

void DenseLayer::begin() { device_->start(pixels_, CairoImage::Ground::Clear); }

void DenseLayer::take(const std::function<void(const Picture&, const Area&)>& show) {
  device_->finish();
  const Ink ink = ink_of(pixels_);
  if (!ink.empty()) {
    const std::vector<std::uint32_t> pixels = cut(pixels_, ink);
    const int width = ink.right - ink.left, height = ink.bottom - ink.top;
    const double above = pixels_.height_px - size_.height_px * scale_;  // less than a pixel
    show({pixels, width, height},
         {ink.left / scale_, (ink.top - above) / scale_, width / scale_, height / scale_});
    std::fill(pixels_.pixels.begin(), pixels_.pixels.end(), 0);
  }
  begin();
}

}  // namespace rankplot::render
