#include "painter/encode/palette.hpp"

#include <array>

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

}  // namespace

std::optional<Palette> find_palette(const base::Image& image, std::vector<std::uint8_t>& indices) {
  indices.resize(image.pixels.size());
  ColourTable table;
  std::uint32_t last_colour = kEmpty;
  std::uint8_t last_index = 0;
  const std::uint32_t* pixels = image.pixels.data();
  std::uint8_t* out = indices.data();
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const std::uint32_t colour = pixels[i] & kRgb;
    if (colour != last_colour) {  // runs of one colour are most of a chart
      const int index = table.index_of(colour);
      if (index < 0) return std::nullopt;
      last_colour = colour;
      last_index = static_cast<std::uint8_t>(index);
    }
    out[i] = last_index;
  }
  return table.take();
}

int palette_bits(std::size_t colours) {
  if (colours <= 2) return 1;
  if (colours <= 4) return 2;
  return colours <= 16 ? 4 : 8;
}

}  // namespace rankplot::encode
