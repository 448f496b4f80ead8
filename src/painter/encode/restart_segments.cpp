#include "painter/encode/restart_segments.hpp"

#include <algorithm>
#include <cstring>

#include "core/base/error.hpp"

namespace rankplot::encode {
namespace {

constexpr std::uint32_t kRgb = 0x00ffffff;
constexpr int kLeastWidth_px = 32;  // narrower ones cost more bytes than they save time
constexpr int kBand_px = 640;       // libjpeg's work for a row does not grow with narrow ones
constexpr std::size_t kMostSegments = 60'000;  // the strip stays below JPEG's 65,500 rows
constexpr double kMostDrawn = 0.8;             // of all segments: else the whole costs no more

int rounded_up(int length, int step) { return (length + step - 1) / step; }

/// MCUs in a segment: as few as make it wide enough and fill a row of the picture without a rest.
int mcus_of(const base::Image& image, int mcu_px) {
  const int across = rounded_up(image.width_px, mcu_px);
  const int down = rounded_up(image.height_px, mcu_px);
  for (int mcus = kLeastWidth_px / mcu_px; mcus <= across; ++mcus) {
    const auto segments = static_cast<std::size_t>(across / mcus) * static_cast<std::size_t>(down);
    if (across % mcus == 0 && segments <= kMostSegments) return mcus;
  }
  return 0;
}

bool is_colour(const std::uint32_t* pixels, std::size_t count, std::uint32_t colour) {
  std::uint32_t differing = 0;
  for (std::size_t i = 0; i < count; ++i) differing |= pixels[i] ^ colour;
  return (differing & kRgb) == 0;
}

using Span = std::span<const std::uint8_t>;
constexpr std::uint8_t kMarker = 0xff, kFrame = 0xc0, kRestart = 0xd0, kEnd = 0xd9, kScan = 0xda;

[[noreturn]] void damaged() {
  base::fail("the JPEG cannot be encoded: the encoder's strip has another form");
}

/// Length of all before the entropy-coded data. Sets `frame` to where the frame's header is.
std::size_t headers_length(Span file, std::size_t& frame) {
  std::size_t at = 2;  // behind SOI
  while (at + 9 < file.size() && file[at] == kMarker) {
    const std::uint8_t kind = file[at + 1];
    if (kind == kFrame) frame = at;
    at += 2 + (std::size_t{file[at + 2]} << 8 | file[at + 3]);
    if (kind == kScan) return at;
  }
  damaged();
}

/// The restart intervals of a scan, without their markers. `data` begins behind the scan's header.
std::vector<Span> intervals(Span data) {
  std::vector<Span> found;
  std::size_t begin = 0;
  for (std::size_t at = 0; at + 1 < data.size();) {
    const auto* next = static_cast<const std::uint8_t*>(
        std::memchr(data.data() + at, kMarker, data.size() - 1 - at));
    if (next == nullptr) break;
    at = static_cast<std::size_t>(next - data.data());
    const std::uint8_t kind = data[at + 1];
    at += 2;
    if (kind == 0) continue;  // a stuffed byte: data
    if (kind != kEnd && (kind & 0xf8) != kRestart) damaged();
    found.push_back(data.subspan(begin, at - 2 - begin));
    if (kind == kEnd) return found;
    begin = at;
  }
  damaged();
}

void append(std::vector<std::byte>& to, Span bytes) {
  const auto all = std::as_bytes(bytes);
  to.insert(to.end(), all.begin(), all.end());
}

}  // namespace

std::optional<RestartSegments> RestartSegments::cut(const base::Image& image, int mcu_px) {
  const int mcus = mcus_of(image, mcu_px);
  if (mcus == 0) return std::nullopt;
  RestartSegments segments(image, mcu_px, mcus);
  const auto all =
      static_cast<std::size_t>(segments.columns_) * static_cast<std::size_t>(segments.rows_);
  const auto most = static_cast<std::size_t>(kMostDrawn * static_cast<double>(all));
  for (int row = 0; row < segments.rows_; ++row) {
    for (int column = 0; column < segments.columns_; ++column) {
      if (segments.is_paper(column, row)) continue;
      if (segments.drawn_.size() == most) return std::nullopt;
      segments.drawn_.push_back(static_cast<std::uint32_t>(row * segments.columns_ + column));
    }
  }
  const auto in_strip = static_cast<int>(segments.drawn_.size()) + 1;
  segments.across_ = std::clamp(kBand_px / segments.segment_px(), 1, in_strip);
  segments.band_.resize(static_cast<std::size_t>(segments.width_px()) *
                        static_cast<std::size_t>(mcu_px));
  return segments;
}

int RestartSegments::bands() const {
  return rounded_up(static_cast<int>(drawn_.size()) + 1, across_);
}

RestartSegments::RestartSegments(const base::Image& image, int mcu_px, int mcus)
    : image_(&image),
      mcu_px_(mcu_px),
      mcus_(mcus),
      columns_(rounded_up(image.width_px, mcu_px) / mcus),
      rows_(rounded_up(image.height_px, mcu_px)),
      paper_(image.pixels.front()),
      pointers_(static_cast<std::size_t>(mcu_px)) {}

bool RestartSegments::is_paper(int column, int row) const {
  const auto stride = static_cast<std::size_t>(image_->width_px);
  const auto left = static_cast<std::size_t>(column * segment_px());
  const std::size_t width = std::min(static_cast<std::size_t>(segment_px()), stride - left);
  const int end = std::min((row + 1) * mcu_px_, image_->height_px);
  for (int y = row * mcu_px_; y < end; ++y) {
    const std::uint32_t* pixels = image_->pixels.data() + static_cast<std::size_t>(y) * stride;
    if (!is_colour(pixels + left, width, paper_)) return false;
  }
  return true;
}

/// Beyond the picture's edges its last pixels go on, as libjpeg has it.
void RestartSegments::copy(std::size_t strip_segment, std::uint32_t* to) {
  const auto stride = static_cast<std::size_t>(width_px());
  const auto width = static_cast<std::size_t>(segment_px());
  const bool is_drawn = strip_segment > 0 && strip_segment <= drawn_.size();
  const int place = is_drawn ? static_cast<int>(drawn_[strip_segment - 1]) : 0;
  const int left = place % columns_ * segment_px(), top = place / columns_ * mcu_px_;
  const auto inside = std::min(width, static_cast<std::size_t>(image_->width_px - left));
  for (int i = 0; i < mcu_px_; ++i, to += stride) {
    if (!is_drawn) {
      std::fill_n(to, width, paper_);
      continue;
    }
    const auto y = static_cast<std::size_t>(std::min(top + i, image_->height_px - 1));
    const std::uint32_t* from =
        image_->pixels.data() + y * static_cast<std::size_t>(image_->width_px) + left;
    std::copy_n(from, inside, to);
    std::fill(to + inside, to + width, from[inside - 1]);
  }
}

const std::vector<const std::uint32_t*>& RestartSegments::rows(int band) {
  for (int i = 0; i < across_; ++i) {
    copy(static_cast<std::size_t>(band * across_ + i), band_.data() + i * segment_px());
  }
  for (std::size_t row = 0; row < pointers_.size(); ++row) {
    pointers_[row] = band_.data() + row * static_cast<std::size_t>(width_px());
  }
  return pointers_;
}

std::vector<std::byte> RestartSegments::joined(std::span<const std::uint8_t> strip) const {
  std::size_t frame = 0;
  const std::size_t headers = headers_length(strip, frame);
  const std::vector<Span> coded = intervals(strip.subspan(headers));
  if (coded.size() != static_cast<std::size_t>(bands() * across_) || frame == 0) damaged();

  const auto all = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
  std::vector<std::byte> file;
  file.reserve(strip.size() + all * (coded.front().size() + 2));
  append(file, strip.first(headers));
  const auto put_size = [&](std::size_t at, int pixels) {
    file[at] = static_cast<std::byte>(pixels >> 8);
    file[at + 1] = static_cast<std::byte>(pixels & 0xff);
  };
  put_size(frame + 5, image_->height_px);
  put_size(frame + 7, image_->width_px);

  std::size_t next_drawn = 0;
  for (std::size_t place = 0; place < all; ++place) {
    const bool drawn = next_drawn < drawn_.size() && drawn_[next_drawn] == place;
    append(file, drawn ? coded[++next_drawn] : coded.front());
    const std::size_t last = all - 1;
    const auto kind = place == last ? kEnd : static_cast<std::uint8_t>(kRestart + place % 8);
    file.insert(file.end(), {std::byte{kMarker}, std::byte{kind}});
  }
  return file;
}

}  // namespace rankplot::encode
