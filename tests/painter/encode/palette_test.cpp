#include "painter/encode/palette.hpp"

#include <gtest/gtest.h>

#include "images.hpp"

namespace rankplot::encode {
namespace {

TEST(Palette, ListsColoursInOrderOfFirstUse) {
  std::vector<std::uint8_t> indices;
  const base::Image image{5, 1, {7, 7, 3, 0xff000007, 9}};
  const auto palette = find_palette(image, indices);
  ASSERT_TRUE(palette);
  EXPECT_EQ(*palette, (Palette{7, 3, 9}));
  EXPECT_EQ(indices, (std::vector<std::uint8_t>{0, 0, 1, 0, 2}));
}

TEST(Palette, HoldsAtMost256Colours) {
  std::vector<std::uint8_t> indices;
  EXPECT_EQ(find_palette(striped(32, 32, 256), indices)->size(), 256u);
  EXPECT_FALSE(find_palette(striped(32, 32, 257), indices));
}

TEST(Palette, TakesTheFewestBitsThatPngAllows) {
  EXPECT_EQ(palette_bits(1), 1);
  EXPECT_EQ(palette_bits(2), 1);
  EXPECT_EQ(palette_bits(3), 2);
  EXPECT_EQ(palette_bits(4), 2);
  EXPECT_EQ(palette_bits(5), 4);
  EXPECT_EQ(palette_bits(16), 4);
  EXPECT_EQ(palette_bits(17), 8);
  EXPECT_EQ(palette_bits(256), 8);
}

}  // namespace
}  // namespace rankplot::encode
