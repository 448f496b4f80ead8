#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/image.hpp"
#include "core/job/job.hpp"
#include "core/job/vocabulary.hpp"

namespace rankplot::encode {

/// How a picture is written, besides its pixels.
struct Settings {
  job::PngSize png = job::PngSize::Fast;
  job::TiffPacking tiff = job::TiffPacking::Deflate;
  int jpeg_quality = 90;
  double dpi = 100;  ///< recorded in the file
  /// What was drawn from where: keyword and UTF-8 text ("Software", "rankplot:figure",
  /// "rankplot:source", ...). PNG text chunks, JPEG comment, TIFF description.
  std::vector<std::pair<std::string, std::string>> origin;
};

/// Image -> bytes of the format that the suffix names ("png", "jpg", "tif"). Throws base::Error on
/// an unknown suffix or an impossible size. The same input gives the same bytes.
std::vector<std::byte> encode(const base::Image& image, std::string_view suffix,
                              const Settings& settings);

/// Bytes of a format -> Image, for tests and comparisons. Throws base::Error on damaged bytes.
base::Image decode(const std::vector<std::byte>& bytes, std::string_view suffix);

/// The formats for the vocabulary.
void describe(job::Vocabulary& vocabulary);

}  // namespace rankplot::encode
