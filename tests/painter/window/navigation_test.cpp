#include "painter/window/navigation.hpp"

#include <gtest/gtest.h>

namespace rankplot::window {
namespace {

using Change = Navigation::Change;

/// A figure of 640 x 480 pixels whose plot, x and y from 0 to 4, is 400 x 400 from (100, 40) on; as
/// the pointer counts, its top is row 40.
class Mouse : public testing::Test {
 protected:
  Mouse() { drawn(); }
  void drawn() {
    const auto& figure = navigation.figure();
    render::PlotPlace place;
    place.area = {100, 40, 500, 440};
    place.x = {job::AxisScale::Linear, figure.x.low.value_or(0), figure.x.high.value_or(4), 100,
               500};
    place.y = {job::AxisScale::Linear, figure.y.low.value_or(0), figure.y.high.value_or(4), 40,
               440};
    navigation.drawn({place});
  }
  double left() const { return navigation.figure().x.low.value(); }
  double right() const { return navigation.figure().x.high.value(); }
  double bottom() const { return navigation.figure().y.low.value(); }
  double top() const { return navigation.figure().y.high.value(); }

  Navigation navigation{job::Figure{}, {1920, 1080}};
};

TEST_F(Mouse, DragsThePlotWithTheLeftButton) {
  EXPECT_EQ(navigation.take(ButtonPressed{Button::Left, {200, 200}}), Change::None);
  EXPECT_EQ(navigation.take(PointerMoved{{250, 200}}), Change::Figure);
  drawn();
  EXPECT_EQ(navigation.take(PointerMoved{{300, 220}}), Change::Figure);
  navigation.take(ButtonReleased{Button::Left, {300, 220}});
  EXPECT_DOUBLE_EQ(left(), -1);
  EXPECT_DOUBLE_EQ(right(), 3);
  EXPECT_DOUBLE_EQ(bottom(), 0.2);  // downwards: what is above comes in
  drawn();
  EXPECT_EQ(navigation.take(PointerMoved{{400, 300}}), Change::None) << "the button is up";
}

TEST_F(Mouse, ZoomsAboutThePointerWithTheWheel) {
  // In the middle of pixel 199 of the plot, at 1.995 and, 200 rows from the top, at 1.995.
  EXPECT_EQ(navigation.take(WheelTurned{2, {299, 240}}), Change::Figure);
  EXPECT_NEAR(right() - left(), 4 / 1.44, 1e-12);
  EXPECT_NEAR((1.995 - left()) / (right() - left()), 1.995 / 4, 1e-12);
  EXPECT_NEAR((1.995 - bottom()) / (top() - bottom()), 1.995 / 4, 1e-12);
  drawn();
  navigation.take(WheelTurned{-2, {299, 240}});
  EXPECT_NEAR(left(), 0, 1e-12);
  EXPECT_NEAR(right(), 4, 1e-12);
}

TEST_F(Mouse, FillsThePlotWithARectangleOfTheRightButton) {
  navigation.take(ButtonPressed{Button::Right, {400, 340}});
  EXPECT_EQ(navigation.take(PointerMoved{{200, 140}}), Change::Overlay);
  base::Image image{640, 480, std::vector<std::uint32_t>(640 * 480, 0xFFFFFF)};
  navigation.paint_overlay(image);
  EXPECT_NE(image.pixels[140 * 640 + 300], 0xFFFFFFu) << "its upper edge";
  EXPECT_EQ(image.pixels[200 * 640 + 300], 0xFFFFFFu) << "its inside";
  EXPECT_EQ(navigation.take(ButtonReleased{Button::Right, {200, 140}}), Change::Figure);
  EXPECT_DOUBLE_EQ(left(), 1.005);
  EXPECT_DOUBLE_EQ(right(), 3.005);
  EXPECT_DOUBLE_EQ(bottom(), 0.995);
  EXPECT_DOUBLE_EQ(top(), 2.995);
}

TEST_F(Mouse, IsNotSlippedBy) {
  navigation.take(ButtonPressed{Button::Right, {200, 200}});
  EXPECT_EQ(navigation.take(ButtonReleased{Button::Right, {202, 202}}), Change::Overlay);
  EXPECT_EQ(navigation.take(ButtonPressed{Button::Left, {20, 20}}), Change::None);
  EXPECT_EQ(navigation.take(PointerMoved{{300, 300}}), Change::None) << "began outside the plot";
  EXPECT_EQ(navigation.take(WheelTurned{1, {20, 20}}), Change::None);
  EXPECT_FALSE(navigation.figure().x.low);
}

TEST_F(Mouse, ReadsWhereItStands) {
  navigation.take(PointerMoved{{299, 240}});
  EXPECT_EQ(navigation.coordinates(), "x = 2, y = 2");
  navigation.take(PointerMoved{{20, 240}});
  EXPECT_EQ(navigation.coordinates(), "");
}

TEST_F(Mouse, GoesHome) {
  navigation.take(WheelTurned{5, {299, 240}});
  navigation.home();
  EXPECT_FALSE(navigation.figure().x.low);
  EXPECT_FALSE(navigation.figure().y.high);
}

TEST_F(Mouse, KeepsWhatItMovedFromCaseToCase) {
  job::Figure next;
  next.title = "next";
  navigation.replace(next);
  EXPECT_FALSE(navigation.figure().x.low) << "nothing was moved";
  navigation.take(WheelTurned{1, {299, 240}});
  const double low = left();
  navigation.replace(next);
  EXPECT_DOUBLE_EQ(left(), low);
  EXPECT_EQ(navigation.figure().title, "next");
  navigation.home();
  EXPECT_FALSE(navigation.figure().x.low);
}

TEST_F(Mouse, ResizesTheFigure) {
  EXPECT_EQ(navigation.take(Resized{{800, 300}}), Change::Figure);
  EXPECT_EQ(navigation.figure().width_px, 800);
  EXPECT_EQ(navigation.figure().height_px, 300);
}

TEST(Navigation, BeginsWithFiguresThatFitOnTheScreen) {
  job::Figure figure;
  figure.width_px = 4000;
  figure.height_px = 2000;
  figure.dpi = 600;
  const Navigation navigation(figure, {1000, 1000});
  EXPECT_EQ(navigation.figure().width_px, 900);
  EXPECT_EQ(navigation.figure().height_px, 450);
  EXPECT_DOUBLE_EQ(navigation.figure().dpi, 135);
}

}  // namespace
}  // namespace rankplot::window
