#include "core/expr/field_text.hpp"

#include <gtest/gtest.h>

namespace rankplot::expr {
namespace {

std::string written(const char* format, double value) { return NumberFormat::parse(format)(value); }

// As Python's "{:.1f} km".format(12.34) and so on.
TEST(NumberFormat, WritesAsPythonDoes) {
  EXPECT_EQ(written("{:.1f} km", 12.34), "12.3 km");
  EXPECT_EQ(written("{}", 0.1), "0.1");
  EXPECT_EQ(written("{}", -0.0), "0");
  EXPECT_EQ(written("{:,.0f}", 1234567), "1,234,567");
  EXPECT_EQ(written("{:.0%}", 0.5), "50%");
  EXPECT_EQ(written("{{{:+.2e}}}", 1500), "{+1.50e+03}");
}

TEST(NumberFormat, TakesOneFieldWithoutANameThatSuitsAnyNumber) {
  for (const char* wrong : {"", "km", "{} {}", "{x}", "{:d}", "{:s}", "{:q}", "{", "{:.99f}"})
    EXPECT_THROW(NumberFormat::parse(wrong), SyntaxError) << wrong;
}

}  // namespace
}  // namespace rankplot::expr
