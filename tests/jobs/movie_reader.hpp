#pragma once

#include <string>
#include <vector>

#include "core/base/image.hpp"

/// A movie as a viewer sees it.
struct Movie {
  std::string codec;       ///< "h264", "vp9", ...
  double seconds = 0;      ///< what the container says
  std::string color_tags;  ///< matrix, transfer, primaries and range, in libav's words
  std::vector<rankplot::base::Image> frames;
  std::vector<double> times_s;  ///< of the frames
};

/// Decodes a whole movie; a test failure, and an empty one, where libav cannot.
Movie read_movie(const std::string& file);

/// The peak signal-to-noise ratio of two images of one size over their three channels, in dB;
/// infinite where they are equal.
double psnr_db(const rankplot::base::Image& a, const rankplot::base::Image& b);
