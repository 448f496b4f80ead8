#include "painter/render/chart/ticks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rankplot::render {
namespace {

using job::AxisScale;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// matplotlib's default figure: 496 px across, 370 px up, 10 pt labels at 100 dpi.
const TickSpace kAcross{496, 13.9, true, {}};
const TickSpace kUp{370, 13.9, false, {}};

std::vector<std::string> labels(const Ticks& ticks) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticks.major) texts.push_back(tick.label);
  return texts;
}

std::vector<double> values(const Ticks& ticks) {
  std::vector<double> found;
  for (const Tick& tick : ticks.major) found.push_back(tick.value);
  return found;
}

using Texts = std::vector<std::string>;
using Values = std::vector<double>;

// 10 / 9 intervals = 1.11; the next nice step is 2.
TEST(LinearTicks, StepByTwoOverTen) {
  const Ticks ticks = linear_ticks({0, 10}, kAcross);
  EXPECT_EQ(labels(ticks), (Texts{"0", "2", "4", "6", "8", "10"}));
  EXPECT_EQ(values(ticks), (Values{0, 2, 4, 6, 8, 10}));
  EXPECT_EQ(ticks.offset, "");
  EXPECT_TRUE(ticks.minor.empty());
}

TEST(LinearTicks, ShareTheirNumberOfDecimalsAndAreTheNearestDoubles) {
  const Ticks ticks = linear_ticks({0.1, 0.35}, kUp);
  EXPECT_EQ(labels(ticks), (Texts{"0.10", "0.15", "0.20", "0.25", "0.30", "0.35"}));
  EXPECT_EQ(values(ticks), (Values{0.1, 0.15, 0.2, 0.25, 0.3, 0.35}));
}

TEST(LinearTicks, WriteATrueMinus) {
  EXPECT_EQ(labels(linear_ticks({-1, 1}, TickSpace{100, 13.9, false, {}})),
            (Texts{"\u22121", "0", "1"}));
}

TEST(LinearTicks, TakeOutAPowerOfTenFromAMillionOn) {
  const Ticks ticks = linear_ticks({0, 1.05e7}, kAcross);
  EXPECT_EQ(labels(ticks), (Texts{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
  EXPECT_EQ(ticks.offset, "1e7");
  EXPECT_EQ(linear_ticks({0, 900000}, kAcross).offset, "");
  EXPECT_EQ(linear_ticks({0, 1e-7}, kAcross).offset, "1e\u22127");
}

// 123456 ... 123466 share the digits 1234: leaving them out saves four.
TEST(LinearTicks, TakeOutWhatAllShare) {
  const Ticks ticks = linear_ticks({123456, 123467}, kAcross);
  EXPECT_EQ(labels(ticks), (Texts{"56", "58", "60", "62", "64", "66"}));
  EXPECT_EQ(ticks.offset, "+1.234e5");
  EXPECT_EQ(values(ticks).front(), 123456);
}

// 2000 ... 2020 share only "20": two digits are not worth it.
TEST(LinearTicks, KeepYearsWhole) {
  EXPECT_EQ(labels(linear_ticks({2000, 2024}, kAcross)),
            (Texts{"2000", "2005", "2010", "2015", "2020"}));
}

TEST(LinearTicks, AroundALargeRoundNumberAreCountedFromIt) {
  const Ticks ticks = linear_ticks({99.99, 100.01}, TickSpace{496, 13.9, false, {}});
  EXPECT_EQ(ticks.offset, "+1e2");
  EXPECT_EQ(ticks.major.front().label, "\u22120.0100");
  EXPECT_EQ(ticks.major.back().label, "0.0100");
}

TEST(LinearTicks, BecomeFewerWhereLabelsWouldTouch) {
  const TickSpace wide{496, 13.9, true, [](std::string_view) { return 200.0; }};
  // Steps of 2 are 99 px apart, of 5 248 px: room for 200 px and a gap of 7.
  EXPECT_EQ(values(linear_ticks({0, 10}, wide)), (Values{0, 5, 10}));
}

TEST(LinearTicks, TerminateForEveryRange) {
  const double tiny = std::numeric_limits<double>::denorm_min();
  const double most = std::numeric_limits<double>::max();
  const double ends[] = {0,    tiny,         -tiny, 1e-310, 1e-300,  1,    std::nextafter(1, 2),
                         1e15, 1e15 + 0.125, 1e22,  1e300,  1.1e300, most, -most,
                         -1};
  for (double low : ends) {
    for (double high : ends) {
      for (double length : {0.0, 1.0, 370.0, 1e9}) {
        const Ticks ticks = linear_ticks({low, high}, TickSpace{length, 13.9, true, {}});
        ASSERT_GE(ticks.major.size(), 1u) << low << " " << high;
        ASSERT_LE(ticks.major.size(), static_cast<std::size_t>(kMostTicks)) << low << " " << high;
        for (std::size_t i = 1; i < ticks.major.size(); ++i) {
          ASSERT_LT(ticks.major[i - 1].value, ticks.major[i].value) << low << " " << high;
        }
      }
    }
  }
}

TEST(LinearTicks, AreNoneWhereTheEndsAreNotFinite) {
  EXPECT_TRUE(linear_ticks({0, kInfinity}, kAcross).major.empty());
  EXPECT_TRUE(linear_ticks({std::nan(""), 1}, kAcross).major.empty());
}

TEST(LinearTicks, OfAnInvertedRangeAscend) {
  EXPECT_EQ(values(linear_ticks({10, 0}, kAcross)), (Values{0, 2, 4, 6, 8, 10}));
}

TEST(LogTicks, LabelDecadesAndMarkTheDigitsBetween) {
  const Ticks ticks = log_ticks({1, 1000}, kAcross);
  EXPECT_EQ(labels(ticks), (Texts{"10⁰", "10¹", "10²", "10³"}));
  EXPECT_EQ(ticks.minor.size(), 3u * 8u);  // 2 to 9 in each of three decades
  EXPECT_EQ(ticks.minor.front(), 2);
  EXPECT_EQ(ticks.minor.back(), 900);
}

TEST(LogTicks, ThinOutOverManyDecadesAndKeepTheRestAsMinor) {
  const Ticks ticks = log_ticks({1e-12, 1e12}, kAcross);  // 25 decades; at most 9 intervals
  EXPECT_EQ(labels(ticks),
            (Texts{"10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "10⁰", "10³", "10⁶", "10⁹", "10¹²"}));
  EXPECT_EQ(ticks.minor.size(), 25u - 9u);
}

TEST(LogTicks, LabelTwoAndFiveWhereThereIsOneDecade) {
  EXPECT_EQ(labels(log_ticks({20, 500}, kAcross)),
            (Texts{"2\u00d710¹", "5\u00d710¹", "10²", "2\u00d710²", "5\u00d710²"}));
}

TEST(LogTicks, FallBackToLinearPlacesWithinADigit) {
  EXPECT_EQ(labels(log_ticks({3, 4}, kAcross)), (Texts{"3.0", "3.2", "3.4", "3.6", "3.8", "4.0"}));
}

TEST(LogTicks, TerminateForEveryRange) {
  const double tiny = std::numeric_limits<double>::denorm_min();
  const double ends[] = {
      tiny, 1e-310, 1e-5, 1, 1.0000001, 3, 1e15, 1e300, std::numeric_limits<double>::max()};
  for (double low : ends) {
    for (double high : ends) {
      const Ticks ticks = log_ticks({low, high}, kAcross);
      EXPECT_GE(ticks.major.size(), 1u) << low << " " << high;
      EXPECT_LE(ticks.major.size(), static_cast<std::size_t>(kMostTicks)) << low << " " << high;
    }
  }
  EXPECT_TRUE(log_ticks({0, 1}, kAcross).major.empty());
  EXPECT_TRUE(log_ticks({1, kInfinity}, kAcross).major.empty());
}

TEST(Nonsingular, SpreadsEqualEndsByFivePercent) {
  EXPECT_EQ(nonsingular({2, 2}), (Range{2 - 0.1, 2 + 0.1}));
  EXPECT_EQ(nonsingular({0, 0}), (Range{-0.05, 0.05}));
  EXPECT_EQ(nonsingular({3, 1}), (Range{3, 1}));
  EXPECT_EQ(nonsingular({kInfinity, -kInfinity}), (Range{0, 1}));
  EXPECT_EQ(nonsingular({100, 100}, AxisScale::Log), (Range{10, 1000}));
  EXPECT_EQ(nonsingular({0, 5}, AxisScale::Log), (Range{1, 10}));
}

TEST(Margins, AreSharesOfTheExtent) {
  EXPECT_EQ(with_margins({0, 10}, 0.05, 0, AxisScale::Linear), (Range{-0.5, 10}));
  const Range log = with_margins({1, 100}, 0.5, 0.5, AxisScale::Log);
  EXPECT_NEAR(log.low, 0.1, 1e-12);
  EXPECT_NEAR(log.high, 1000, 1e-9);
  const double most = std::numeric_limits<double>::max();
  EXPECT_EQ(with_margins({-most, most}, 0.05, 0.05, AxisScale::Linear), (Range{-most, most}));
}

}  // namespace
}  // namespace rankplot::render
