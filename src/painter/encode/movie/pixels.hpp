#pragma once

#include <functional>
#include <string>

#include "core/base/image.hpp"
#include "painter/encode/movie/libav.hpp"

namespace rankplot::encode {

/// Images as the frames that an encoder takes.
class Pixels {
 public:
  virtual ~Pixels() = default;
  /// Throws base::Error.
  virtual Libav<AVFrame> frame_of(const base::Image& image) = 0;
};

/// Y'CbCr 4:2:0 of BT.709 in the limited range, of even width and height.
std::unique_ptr<Pixels> video_pixels(int width_px, int height_px, const std::string& file);

/// Up to 256 colours, chosen for each image: those of its own where it has no more.
std::unique_ptr<Pixels> palette_pixels(int width_px, int height_px, const std::string& file);

/// The pixels of an image as libav sees them; it must outlive what is returned.
Libav<AVFrame> view_of(const base::Image& image, const std::string& file);

inline int even(int length_px) { return length_px + length_px % 2; }

}  // namespace rankplot::encode
