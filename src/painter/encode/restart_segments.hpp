#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/image.hpp"

namespace rankplot::encode {

/// A picture for baseline JPEG, cut into segments of a few MCUs that are restart intervals (ITU-T
/// T.81, B.2.1 and E.1.4): each starts with predictions of 0 on a whole byte, so equal segments
/// have equal bytes wherever they stand. All that are bare paper (the colour of the first pixel)
/// are encoded once; most of a chart is.
///
/// The encoder is given a strip instead of the picture: a segment of paper, then those that are
/// not, in bands of some, with a restart interval of `interval()`. `joined` makes the picture's
/// file of the strip's. The coefficients are those of the whole picture (but for what lies beyond
/// its last row, where its height is no multiple of the MCU's).
class RestartSegments {
 public:
  /// Nothing where too little of the picture is paper for it to pay.
  static std::optional<RestartSegments> cut(const base::Image& image, int mcu_px);

  int interval() const { return mcus_; }                   ///< MCUs in a segment
  int width_px() const { return across_ * segment_px(); }  ///< of the strip
  int height_px() const { return bands() * mcu_px_; }
  int bands() const;  ///< rows of segments in the strip

  /// The pixels of a band of the strip, a pointer for each of its rows; valid until the next call.
  const std::vector<const std::uint32_t*>& rows(int band);

  /// `strip` as libjpeg wrote it: one scan. Throws base::Error where it holds other than
  /// the strip's restart intervals.
  std::vector<std::byte> joined(std::span<const std::uint8_t> strip) const;

 private:
  RestartSegments(const base::Image& image, int mcu_px, int mcus);
  bool is_paper(int column, int row) const;
  int segment_px() const { return mcus_ * mcu_px_; }
  void copy(std::size_t strip_segment, std::uint32_t* to);

  const base::Image* image_;
  int mcu_px_, mcus_;
  int columns_, rows_;  ///< segments side by side, and rows of them
  std::uint32_t paper_;
  std::vector<std::uint32_t> drawn_;  ///< places of the segments that are not paper, ascending
  int across_ = 1;                    ///< segments in a band
  std::vector<std::uint32_t> band_;   ///< its pixels
  std::vector<const std::uint32_t*> pointers_;
};

}  // namespace rankplot::encode
