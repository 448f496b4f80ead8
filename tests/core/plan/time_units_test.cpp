#include "core/plan/time_units.hpp"

#include <gtest/gtest.h>

namespace rankplot::plan {
namespace {

constexpr double kYear2000 = 946684800;  // seconds since 1970

TEST(TimeUnits, ArePeriodsSinceADate) {
  EXPECT_EQ(time_units("seconds since 1970-01-01"), (job::TimeUnits{0, 1}));
  EXPECT_EQ(time_units("days since 2000-01-01"), (job::TimeUnits{kYear2000, 86400}));
  EXPECT_EQ(time_units("h since 2000-1-1 12:30"), (job::TimeUnits{kYear2000 + 45000, 3600}));
  EXPECT_EQ(time_units("msec since 2000-01-01T00:00:01.5Z"),
            (job::TimeUnits{kYear2000 + 1.5, 1e-3}));
}

TEST(TimeUnits, MayNameAZone) {
  EXPECT_EQ(time_units("days since 2000-01-01 00:00:00 UTC"), (job::TimeUnits{kYear2000, 86400}));
  EXPECT_EQ(time_units("days since 2000-01-01 02:00 +2:00"), (job::TimeUnits{kYear2000, 86400}));
  EXPECT_EQ(time_units("s since 2000-01-01 00:00 -0130"), (job::TimeUnits{kYear2000 + 5400, 1}));
}

TEST(TimeUnits, AreNothingElse) {
  for (const char* text :
       {"", "days", "since 2000-01-01", "months since 2000-01-01", "days since", "days since then",
        "days since 2000-13-01", "days since 2001-02-29", "days since 2000-01-01, noleap",
        "m since 2000-01-01", "days since 2000-01-01 25:00", "days since 99999999999-01-01",
        "days after 2000-01-01", "days since 2000-01-01 12:00 tea"})
    EXPECT_FALSE(time_units(text)) << text;
}

}  // namespace
}  // namespace rankplot::plan
