#include "painter/app/comparing.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "painter/app/work.hpp"
#include "painter/encode/encode.hpp"

namespace rankplot::app {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30;

base::Image decoded(const std::string& file) {
  const std::string text = base::read_text(file, kMostBytes);
  const auto bytes = std::as_bytes(std::span(text));
  try {
    return encode::decode({bytes.begin(), bytes.end()}, suffix_of(file));
  } catch (const base::Error& error) {
    base::fail("'{}': {}", file, error.what());
  }
}

int greatest_of(std::uint32_t a, std::uint32_t b) {
  int greatest = 0;
  for (const int shift : {0, 8, 16}) {
    const int one = static_cast<int>(a >> shift & 255), other = static_cast<int>(b >> shift & 255);
    greatest = std::max(greatest, std::abs(one - other));
  }
  return greatest;
}

}  // namespace

PixelDifference difference_of(const base::Image& old_image, const base::Image& new_image) {
  if (old_image.width_px != new_image.width_px || old_image.height_px != new_image.height_px)
    base::fail("of {} x {} pixels, now of {} x {}", old_image.width_px, old_image.height_px,
               new_image.width_px, new_image.height_px);
  PixelDifference difference;
  difference.pixels = old_image.pixels.size();
  for (std::size_t i = 0; i < old_image.pixels.size(); ++i) {
    const int greatest = greatest_of(old_image.pixels[i], new_image.pixels[i]);
    difference.changed += greatest > 0 ? 1 : 0;
    difference.greatest = std::max(difference.greatest, greatest);
  }
  return difference;
}

nlohmann::json compare(const std::string& old_file, const std::string& new_file) {
  try {
    const base::Image before = decoded(old_file), after = decoded(new_file);
    const PixelDifference difference = difference_of(before, after);
    return {{"pixels", difference.pixels},
            {"changed", difference.changed},
            {"greatest", difference.greatest}};
  } catch (const base::Error& error) {
    return {{"refusal", error.what()}};
  }
}

}  // namespace rankplot::app
