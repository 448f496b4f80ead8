// One contract for every registered output format.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "images.hpp"
#include "painter/encode/format.hpp"

namespace rankplot::encode {
namespace {

class FormatContract : public testing::TestWithParam<const Format*> {
 protected:
  const Format& format() const { return *GetParam(); }
  const std::string& suffix() const { return format().entry.suffixes.front(); }
};

TEST_P(FormatContract, SaysWhatItIs) {
  const job::Entry& entry = format().entry;
  EXPECT_FALSE(entry.name.empty());
  EXPECT_FALSE(entry.summary.empty());
  EXPECT_FALSE(entry.suffixes.empty());
  EXPECT_NE(entry.example.find("save = \""), std::string::npos);
  EXPECT_NE(entry.example.find("." + suffix() + "\""), std::string::npos);
  for (const job::Option& option : entry.options) {
    EXPECT_FALSE(option.name.empty());
    EXPECT_FALSE(option.summary.empty());
  }
}

TEST_P(FormatContract, DecodesWhatItEncodedAtItsSize) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 17}, {23, 1}, {33, 31}, {640, 480}}) {
    const base::Image image = smooth(width, height);
    const base::Image back = decode(encode(image, suffix(), {}), suffix());
    EXPECT_EQ(back.width_px, width);
    EXPECT_EQ(back.height_px, height);
    EXPECT_EQ(back.pixels.size(), image.pixels.size());
    EXPECT_LE(largest_difference(image, back), 12);
  }
}

TEST_P(FormatContract, GivesTheSameBytesTwiceWhateverCameBetween) {
  const auto first = encode(smooth(64, 48), suffix(), {});
  encode(noisy(301, 7), suffix(), {});
  EXPECT_EQ(encode(smooth(64, 48), suffix(), {}), first);
}

TEST_P(FormatContract, IgnoresTheUnusedByteOfAPixel) {
  base::Image image = smooth(20, 20);
  const auto bytes = encode(image, suffix(), {});
  for (std::size_t i = 0; i < image.pixels.size(); i += 3) image.pixels[i] |= 0xff000000;
  EXPECT_EQ(encode(image, suffix(), {}), bytes);
}

TEST_P(FormatContract, RefusesWhatIsCutShort) {
  const auto bytes = encode(noisy(40, 40), suffix(), {});
  for (const std::size_t kept :
       {std::size_t{0}, std::size_t{1}, std::size_t{20}, bytes.size() / 2, bytes.size() - 20}) {
    const std::vector<std::byte> cut(bytes.begin(),
                                     bytes.begin() + static_cast<std::ptrdiff_t>(kept));
    EXPECT_THROW(decode(cut, suffix()), base::Error) << kept << " of " << bytes.size();
  }
}

TEST_P(FormatContract, SurvivesAnyChangedByteOfItsHeader) {
  const auto bytes = encode(smooth(16, 16), suffix(), {});
  for (std::size_t at = 0; at < std::min<std::size_t>(bytes.size(), 400); ++at) {
    for (const int value : {0, 1, 127, 255}) {
      auto damaged = bytes;
      damaged[at] = std::byte(value);
      try {
        const base::Image image = decode(damaged, suffix());
        EXPECT_EQ(image.pixels.size(), static_cast<std::size_t>(image.width_px) *
                                           static_cast<std::size_t>(image.height_px));
      } catch (const base::Error& error) {
        EXPECT_STRNE(error.what(), "");
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, FormatContract, testing::ValuesIn(formats()),
                         [](const auto& format) { return format.param->entry.name; });

TEST(Formats, AreAllInTheVocabulary) {
  job::Vocabulary vocabulary;
  describe(vocabulary);
  ASSERT_EQ(vocabulary.formats.size(), formats().size());
  EXPECT_EQ(vocabulary.formats.front().name, formats().front()->entry.name);
}

TEST(Formats, ShareNoSuffix) {
  std::vector<std::string> suffixes;
  for (const Format* format : formats()) {
    suffixes.insert(suffixes.end(), format->entry.suffixes.begin(), format->entry.suffixes.end());
  }
  std::sort(suffixes.begin(), suffixes.end());
  EXPECT_EQ(std::adjacent_find(suffixes.begin(), suffixes.end()), suffixes.end());
}

}  // namespace
}  // namespace rankplot::encode
