#include "painter/render/chart/devices/dense_layer.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

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

template <class Word, class From>
std::vector<Word> cut(const base::Image& image, const Ink& ink, From word_of) {
  std::vector<Word> words;
  words.reserve(static_cast<std::size_t>(ink.right - ink.left) *
                static_cast<std::size_t>(ink.bottom - ink.top));
  for (int y = ink.top; y < ink.bottom; ++y) {
    const auto row = image.pixels.begin() + static_cast<std::ptrdiff_t>(y) * image.width_px;
    std::transform(row + ink.left, row + ink.right, std::back_inserter(words), word_of);
  }
  return words;
}

/// The one colour that a marker has; none: two, or none at all.
std::optional<Color> ink_of(const MarkerStyle& marker) {
  const Mark mark = mark_of(marker);
  if (mark.area.empty() == mark.outline.empty()) return std::nullopt;
  Color ink = mark.area.empty() ? mark.edge : mark.face;
  ink.alpha = 255;
  return ink;
}

constexpr int kTile = 16;
constexpr std::size_t kMarksAtOnce = 4096;

int tile_of(double px) { return static_cast<int>(std::floor(px / kTile)); }

}  // namespace

DenseLayer::DenseLayer(const PageSize& size) : size_(size), scale_(scale_for(size)) {
  pixels_.width_px = static_cast<int>(std::ceil(size.width_px * scale_));
  pixels_.height_px = static_cast<int>(std::ceil(size.height_px * scale_));
  pixels_.pixels.assign(
      static_cast<std::size_t>(pixels_.width_px) * static_cast<std::size_t>(pixels_.height_px), 0);
  tiles_across_ = pixels_.width_px / kTile;
  full_.assign(
      static_cast<std::size_t>(tiles_across_) * static_cast<std::size_t>(pixels_.height_px / kTile),
      0);
  begin();
}

DenseLayer::~DenseLayer() { device_->End(); }

void DenseLayer::begin() {
  device_->start(pixels_, CairoImage::Ground::Clear);
  drawn_ = false;
  ink_.reset();
  std::fill(full_.begin(), full_.end(), std::uint8_t{0});
}

CairoImage& DenseLayer::device() {
  drawn_ = true;
  ink_.reset();
  return *device_;
}

bool DenseLayer::is_hidden(const Point& point, double reach) const {
  const double x = static_cast<double>(point.x);
  const double y = pixels_.height_px - static_cast<double>(point.y);
  const int left = tile_of(x - reach), right = tile_of(x + reach);
  const int top = tile_of(y - reach), bottom = tile_of(y + reach);
  if (left < 0 || top < 0 || right >= tiles_across_ || bottom >= pixels_.height_px / kTile)
    return false;
  for (int row = top; row <= bottom; ++row)
    for (int column = left; column <= right; ++column)
      if (full_[static_cast<std::size_t>(row * tiles_across_ + column)] == 0) return false;
  return true;
}

void DenseLayer::find_full_tiles() {
  constexpr std::uint32_t kOpaque = 0xFF000000;
  for (std::size_t tile = 0; tile < full_.size(); ++tile) {
    if (full_[tile] != 0) continue;
    const auto across = static_cast<std::size_t>(tiles_across_);
    const std::size_t width = static_cast<std::size_t>(pixels_.width_px);
    const std::uint32_t* first =
        pixels_.pixels.data() + tile / across * kTile * width + tile % across * kTile;
    bool full = true;
    for (std::size_t y = 0; full && y < kTile; ++y)
      full = std::all_of(first + y * width, first + y * width + kTile,
                         [](std::uint32_t pixel) { return pixel >= kOpaque; });
    full_[tile] = full;
  }
}

void DenseLayer::draw_marks(std::span<const Point> points, const MarkerStyle& marker) {
  const std::optional<Color> ink = ink_of(marker);
  const bool alone = ink && (!drawn_ || ink_ == ink);
  drawn_ = true;
  ink_ = alone ? ink : std::nullopt;
  const double reach = 0.75 * marker.size_px + 2 * marker.edge_px + 1;
  for (std::size_t from = 0; from < points.size(); from += kMarksAtOnce) {
    seen_.clear();
    for (const Point& point : points.subspan(from, std::min(kMarksAtOnce, points.size() - from)))
      if (std::isfinite(point.x) && std::isfinite(point.y) && !(alone && is_hidden(point, reach)))
        seen_.push_back(point);
    device_->DrawMarkers(0, false, reinterpret_cast<float*>(seen_.data()),
                         static_cast<int>(seen_.size()), nullptr, 0);
    if (alone && seen_.size() > kMarksAtOnce / 8) find_full_tiles();
  }
}

void DenseLayer::take(Page& page) {
  if (!drawn_) return;
  device_->finish();
  const Ink ink = ink_of(pixels_);
  if (!ink.empty()) {
    const int width = ink.right - ink.left, height = ink.bottom - ink.top;
    const double above = pixels_.height_px - size_.height_px * scale_;  // less than a pixel
    const Area place{ink.left / scale_, (ink.top - above) / scale_, width / scale_,
                     height / scale_};
    if (ink_) {
      const auto shares = cut<std::uint8_t>(
          pixels_, ink, [](std::uint32_t pixel) { return static_cast<std::uint8_t>(pixel >> 24); });
      page.show(Coverage{shares, width, height, *ink_}, place);
    } else {
      const auto pixels =
          cut<std::uint32_t>(pixels_, ink, [](std::uint32_t pixel) { return pixel; });
      page.show(Picture{pixels, width, height}, place);
    }
    std::fill(pixels_.pixels.begin(), pixels_.pixels.end(), 0);
  }
  begin();
}

}  // namespace rankplot::render
