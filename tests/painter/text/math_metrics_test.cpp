#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "mathtext_table.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::text {
namespace {

constexpr const char* kTightScripts = "scripts have no room around signs, as in TeX";
constexpr const char* kThinSpace =
    "operators have a thin space beside them, as in TeX, and none behind the last";
constexpr const char* kOtherSign = "the sign that grows is DejaVu Math's, not STIX's";

/// Where we are wider or narrower than matplotlib, and why.
const std::map<std::string, std::string>& widths_by_design() {
  static const std::map<std::string, std::string> known{
      {R"(x_{i,j})", kTightScripts},
      {R"(\sum_{i=0}^{n})", kTightScripts},
      {R"(\prod_{k=1}^{N})", kTightScripts},
      {R"(45^\circ)", kTightScripts},
      {R"(\oint E)", kThinSpace},
      {R"(\log_{10})", kThinSpace},
      {R"(n! / k!)", "an exclamation mark is a closing sign, as in TeX"},
      {R"(\sqrt{x})", kOtherSign},
      {R"(\sqrt[3]{x})", kOtherSign},
      {R"(\sqrt{\frac{a}{b}})", kOtherSign},
      {R"(\sigma = \sqrt{\frac{1}{N}})", kOtherSign},
      {R"(\left[\frac{a}{b}\right])", kOtherSign},
      {R"(\left\{\frac{x}{y}\right\})", kOtherSign}};
  return known;
}

/// 5 %, and two pixels for matplotlib's rounding up.
double slack(double expected) { return 0.05 * expected + 2; }

TEST(MathMetrics, AreThoseOfMatplotlibWithinFivePercent) {
  EXPECT_GE(std::size(kMathtext), 60u);
  for (const Measured& known : kMathtext) {
    SCOPED_TRACE(known.formula);
    const Line& line = sans().lay_out("$" + std::string(known.formula) + "$", 100);
    EXPECT_TRUE(line.notes.empty()) << line.notes.front();
    EXPECT_NEAR(line.ink_top, known.height, slack(known.height));
    EXPECT_NEAR(std::max(0.0, -line.ink_bottom), known.depth, slack(known.depth));
    if (!widths_by_design().contains(known.formula))
      EXPECT_NEAR(line.advance, known.width, slack(known.width));
    else
      EXPECT_GT(std::abs(line.advance - known.width), slack(known.width))
          << "no longer different by design";
  }
}

}  // namespace
}  // namespace rankplot::text
