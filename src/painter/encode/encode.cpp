#include "painter/encode/encode.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "painter/encode/format.hpp"

namespace rankplot::encode {
namespace {

constexpr std::size_t kMostPixels = std::size_t{1} << 30;

const Format& format_of(std::string_view suffix) {
  std::vector<std::string> known;
  for (const Format* format : formats()) {
    for (const std::string& own : format->entry.suffixes) {
      if (own == suffix) return *format;
      known.push_back(own);
    }
  }
  std::sort(known.begin(), known.end());
  base::fail("output format '{}' is not known; known: {}", suffix, fmt::join(known, ", "));
}

void check(const base::Image& image) {
  if (image.width_px < 1 || image.height_px < 1) {
    base::fail("a picture of {} x {} pixels cannot be encoded; both must be at least 1",
               image.width_px, image.height_px);
  }
  const auto pixels =
      static_cast<std::size_t>(image.width_px) * static_cast<std::size_t>(image.height_px);
  if (pixels > kMostPixels) {
    base::fail("a picture of {} x {} pixels is too large to encode; at most {} pixels",
               image.width_px, image.height_px, kMostPixels);
  }
  if (image.pixels.size() != pixels) {
    base::fail("a picture of {} x {} pixels came with {} of them", image.width_px, image.height_px,
               image.pixels.size());
  }
}

}  // namespace

std::vector<std::byte> encode(const base::Image& image, std::string_view suffix,
                              const Settings& settings) {
  const Format& format = format_of(suffix);
  check(image);
  return format.encode(image, settings);
}

base::Image decode(const std::vector<std::byte>& bytes, std::string_view suffix) {
  return format_of(suffix).decode(bytes);
}

void describe(job::Vocabulary& vocabulary) {
  for (const Format* format : formats()) vocabulary.formats.push_back(format->entry);
}

void check_claim(const char* format, std::size_t width_px, std::size_t height_px, std::size_t bytes,
                 std::size_t most_pixels_per_byte) {
  std::size_t pixels = 0;
  const bool overflow = __builtin_mul_overflow(width_px, height_px, &pixels);
  if (overflow || pixels > kMostPixels || pixels / most_pixels_per_byte > bytes) {
    base::fail("{} bytes claim a {} of {} x {} pixels, more than they can hold", bytes, format,
               width_px, height_px);
  }
}

}  // namespace rankplot::encode
