#include "core/expr/array_functions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "core/base/error.hpp"
#include "core/expr/expression.hpp"

namespace rankplot::expr {
namespace {

using Shape = std::vector<std::size_t>;
using Values = std::vector<double>;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// [[3, 1, 2], [6, 5, 4]]
base::Field table() { return {{2, 3}, {3, 1, 2, 6, 5, 4}}; }

base::Field evaluate(const std::string& text, const std::vector<base::Field>& arrays = {table()}) {
  return Expression::parse(text).evaluate(arrays, {{"p", "50"}});
}

void expect(const std::string& text, const Shape& shape, const Values& values) {
  const base::Field result = evaluate(text);
  EXPECT_EQ(result.shape, shape) << text;
  ASSERT_EQ(result.values.size(), values.size()) << text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_DOUBLE_EQ(result.values[i], values[i]) << text << ", value " << i;
  }
}

std::string refusal(const std::string& text, const std::vector<base::Field>& arrays = {table()}) {
  try {
    evaluate(text, arrays);
  } catch (const base::Error& error) {
    return error.what();
  }
  ADD_FAILURE() << text << " was evaluated";
  return "";
}

TEST(ArrayFunctions, ReduceAWholeArrayToOneNumber) {
  expect("sum(V)", {}, {21});
  expect("mean(V)", {}, {3.5});
  expect("min(V)", {}, {1});
  expect("max(V)", {}, {6});
  expect("ptp(V)", {}, {5});
  expect("prod(V)", {}, {720});
  expect("var(V)", {}, {17.5 / 6});
  expect("std(V)", {}, {std::sqrt(17.5 / 6)});
  expect("median(V)", {}, {3.5});
  expect("norm(V)", {}, {std::sqrt(91.0)});
  expect("argmax(V)", {}, {3});
  expect("argmin(V)", {}, {1});
  expect("any(V > 5) + all(V > 0) + all(V > 1)", {}, {2});
  expect("count_nonzero(V > 2)", {}, {4});
  expect("size(V)", {}, {6});
  expect("size(V) + mean(2)", {}, {8});
}

TEST(ArrayFunctions, ReduceAlongAxes) {
  expect("sum(V, axis=0)", {3}, {9, 6, 6});
  expect("sum(V, 1)", {2}, {6, 15});
  expect("max(V, axis=-1)", {2}, {3, 6});
  expect("argmin(V, axis=1)", {2}, {1, 2});
  expect("mean(V, axis=(0, 1))", {}, {3.5});
  expect("sum(V, axis=1, keepdims=True)", {2, 1}, {6, 15});
  expect("sum(V, keepdims=true)", {1, 1}, {21});
  expect("percentile(V, 50, 0)", {3}, {4.5, 3, 3});
  expect("norm(V - 3, axis=0)", {3}, {3, std::sqrt(8.0), std::sqrt(2.0)});
}

TEST(ArrayFunctions, ReduceAnyAxesOfABox) {
  // Element [i, j, k] of a 3 x 40 x 2 array is 100 i + j + 1000 k.
  base::Field box{{3, 40, 2}, {}};
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 40; ++j) {
      for (int k = 0; k < 2; ++k) box.values.push_back(100 * i + j + 1000 * k);
    }
  }
  const base::Field middle = evaluate("sum(V, axis=1)", {box});
  EXPECT_EQ(middle.shape, (Shape{3, 2}));
  // 40 (100 i + 1000 k) + 0 + 1 + ... + 39
  EXPECT_EQ(middle.values, (Values{780, 40780, 4780, 44780, 8780, 48780}));
  const base::Field outer = evaluate("max(V, axis=(2, 0))", {box});
  EXPECT_EQ(outer.shape, Shape{40});
  EXPECT_EQ(outer.values[7], 1207);
  const base::Field first = evaluate("min(V, axis=0)", {box});
  EXPECT_EQ(first.shape, (Shape{40, 2}));
  EXPECT_EQ(first.values[79], 1039);
}

TEST(ArrayFunctions, TakePercentilesBetweenValuesAsNumPy) {
  // Sorted: 1 2 3 4 5 6; the rank of percentile p is p / 100 * 5.
  expect("percentile(V, 0)", {}, {1});
  expect("percentile(V, 100)", {}, {6});
  expect("percentile(V, 30)", {}, {2.5});
  expect("percentile(V, {p})", {}, {3.5});
  expect("quantile(V, 0.9)", {}, {5.5});
  EXPECT_NE(refusal("percentile(V, 101)").find("101, which is not within 0 and 100"),
            std::string::npos);
  EXPECT_NE(refusal("percentile(V, V)").find("must be one number"), std::string::npos);
}

TEST(ArrayFunctions, KeepNaNUnlessToldOtherwise) {
  const base::Field gappy{{4}, {2, kNaN, 8, 5}};
  for (const char* text : {"mean(V)", "min(V)", "max(V)", "sum(V)", "median(V)", "std(V)"}) {
    EXPECT_TRUE(std::isnan(evaluate(text, {gappy}).values[0])) << text;
  }
  EXPECT_EQ(evaluate("argmax(V)", {gappy}).values[0], 1);
  EXPECT_EQ(evaluate("nanmean(V)", {gappy}).values[0], 5);
  EXPECT_EQ(evaluate("nanmin(V)", {gappy}).values[0], 2);
  EXPECT_EQ(evaluate("nanmax(V)", {gappy}).values[0], 8);
  EXPECT_EQ(evaluate("nansum(V)", {gappy}).values[0], 15);
  EXPECT_EQ(evaluate("nanmedian(V)", {gappy}).values[0], 5);
  EXPECT_EQ(evaluate("nanpercentile(V, 25)", {gappy}).values[0], 3.5);
  EXPECT_DOUBLE_EQ(evaluate("nanstd(V)", {gappy}).values[0], std::sqrt(6.0));
  EXPECT_TRUE(std::isnan(evaluate("nanmax(V)", {{{1}, {kNaN}}}).values[0]));
  EXPECT_EQ(evaluate("nansum(V)", {{{1}, {kNaN}}}).values[0], 0);
}

TEST(ArrayFunctions, MakeArraysOfArrays) {
  expect("cumsum(V)", {6}, {3, 4, 6, 12, 17, 21});
  expect("cumsum(V, axis=0)", {2, 3}, {3, 1, 2, 9, 6, 6});
  expect("diff(V)", {2, 2}, {-2, 1, -1, -1});
  expect("diff(V, axis=0)", {1, 3}, {3, 4, 2});
  expect("sort(V)", {2, 3}, {1, 2, 3, 4, 5, 6});
  expect("flip(V, axis=0)", {2, 3}, {6, 5, 4, 3, 1, 2});
  expect("index(V, axis=1)", {2, 3}, {0, 1, 2, 0, 1, 2});
  expect("gradient(V, axis=1)", {2, 3}, {-2, -0.5, 1, -1, -1, -1});
  EXPECT_EQ(evaluate("index(V)", {{{3}, {7, 7, 7}}}).values, (Values{0, 1, 2}));
  EXPECT_EQ(evaluate("gradient(V)", {{{4}, {0, 1, 4, 9}}}).values, (Values{1, 2, 4, 5}));
  EXPECT_NE(refusal("index(V)").find("name the axis"), std::string::npos);
}

TEST(ArrayFunctions, NameThemselvesAndTheShapeInErrors) {
  EXPECT_EQ(refusal("1 + mean(V, axis=2)"),
            "expression '1 + mean(V, axis=2)': mean(V, axis=2): there is no axis 2: the array has "
            "shape [2, 3]");
  EXPECT_NE(refusal("sum(V, axis=(1, -1))").find("named twice"), std::string::npos);
  EXPECT_NE(refusal("max(V)", {{{0}, {}}}).find("there are no values"), std::string::npos);
  EXPECT_TRUE(std::isnan(evaluate("mean(V)", {{{0}, {}}}).values[0]));
  EXPECT_EQ(evaluate("sum(V)", {{{0}, {}}}).values[0], 0);
  EXPECT_EQ(evaluate("sum(V, axis=0)", {{{0, 2}, {}}}).values, (Values{0, 0}));
  EXPECT_EQ(evaluate("diff(V)", {{{1}, {1}}}).shape, Shape{0});
}

TEST(ArrayFunctions, StandInsideExpressionsAndEachOther) {
  expect("(V - min(V)) / (max(V) - min(V))", {2, 3}, {0.4, 0, 0.2, 1, 0.8, 0.6});
  expect("V - mean(V, axis=1, keepdims=True)", {2, 3}, {1, -1, 0, 1, 0, -1});
  expect("mean(V**2) - mean(V)**2", {}, {17.5 / 6});
  expect("max(mean(V, axis=0))", {}, {4.5});
  expect("percentile(V, 10 * max(V))", {}, {4});
  expect("where(V > mean(V), 1, 0)", {2, 3}, {0, 0, 0, 1, 1, 1});
}

TEST(ArrayFunctions, SumWithLittleError) {
  const base::Field tenths{{1000000}, Values(1000000, 0.1)};
  EXPECT_NEAR(evaluate("sum(V)", {tenths}).values[0], 100000, 1e-9);  // one by one: 1.3e-6
  const base::Field far{{2}, {-kInfinity, kInfinity}};
  EXPECT_EQ(evaluate("median(V)", {{{2}, {kInfinity, kInfinity}}}).values[0], kInfinity);
  EXPECT_EQ(evaluate("max(V)", {far}).values[0], kInfinity);
}

TEST(ArrayFunctions, HaveExamplesThatAreEvaluated) {
  const std::map<std::string, base::Field> arrays{
      {"V", {{4}, {3, 1, 4, 1}}},        {"x", {{4}, {0, 1, 2, 4}}},
      {"y", {{3}, {2, 1, 0}}},           {"z", {{2}, {5, 7}}},
      {"u", {{2, 3, 4}, Values(24, 1)}}, {"v", {{2, 3, 4}, Values(24, 2)}},
      {"w", {{2, 3, 4}, Values(24, 3)}}};
  for (const ArrayFunction& function : array_functions()) {
    SCOPED_TRACE(function.example());
    const Expression example = Expression::parse(function.example());
    std::vector<base::Field> given;
    for (const Path& path : example.paths()) given.push_back(arrays.at(path.object));
    EXPECT_NO_THROW(example.evaluate(given, {}));
  }
}

TEST(Broadcast, RepeatsAxesAsNumPy) {
  const Expression product = Expression::parse("a * b");
  const auto multiply = [&](const base::Field& a, const base::Field& b) {
    return product.evaluate(std::vector{a, b}, {});
  };
  const base::Field row{{3}, {1, 10, 100}};
  const base::Field column{{2, 1}, {1, 2}};
  EXPECT_EQ(multiply(table(), row).values, (Values{3, 10, 200, 6, 50, 400}));
  EXPECT_EQ(multiply(table(), column).values, (Values{3, 1, 2, 12, 10, 8}));
  const base::Field outer = multiply(column, row);
  EXPECT_EQ(outer.shape, (Shape{2, 3}));
  EXPECT_EQ(outer.values, (Values{1, 10, 100, 2, 20, 200}));
  const base::Field cube{{2, 1, 2}, {1, 2, 3, 4}};
  const base::Field tall = multiply(cube, column);  // [2, 1, 2] x [2, 1] -> [2, 2, 2]
  EXPECT_EQ(tall.shape, (Shape{2, 2, 2}));
  EXPECT_EQ(tall.values, (Values{1, 2, 2, 4, 3, 4, 6, 8}));
  EXPECT_EQ(multiply({{1}, {2}}, {{1, 1}, {3}}).shape, (Shape{1, 1}));
  EXPECT_EQ(multiply({{0}, {}}, {{2, 1}, {1, 2}}).shape, (Shape{2, 0}));
}

TEST(Broadcast, NamesWhatDoesNotFit) {
  EXPECT_EQ(refusal("V + mean(V, axis=1)"),
            "expression 'V + mean(V, axis=1)': V has shape [2, 3] and mean(V, axis=1) has [2]; "
            "they must be equal, or fit from the last axis on");
}

TEST(Broadcast, RefusesResultsFarLargerThanTheirOperands) {
  const base::Field row{{100000}, Values(100000)};
  const base::Field column{{100000, 1}, Values(100000)};
  EXPECT_NE(refusal("a + b", {row, column}).find("[100000, 100000]"), std::string::npos);
}

}  // namespace
}  // namespace rankplot::expr
