#include "painter/render/chart/colormap_groups.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace rankplot::render {
namespace {

TEST(ColormapGroups, HoldEveryMapOnce) {
  std::vector<std::string> names;
  for (const ColormapGroup& group : colormap_groups())
    names.insert(names.end(), group.names.begin(), group.names.end());
  std::ranges::sort(names);
  EXPECT_EQ(names, colormap_names());
}

Colormap greys(const std::vector<std::uint32_t>& levels) {
  Colormap map;
  for (const std::uint32_t level : levels) map.colors.push_back(0xFF000000u | level * 0x010101u);
  return map;
}

// L* of the grey 0x76 is 49.64, of 0x77 50.03, of 0x78 50.43 and of 0x79 50.83 (IEC 61966-2-1, CIE
// 1976).
TEST(ColormapGroups, LightnessMayTurnBackByTheSlackAlone) {
  EXPECT_TRUE(keeps_order_of_lightness(greys({0, 0x79, 0x77, 255})));   // by 0.8
  EXPECT_FALSE(keeps_order_of_lightness(greys({0, 0x79, 0x76, 255})));  // by 1.2
  EXPECT_TRUE(keeps_order_of_lightness(greys({255, 0x77, 0x79, 0})));   // falling
  EXPECT_FALSE(keeps_order_of_lightness(greys({0x77, 0x77, 0x78})));    // no order at all
}

TEST(ColormapGroups, KnowWhichMapsKeepTheirOrderInGrey) {
  for (const char* name : {"viridis", "cividis", "magma_r", "Greys", "hot", "cubehelix"})
    EXPECT_TRUE(keeps_order_of_lightness(colormap(name))) << name;
  for (const char* name : {"jet", "rainbow", "hsv", "coolwarm", "twilight", "tab10", "flag"})
    EXPECT_FALSE(keeps_order_of_lightness(colormap(name))) << name;
}

}  // namespace
}  // namespace rankplot::render
