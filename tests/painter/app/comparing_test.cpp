#include "painter/app/comparing.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"

using namespace rankplot;
using namespace rankplot::app;

TEST(Comparing, CountsPixelsAndTheGreatestStepOfAChannel) {
  const base::Image white{2, 2, std::vector<std::uint32_t>(4, 0xFFFFFF)};
  base::Image other = white;
  other.pixels[1] = 0xFFFEFF;  // green by 1
  other.pixels[3] = 0xFFFF37;  // blue by 200
  const PixelDifference difference = difference_of(white, other);
  EXPECT_EQ(difference.pixels, 4u);
  EXPECT_EQ(difference.changed, 2u);
  EXPECT_EQ(difference.greatest, 200);
  EXPECT_EQ(difference_of(white, white).changed, 0u);
}

TEST(Comparing, RefusesPicturesOfTwoSizesAndNamesBoth) {
  const base::Image small{2, 1, {0, 0}}, large{1, 2, {0, 0}};
  try {
    difference_of(small, large);
    ADD_FAILURE() << "they were compared";
  } catch (const base::Error& error) {
    EXPECT_STREQ(error.what(), "of 2 x 1 pixels, now of 1 x 2");
  }
}

TEST(Comparing, SaysWhatCannotBeDecoded) {
  const nlohmann::json said = compare("/nowhere/a.png", "/nowhere/b.png");
  EXPECT_NE(said.at("refusal").get<std::string>().find("/nowhere/a.png"), std::string::npos);
}
