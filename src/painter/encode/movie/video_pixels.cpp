#include <algorithm>
#include <array>

#include "painter/encode/movie/pixels.hpp"

namespace rankplot::encode {
namespace {

/// With its last column and row once more where their number is odd.
base::Image padded(const base::Image& image) {
  const auto width = static_cast<std::size_t>(image.width_px);
  base::Image even_image{even(image.width_px), even(image.height_px), {}};
  even_image.pixels.reserve(static_cast<std::size_t>(even_image.width_px) *
                            static_cast<std::size_t>(even_image.height_px));
  for (int y = 0; y < even_image.height_px; ++y) {
    const auto row = image.pixels.begin() +
                     static_cast<std::ptrdiff_t>(width) * std::min(y, image.height_px - 1);
    even_image.pixels.insert(even_image.pixels.end(), row, row + image.width_px);
    if (even_image.width_px > image.width_px) even_image.pixels.push_back(row[image.width_px - 1]);
  }
  return even_image;
}

class VideoPixels final : public Pixels {
 public:
  VideoPixels(int width_px, int height_px, const std::string& file)
      : width_px_(even(width_px)), height_px_(even(height_px)), file_(file) {
    constexpr int kFlags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_BITEXACT;
    scaler_.reset(
        check(sws_getContext(width_px_, height_px_, AV_PIX_FMT_0RGB32, width_px_, height_px_,
                             AV_PIX_FMT_YUV420P, kFlags, nullptr, nullptr, nullptr),
              "sws_getContext", file_));
    constexpr int kOne = 1 << 16;
    const int* bt709 = sws_getCoefficients(SWS_CS_ITU709);
    check(sws_setColorspaceDetails(scaler_.get(), bt709, 1, bt709, 0, 0, kOne, kOne),
          "sws_setColorspaceDetails", file_);
  }

  Libav<AVFrame> frame_of(const base::Image& image) override {
    const bool is_even = image.width_px == width_px_ && image.height_px == height_px_;
    const base::Image given = is_even ? base::Image{} : padded(image);
    const Libav<AVFrame> from = view_of(is_even ? image : given, file_);
    Libav<AVFrame> to(check(av_frame_alloc(), "av_frame_alloc", file_));
    to->width = width_px_;
    to->height = height_px_;
    to->format = AV_PIX_FMT_YUV420P;
    check(av_frame_get_buffer(to.get(), 0), "av_frame_get_buffer", file_);
    check(
        sws_scale(scaler_.get(), from->data, from->linesize, 0, height_px_, to->data, to->linesize),
        "sws_scale", file_);
    to->colorspace = AVCOL_SPC_BT709;
    to->color_primaries = AVCOL_PRI_BT709;
    to->color_trc = AVCOL_TRC_IEC61966_2_1;
    to->color_range = AVCOL_RANGE_MPEG;
    return to;
  }

 private:
  int width_px_, height_px_;
  std::string file_;
  Libav<SwsContext> scaler_;
};

}  // namespace

Libav<AVFrame> view_of(const base::Image& image, const std::string& file) {
  Libav<AVFrame> frame(check(av_frame_alloc(), "av_frame_alloc", file));
  frame->width = image.width_px;
  frame->height = image.height_px;
  frame->format = AV_PIX_FMT_0RGB32;
  // libav only reads from it.
  frame->data[0] =
      const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(image.pixels.data()));
  frame->linesize[0] = image.width_px * static_cast<int>(sizeof(std::uint32_t));
  return frame;
}

std::unique_ptr<Pixels> video_pixels(int width_px, int height_px, const std::string& file) {
  return std::make_unique<VideoPixels>(width_px, height_px, file);
}

}  // namespace rankplot::encode
