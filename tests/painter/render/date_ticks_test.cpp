#include "painter/render/chart/date_ticks.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::render {
namespace {

const TickSpace kAcross{496, 13.9, true, {}};
constexpr double kDay = 86400, kYear2000 = 946684800;  // 30 years with 7 leap days: 10957 days

std::vector<std::string> labels(const Ticks& ticks) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticks.major) texts.push_back(tick.label);
  return texts;
}

Ticks between(double low, double high) {
  return date_ticks({kYear2000 + low, kYear2000 + high}, {}, kAcross);
}

using Texts = std::vector<std::string>;

TEST(DateTicks, CountWholeYears) {
  EXPECT_EQ(labels(between(0, 5 * 366 * kDay)),
            (Texts{"2000", "2001", "2002", "2003", "2004", "2005"}));
  EXPECT_EQ(between(0, 5 * 366 * kDay).offset, "");
}

TEST(DateTicks, NameMonthsAndWriteTheYearWhereOneBegins) {
  const Ticks ticks = between(-100 * kDay, 200 * kDay);
  EXPECT_EQ(labels(ticks),
            (Texts{"Oct", "Nov", "Dec", "2000", "Feb", "Mar", "Apr", "May", "Jun", "Jul"}));
  EXPECT_EQ(ticks.offset, "");  // a label says it
}

TEST(DateTicks, SayOnceWhatAllShare) {
  const Ticks days = between(1 * kDay, 8 * kDay);
  EXPECT_EQ(labels(days), (Texts{"02", "03", "04", "05", "06", "07", "08", "09"}));
  EXPECT_EQ(days.offset, "2000-Jan");
  const Ticks hours = between(3600, 10 * 3600);
  EXPECT_EQ(hours.major.front().label, "01:00");
  EXPECT_EQ(hours.offset, "2000-Jan-01");
  const Ticks seconds = between(61, 100);
  EXPECT_EQ(seconds.major.front().label, "05");
  EXPECT_EQ(seconds.offset, "2000-Jan-01 00:01");
}

TEST(DateTicks, StandAtTheStartOfMonthsHoweverLongTheyAre) {
  const Ticks ticks = between(0, 120 * kDay);
  EXPECT_EQ(labels(ticks), (Texts{"Jan", "15", "Feb", "15", "Mar", "15", "Apr", "15"}));
  EXPECT_EQ(ticks.major.at(4).value, kYear2000 + (31 + 29) * kDay);  // a leap year
  EXPECT_EQ(ticks.offset, "2000");
}

TEST(DateTicks, AreInTheAxisOwnValues) {
  const job::TimeUnits days{kYear2000, kDay};
  const Ticks ticks = date_ticks({0, 120}, days, kAcross);
  EXPECT_EQ(ticks.major.at(4).value, 60);
}

TEST(DateTicks, OfLessThanTwoSecondsOrOfNoCalendarAreNumbers) {
  EXPECT_EQ(labels(date_ticks({0, 1}, {}, kAcross)).back(), "1.0");
  EXPECT_FALSE(date_ticks({-1e300, 1e300}, {}, kAcross).major.empty());
  EXPECT_FALSE(date_ticks({0, 1e12}, {}, kAcross).major.empty());
}

TEST(DateTicks, AreFewAtAnyLength) {
  for (double extent = 2; extent < 2e11; extent *= 1.7)
    for (const double room : {40.0, 200.0, 1600.0}) {
      TickSpace space = kAcross;
      space.length_px = room;
      const Ticks ticks = date_ticks({kYear2000, kYear2000 + extent}, {}, space);
      EXPECT_LE(ticks.major.size(), 12u) << extent;
      EXPECT_GE(ticks.major.size(), 1u) << extent << " on " << room;
    }
}

TEST(DateText, WritesWhatStrftimeWould) {
  EXPECT_EQ(date_text(kYear2000 + 3723, {}, "%d.%m.%Y %H:%M:%S %b %j"),
            "01.01.2000 01:02:03 Jan 001");
  EXPECT_THROW(date_text(0, {}, "%Q"), base::Error);
  EXPECT_EQ(iso_text(kYear2000, {}), "2000-01-01");
  EXPECT_EQ(iso_text(kYear2000 + 60, {}), "2000-01-01 00:01");
}

}  // namespace
}  // namespace rankplot::render
