#pragma once

#include <cstddef>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/base/image.hpp"

namespace rankplot::app {

/// How two pictures of one size differ.
struct PixelDifference {
  std::size_t pixels = 0;   ///< of each picture
  std::size_t changed = 0;  ///< of these, the ones that differ in any channel
  int greatest = 0;         ///< of a channel, 0 to 255
};

/// Throws base::Error for pictures of different sizes, with both.
PixelDifference difference_of(const base::Image& old_image, const base::Image& new_image);

/// The answer to wire::kCompareOption: both files decoded as their suffixes say.
nlohmann::json compare(const std::string& old_file, const std::string& new_file);

}  // namespace rankplot::app
