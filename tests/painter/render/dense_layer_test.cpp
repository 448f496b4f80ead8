#include "painter/render/chart/devices/dense_layer.hpp"

#include <gtest/gtest.h>

#include <random>

namespace rankplot::render {
namespace {

/// Keeps what is shown on it.
class KeptPage : public Page {
 public:
  void stroke(const Path&, const Pen&) override {}
  void fill(const Path&, Color, bool) override {}
  void repeat(const Mark&, std::span<const Point>, std::span<const Color>) override {}
  void write(const text::Line&, const TextPlace&) override {}
  void show(const Picture& picture, const Area& area) override {
    for (const std::uint32_t pixel : picture.argb)
      shares.push_back(static_cast<std::uint8_t>(pixel >> 24));
    place = area;
  }
  void show(const Coverage& coverage, const Area& area) override {
    shares.assign(coverage.shares.begin(), coverage.shares.end());
    ink = coverage.ink;
    place = area;
  }
  void clip(const Area&) override {}
  void unclip() override {}
  std::vector<std::byte> finish() override { return {}; }

  std::vector<std::uint8_t> shares;
  Color ink{1, 2, 3, 4};
  Area place;
};

constexpr Color kBlue{0, 0, 255, 255};

std::vector<Point> cloud(std::size_t count) {
  std::mt19937 generator(5);
  std::vector<Point> points;
  for (std::size_t i = 0; i < count; ++i) {
    const auto part = [&] { return static_cast<float>(generator() % 30'000) / 100; };
    points.push_back({part(), part()});
  }
  return points;
}

const PageSize kSize{100, 100, 100};  // 300 x 300 pixels of 300 dpi

TEST(DenseLayer, LeavesOutOnlyWhatIsNotSeen) {
  const MarkerStyle marker{"o", 8, kBlue, kBlue, 1};
  const std::vector<Point> points = cloud(60'000);
  KeptPage thinned, whole;
  DenseLayer one(kSize), other(kSize);
  one.set([&](CairoImage& device) { device.set_marker(marker); });
  other.set([&](CairoImage& device) { device.set_marker(marker); });
  one.draw_marks(points, marker);
  one.take(thinned);
  std::vector<Point> copy = points;
  other.device().DrawMarkers(0, false, reinterpret_cast<float*>(copy.data()),
                             static_cast<int>(copy.size()), nullptr, 0);
  other.take(whole);
  EXPECT_EQ(thinned.ink, kBlue);
  ASSERT_EQ(thinned.shares.size(), whole.shares.size());
  EXPECT_TRUE(thinned.shares == whole.shares);
}

TEST(DenseLayer, IsCutToWhatWasDrawn) {
  const MarkerStyle marker{"s", 10, kBlue, {0, 0, 0, 0}, 0};
  DenseLayer layer(kSize);
  layer.set([&](CairoImage& device) { device.set_marker(marker); });
  // From 95 to 105 along x and, of 300 from the bottom, 195 to 205 from the top: in pixels of the
  // page a third of that.
  layer.draw_marks(std::vector<Point>{{100, 100}}, marker);
  KeptPage page;
  layer.take(page);
  EXPECT_EQ(page.shares.size(), 100u);
  EXPECT_NEAR(page.place.left, 95 / 3.0, 1e-9);
  EXPECT_NEAR(page.place.top, 195 / 3.0, 1e-9);
  EXPECT_NEAR(page.place.width, 10 / 3.0, 1e-9);
  KeptPage empty;
  layer.take(empty);
  EXPECT_TRUE(empty.shares.empty());
}

TEST(DenseLayer, IsAPictureWhereColoursMeet) {
  MarkerStyle marker{"s", 10, kBlue, {0, 0, 0, 0}, 0};
  DenseLayer layer(kSize);
  for (const Color& color : {kBlue, Color{255, 0, 0, 255}}) {
    marker.face = color;
    layer.set([&](CairoImage& device) { device.set_marker(marker); });
    layer.draw_marks(std::vector<Point>{{100, 100}}, marker);
  }
  KeptPage page;
  layer.take(page);
  EXPECT_EQ(page.ink, (Color{1, 2, 3, 4}));
  EXPECT_EQ(page.shares.size(), 100u);
}

}  // namespace
}  // namespace rankplot::render
