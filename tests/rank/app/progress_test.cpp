#include <gtest/gtest.h>

#include "rank/app/progress_display.hpp"

using namespace rankplot::app;
using rankplot::dispatch::Progress;

TEST(ProgressText, HasRateAndTimeLeft) {
  // 100 in 2 s are 50 a second; the other 300 take 6 s.
  EXPECT_EQ(progress_text(Progress{100, 0, 400}, 2.0),
            "100 of 400 figures, 25 %, 50 a second, 0:06 left");
  // 1 in 4 s; 399 more take 1596 s, 26 min 36 s.
  EXPECT_EQ(progress_text(Progress{1, 1, 400}, 4.0),
            "1 of 400 figures, 0 %, 0.2 a second, 26:36 left, 1 failed");
  EXPECT_EQ(progress_text(Progress{1, 0, 10'001}, 1.0),
            "1 of 10001 figures, 0 %, 1.0 a second, 2:46:40 left");
}

TEST(ProgressText, PromisesNothingAtTheBeginningAndTheEnd) {
  EXPECT_EQ(progress_text(Progress{0, 0, 400}, 2.0), "0 of 400 figures, 0 %");
  EXPECT_EQ(progress_text(Progress{4, 0, 4}, 2.0), "4 of 4 figures, 100 %, 2.0 a second");
  EXPECT_EQ(progress_text(Progress{0, 0, 0}, 0.0), "0 of 0 figures, 100 %");
}

TEST(ProgressBar, IsFilledAsFarAsTheRunIs) {
  EXPECT_EQ(progress_bar(Progress{1, 0, 4}, "x", 80), "[======                  ] x");
  EXPECT_EQ(progress_bar(Progress{4, 0, 4}, "x", 80), "[========================] x");
}

TEST(ProgressBar, GivesWayOnANarrowTerminal) {
  EXPECT_EQ(progress_bar(Progress{1, 0, 4}, "1 of 4 figures", 6), "1 of 4");
}
