#include "core/expr/derivatives.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "core/base/error.hpp"
#include "core/expr/expression.hpp"

namespace rankplot::expr {
namespace {

using Shape = std::vector<std::size_t>;
using Values = std::vector<double>;
using Function = std::function<double(double x, double y, double z)>;

/// Uneven places in all directions; no two axes alike.
const Values kX{0, 0.1, 0.3, 0.4, 0.9, 1.0, 1.4};
const Values kY{2.0, 1.7, 1.6, 1.0, 0.8};
const Values kZ{-1, -0.5, 0.25, 0.5};

base::Field row(const Values& values) { return {{values.size()}, values}; }

/// The values of a function on the box (z, y, x) of the places above.
base::Field on_box(const Function& function) {
  base::Field field{{kZ.size(), kY.size(), kX.size()}, {}};
  for (const double z : kZ) {
    for (const double y : kY) {
      for (const double x : kX) field.values.push_back(function(x, y, z));
    }
  }
  return field;
}

base::Field evaluate(const std::string& text, const std::vector<base::Field>& arrays) {
  return Expression::parse(text).evaluate(arrays, {});
}

std::string refusal(const std::string& text, const std::vector<base::Field>& arrays) {
  try {
    evaluate(text, arrays);
  } catch (const base::Error& error) {
    return error.what();
  }
  ADD_FAILURE() << text << " was evaluated";
  return "";
}

/// What is not at the edge of the box, or all of it.
void expect_on_box(const base::Field& found, const Function& function, bool edges,
                   double tolerance = 1e-12) {
  const base::Field wanted = on_box(function);
  ASSERT_EQ(found.shape, wanted.shape);
  const auto inside = [&](std::size_t i, std::size_t points) {
    return edges || (i > 0 && i + 1 < points);
  };
  std::size_t place = 0;
  for (std::size_t k = 0; k < kZ.size(); ++k) {
    for (std::size_t j = 0; j < kY.size(); ++j) {
      for (std::size_t i = 0; i < kX.size(); ++i, ++place) {
        if (!inside(k, kZ.size()) || !inside(j, kY.size()) || !inside(i, kX.size())) continue;
        EXPECT_NEAR(found.values[place], wanted.values[place], tolerance) << k << j << i;
      }
    }
  }
}

/// u, v, w of which every partial derivative is another constant: du/dx = 1, du/dy = 2, ...
std::vector<base::Field> linear_field() {
  return {on_box([](double x, double y, double z) { return 1 * x + 2 * y + 3 * z; }),
          on_box([](double x, double y, double z) { return 4 * x + 5 * y + 6 * z; }),
          on_box([](double x, double y, double z) { return 7 * x + 8 * y + 10 * z; })};
}

std::vector<base::Field> placed(std::vector<base::Field> components) {
  for (const Values* places : {&kX, &kY, &kZ}) components.push_back(row(*places));
  return components;
}

Function constant(double value) {
  return [value](double, double, double) { return value; };
}

TEST(Gradient, IsNumPysOnEvenAxes) {
  const base::Field squares{{5}, {0, 1, 4, 9, 16}};
  EXPECT_EQ(evaluate("gradient(V)", {squares}).values, (Values{1, 2, 4, 6, 7}));
  EXPECT_EQ(evaluate("gradient(V, 2)", {squares}).values, (Values{0.5, 1, 2, 3, 3.5}));
  EXPECT_EQ(evaluate("gradient(V, -1)", {squares}).values, (Values{-1, -2, -4, -6, -7}));
  // One value in an array is a distance too, and even places are the same as their distance.
  EXPECT_EQ(evaluate("gradient(V, h)", {squares, {{1}, {2}}}).values, (Values{0.5, 1, 2, 3, 3.5}));
  EXPECT_EQ(evaluate("gradient(V, x)", {squares, row({0, 2, 4, 6, 8})}).values,
            (Values{0.5, 1, 2, 3, 3.5}));
  EXPECT_EQ(evaluate("gradient(V)", {{{2}, {3, 7}}}).values, (Values{4, 4}));
}

TEST(Gradient, IsExactForParabolasOnUnevenPlacesAndOneSidedAtTheEnds) {
  const base::Field squares{{4}, {0, 1, 9, 16}};  // of 0, 1, 3, 4
  const base::Field found = evaluate("gradient(V, x)", {squares, row({0, 1, 3, 4})});
  const Values wanted{1, 2, 6, 7};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_DOUBLE_EQ(found.values[i], wanted[i]) << i;
}

TEST(Gradient, GoesAlongTheAxisThatIsNamed) {
  const Function f = [](double x, double y, double z) { return x * x + 3 * y * y * z - z * z; };
  const base::Field box = on_box(f);
  expect_on_box(
      evaluate("gradient(f, x, axis=2)", {box, row(kX)}),
      [](double x, double, double) { return 2 * x; }, false);
  expect_on_box(
      evaluate("gradient(f, y, axis=1)", {box, row(kY)}),
      [](double, double y, double z) { return 6 * y * z; }, false);
  expect_on_box(
      evaluate("gradient(f, z, axis=-3)", {box, row(kZ)}),
      [](double, double y, double z) { return 3 * y * y - 2 * z; }, false);
}

TEST(Gradient, OfEachAxisOfASmallTable) {
  const base::Field table{{2, 3}, {3, 1, 2, 6, 5, 4}};
  EXPECT_EQ(evaluate("gradient(V, axis=0)", {table}).values, (Values{3, 4, 2, 3, 4, 2}));
  EXPECT_EQ(evaluate("gradient(V, 0.5, axis=0)", {table}).values, (Values{6, 8, 4, 6, 8, 4}));
  EXPECT_EQ(evaluate("gradient(V, axis=1)", {table}).values, (Values{-2, -0.5, 1, -1, -1, -1}));
  EXPECT_EQ(evaluate("gradient(V, axis=0)", {{{2, 0}, {}}}).shape, (Shape{2, 0}));
  EXPECT_EQ(evaluate("gradient(V, axis=0)", {{{3, 1}, {1, 2, 5}}}).values, (Values{1, 2, 3}));
}

TEST(Gradient, LeavesOutAHoleBetweenEvenNeighbours) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  const base::Field found = evaluate("gradient(V)", {{{5}, {0, 1, kNaN, 9, 16}}});
  EXPECT_EQ(found.values[2], 4);
  EXPECT_TRUE(std::isnan(found.values[1]) && std::isnan(found.values[3]));
}

TEST(Gradient, SaysWhatIsWrongWithItsPlaces) {
  const base::Field line{{3}, {1, 2, 3}}, table{{2, 2}, {1, 2, 3, 4}};
  EXPECT_EQ(
      refusal("gradient(V, 0)", {line}),
      "expression 'gradient(V, 0)': gradient(V, 0): the distance 0 of the points along axis 0 "
      "is 0; an axis is named, as in axis=0");
  const auto has = [](const std::string& text, const char* part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  has(refusal("gradient(V, 1)", {table}), "name the axis");
  has(refusal("gradient(V, 1/0)", {line}), "is inf");
  has(refusal("gradient(V, x)", {line, row({1, 2})}),
      "x has shape [2]; it must be a distance, or the 3 places along axis 0");
  has(refusal("gradient(V, x)", {line, table}), "x has shape [2, 2]");
  has(refusal("gradient(V, x)", {line, row({1, 2, 2})}),
      "x does not go one way: 2 and then 2, at place 2");
  has(refusal("gradient(V, x)", {line, row({3, 1, 2})}), "1 and then 2, at place 2");
  has(refusal("gradient(V, x)", {line, row({1, std::nan(""), 2})}), "1 and then nan, at place 1");
  has(refusal("gradient(V)", {{{1}, {1}}}), "1 points along axis 0; a derivative needs two");
  has(refusal("gradient(V, axis=0)", {{{0, 2}, {}}}), "0 points along axis 0");
  has(refusal("gradient(3)", {}), "3 is a single number");
}

TEST(VectorFields, AreDerivedInTheirOwnDirections) {
  const std::vector<base::Field> field = placed(linear_field());
  expect_on_box(evaluate("divergence(u, v, w, x, y, z)", field), constant(1 + 5 + 10), true);
  expect_on_box(evaluate("vorticity_x(u, v, w, x, y, z)", field), constant(8 - 6), true);
  expect_on_box(evaluate("vorticity_y(u, v, w, x, y, z)", field), constant(3 - 7), true);
  expect_on_box(evaluate("vorticity_z(u, v, w, x, y, z)", field), constant(4 - 2), true);
  expect_on_box(evaluate("vorticity(u, v, w, x, y, z)", field), constant(std::sqrt(24.0)), true);
}

TEST(VectorFields, HaveAQOfTheirTurningLessTheirStretching) {
  // From the definition: half of the squares of Omega less those of S.
  const std::array<std::array<double, 3>, 3> slopes{{{1, 2, 3}, {4, 5, 6}, {7, 8, 10}}};
  double wanted = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      const double turning = (slopes[i][j] - slopes[j][i]) / 2;
      const double stretching = (slopes[i][j] + slopes[j][i]) / 2;
      wanted += 0.5 * (turning * turning - stretching * stretching);
    }
  }
  expect_on_box(evaluate("qcriterion(u, v, w, x, y, z)", placed(linear_field())), constant(wanted),
                true, 1e-10);
}

TEST(VectorFields, AgreeWithTheGradientsOfTheirComponents) {
  const std::vector<base::Field> field =
      placed({on_box([](double x, double y, double z) { return std::sin(3 * x + y * z); }),
              on_box([](double x, double y, double z) { return std::cos(x * y) + z * z * x; }),
              on_box([](double x, double y, double z) { return std::exp(x - y) * std::sin(z); })});
  const auto expect_zero = [&](const std::string& text) {
    for (const double value : evaluate(text, field).values) EXPECT_NEAR(value, 0, 1e-10) << text;
  };
  const std::string all = "0 * (u + v + w + x) + 0 * sum(y) + 0 * sum(z) + ";
  expect_zero(all +
              "divergence(u, v, w, x, y, z) - gradient(u, x, axis=2) - "
              "gradient(v, y, axis=1) - gradient(w, z, axis=0)");
  expect_zero(all +
              "vorticity(u, v, w, x, y, z)**2 - vorticity_x(u, v, w, x, y, z)**2 - "
              "vorticity_y(u, v, w, x, y, z)**2 - vorticity_z(u, v, w, x, y, z)**2");
  expect_zero(all +
              "qcriterion(u, v, w, x, y, z) + 0.5 * (gradient(u, x, axis=2)**2 + "
              "gradient(v, y, axis=1)**2 + gradient(w, z, axis=0)**2) + "
              "gradient(u, y, axis=1) * gradient(v, x, axis=2) + "
              "gradient(u, z, axis=0) * gradient(w, x, axis=2) + "
              "gradient(v, z, axis=0) * gradient(w, y, axis=1)");
}

TEST(VectorFields, OfTwoComponentsAreLayersOfPlanes) {
  const std::vector<base::Field> three = linear_field();
  const std::vector<base::Field> layers{three[0], three[1], row(kX), row(kY)};
  expect_on_box(evaluate("vorticity(u, v, x, y)", layers), constant(4 - 2), true);
  expect_on_box(evaluate("vorticity_z(u, v, x, y)", layers), constant(4 - 2), true);
  expect_on_box(evaluate("divergence(u, v, x, y)", layers), constant(1 + 5), true);
  expect_on_box(evaluate("qcriterion(u, v, x, y)", layers), constant(-(1 + 25) / 2.0 - 2 * 4),
                true);
}

TEST(VectorFields, TurnAsAWheelDoes) {
  // A wheel of angular speed 3 about z: vorticity 6, Q = 3^2, on points 0.5 apart.
  base::Field u{{4, 5, 6}, {}}, v = u, w = u;
  for (int k = 0; k < 4; ++k) {
    for (int j = 0; j < 5; ++j) {
      for (int i = 0; i < 6; ++i) {
        u.values.push_back(-3 * 0.5 * j);
        v.values.push_back(3 * 0.5 * i);
        w.values.push_back(7);
      }
    }
  }
  EXPECT_EQ(evaluate("vorticity(u, v, w, 0.5, 0.5, 0.5)", {u, v, w}).values, Values(120, 6.0));
  EXPECT_EQ(evaluate("qcriterion(u, v, w, 0.5, 0.5, 0.5)", {u, v, w}).values, Values(120, 9.0));
  EXPECT_EQ(evaluate("qcriterion(u, v, w)", {u, v, w}).values, Values(120, 2.25));
}

TEST(VectorFields, SayWhatDoesNotFit) {
  const base::Field table{{2, 2}, {1, 2, 3, 4}}, other{{2, 3}, {1, 2, 3, 4, 5, 6}};
  const auto has = [](const std::string& text, const char* part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  has(refusal("vorticity(u, v)", {table, other}),
      "u has shape [2, 2] and v has [2, 3]; components have one shape");
  has(refusal("divergence(u, v, w)", {table, table, table}),
      "u has shape [2, 2]; 3 components need an axis each, (z, y, x)");
  has(refusal("divergence(u, v, 0)", {table, table}), "0 has []");
  has(refusal("qcriterion(u, v, w, h)", {table, table, table, {{}, {1}}}),
      "w has shape [2, 2]; it must be a distance, or the 2 places along axis 1");
  has(refusal("qcriterion(u, v)", {{{1, 2}, {1, 2}}, {{1, 2}, {1, 2}}}),
      "1 points along axis 0; a derivative needs two");
}

}  // namespace
}  // namespace rankplot::expr
