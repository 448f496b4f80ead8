#include "painter/encode/palette.hpp"

#include <array>
#include <cstring>

namespace rankplot::encode {
namespace {

constexpr std::uint32_t kRgb = 0x00ffffff;
constexpr std::uint32_t kEmpty = 0xffffffff;  // no pixel: its top byte is not zero

/// Colour -> index by open addressing; a quarter full at most.
class ColourTable {
 public:
  ColourTable() { keys_.fill(kEmpty); }

  /// The colour's index; -1 when it would be the 257th.
  int index_of(std::uint32_t colour) {
    std::uint32_t slot = (colour * 0x9e3779b1u) >> kShift;
    while (keys_[slot] != colour) {
      if (keys_[slot] == kEmpty) return insert(slot, colour);
      slot = (slot + 1) & (kSlots - 1);
    }
    return indices_[slot];
  }

  Palette take() { return std::move(palette_); }

 private:
  static constexpr std::uint32_t kSlots = 1024;
  static constexpr int kShift = 32 - 10;

  int insert(std::uint32_t slot, std::uint32_t colour) {
    if (palette_.size() == 256) return -1;
    keys_[slot] = colour;
    indices_[slot] = static_cast<std::uint8_t>(palette_.size());
    palette_.push_back(colour);
    return indices_[slot];
  }

  std::array<std::uint32_t, kSlots> keys_;
  std::array<std::uint8_t, kSlots> indices_;
  Palette palette_;
};

/// How many pixels from `first` on have its colour. Runs are most of a chart: eight at a time.
std::size_t run_length(const std::uint32_t* first, std::size_t most) {
  const std::uint32_t colour = *first & kRgb;
  const std::uint64_t twice = std::uint64_t{colour} << 32 | colour;
  const std::uint64_t mask = std::uint64_t{kRgb} << 32 | kRgb;
  std::size_t length = 1;
  for (; length + 8 <= most; length += 8) {
    std::array<std::uint64_t, 4> pairs;
    std::memcpy(pairs.data(), first + length, sizeof pairs);
    const std::uint64_t differing =
        (pairs[0] ^ twice) | (pairs[1] ^ twice) | (pairs[2] ^ twice) | (pairs[3] ^ twice);
    if ((differing & mask) != 0) break;
  }
  while (length < most && (first[length] & kRgb) == colour) ++length;
  return length;
}

}  // namespace

std::optional<Palette> find_palette(const base::Image& image, std::vector<std::uint8_t>& indices) {
  const std::size_t count = image.pixels.size();
  indices.resize(count);
  ColourTable table;
  for (std::size_t i = 0; i < count;) {
    const int index = table.index_of(image.pixels[i] & kRgb);
    if (index < 0) return std::nullopt;
    const std::size_t run = run_length(&image.pixels[i], count - i);
    std::memset(&indices[i], index, run);
    i += run;
  }
  return table.take();
}

int palette_bits(std::size_t colours) {
  if (colours <= 2) return 1;
  if (colours <= 4) return 2;
  return colours <= 16 ? 4 : 8;
}

}  // namespace rankplot::encode
