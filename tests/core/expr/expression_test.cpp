#include "core/expr/expression.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <thread>

#include "core/base/error.hpp"

namespace rankplot::expr {
namespace {

using Names = Expression::Names;

/// The value of an expression whose paths are all the scalar 4, with step = 5.
double value_of(const std::string& text) {
  const Expression expression = Expression::parse(text);
  base::Field four;
  four.values = {4};
  const std::vector<base::Field> arrays(expression.paths().size(), four);
  return expression.evaluate(arrays, {{"step", "5"}, {"run", "A"}}).values.at(0);
}

TEST(Expression, HasPythonsPrecedence) {
  EXPECT_EQ(value_of("-2**2"), -4);
  EXPECT_EQ(value_of("2**-1"), 0.5);
  EXPECT_EQ(value_of("2**3**2"), 512);
  EXPECT_EQ(value_of("(2**3)**2"), 64);
  EXPECT_EQ(value_of("(1 + 2) * 3 - 4 / 2"), 7);
  EXPECT_EQ(value_of("10 - 3 - 2"), 5);
  EXPECT_EQ(value_of("100 / 10 / 2"), 5);
  EXPECT_EQ(value_of("2 * -3"), -6);
  EXPECT_EQ(value_of("- -3"), 3);
  EXPECT_EQ(value_of("1 + 2 < 4"), 1);
  EXPECT_EQ(value_of("1 < 2 and 3 < 2 or 1 == 1"), 1);
  EXPECT_EQ(value_of("not 0 and 0"), 0);
  EXPECT_EQ(value_of("not 1 == 2"), 1);
  EXPECT_EQ(value_of("not(1) == 0"), 1);
  EXPECT_EQ(value_of("2 != 2 or 2 >= 3"), 0);
}

TEST(Expression, MeansWhatNumPyMeans) {
  EXPECT_EQ(value_of("-7 % 3"), 2);
  EXPECT_EQ(value_of("7 % -3"), -2);
  EXPECT_TRUE(std::isnan(value_of("1 % 0")));
  EXPECT_EQ(value_of("log(e)"), 1);
  EXPECT_EQ(value_of("log10(1000)"), 3);
  EXPECT_EQ(value_of("log2(8)"), 3);
  EXPECT_EQ(value_of("round(2.5)"), 2);
  EXPECT_EQ(value_of("round(-3.5)"), -4);
  EXPECT_EQ(value_of("sign(-3) + sign(0)"), -1);
  EXPECT_EQ(value_of("where(1 < 2, 3, 4)"), 3);
  EXPECT_EQ(value_of("clip(5, 0, 2) + clip(-5, 0, 2)"), 2);
  EXPECT_TRUE(std::isnan(value_of("minimum(nan, 1)")));
  EXPECT_TRUE(std::isnan(value_of("maximum(1, nan)")));
  EXPECT_EQ(value_of("hypot(3, 4)"), 5);
  EXPECT_EQ(value_of("round(1234.5678, 2)"), 1234.57);
  EXPECT_EQ(value_of("round(1250, -2)"), 1200);
  EXPECT_EQ(value_of("heaviside(0, 0.5) + heaviside(-1, 3) + heaviside(2, 3)"), 1.5);
  EXPECT_EQ(value_of("sinc(0)"), 1);
  EXPECT_EQ(value_of("nan_to_num(nan) + copysign(2, -1)"), -2);
  EXPECT_EQ(value_of("fmin(nan, 1) + fmax(1, nan)"), 2);
  EXPECT_EQ(value_of("logaddexp(-inf, -inf)"), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(value_of("1 / 0"), std::numeric_limits<double>::infinity());
  EXPECT_DOUBLE_EQ(value_of("cos(pi)"), -1);
  EXPECT_EQ(value_of("0.1 + 0.2"), 0.1 + 0.2);
}

TEST(Expression, TellsPathsFromDivision) {
  const auto paths = [](const char* text) {
    std::string all;
    const Expression expression = Expression::parse(text);
    for (const Path& path : expression.paths()) all += to_string(path) + ";";
    return all;
  };
  EXPECT_EQ(paths("/u/2"), "/u/2;");
  EXPECT_EQ(paths("/u / 2"), "/u;");
  EXPECT_EQ(paths("/u / /v"), "/u;/v;");
  EXPECT_EQ(paths("a/b"), "a;b;");
  EXPECT_EQ(paths("`a/b`"), "a/b;");
  EXPECT_EQ(paths("`/my run-1/x`[0, :] * 2"), "/my run-1/x[0, :];");
  EXPECT_EQ(paths("sqrt(a:/u**2 + a:/v**2) + a:/u"), "a:/u;a:/v;");
  EXPECT_EQ(paths("y - b:y / b:{n}_z[0]"), "y;b:y;b:{n}_z[0];");
  EXPECT_EQ(paths("mean(/u / 2) / /v"), "/u;/v;");
  EXPECT_EQ(paths("plot_{n} + {n}_x"), "plot_{n};{n}_x;");
  EXPECT_EQ(paths("table[pressure][0:10] * 2"), "table[pressure][0:10];");
  EXPECT_EQ(value_of("/u / 2"), 2);
  EXPECT_EQ(value_of("{step} / 10"), 0.5);
}

TEST(Expression, KnowsWhenItIsWhollyAPath) {
  EXPECT_TRUE(Expression::parse("/fields/V[0]").is_path());
  EXPECT_TRUE(Expression::parse("(V)").is_path());
  EXPECT_TRUE(Expression::parse(" e ").is_path());  // a dataset's name, not 2.718...
  EXPECT_FALSE(Expression::parse("-V").is_path());
  EXPECT_FALSE(Expression::parse("2").is_path());
  EXPECT_FALSE(Expression::parse("{step}").is_path());
}

TEST(Expression, WorksValueByValueAndSpreadsScalars) {
  const Expression expression = Expression::parse("y**2 + z * {step}");
  const base::Field y{{2, 2}, {1, 2, 3, 4}};
  const base::Field z{{}, {10}};
  const base::Field result = expression.evaluate(std::vector{y, z}, {{"step", "3"}});
  EXPECT_EQ(result.shape, (std::vector<std::size_t>{2, 2}));
  EXPECT_EQ(result.values, (std::vector<double>{31, 34, 39, 46}));
  // The same expression again, with other values.
  EXPECT_EQ(expression.evaluate(std::vector{z, z}, {{"step", "-1"}}).values.at(0), 90);
  const base::Field none{{0}, {}};
  EXPECT_TRUE(expression.evaluate(std::vector{none, z}, {{"step", "3"}}).values.empty());
}

TEST(Expression, RefusesShapesThatDiffer) {
  const Expression expression = Expression::parse("/x + /y");
  const std::vector<base::Field> arrays{{{3}, {1, 2, 3}}, {{2}, {1, 2}}};
  try {
    expression.evaluate(arrays, {});
    ADD_FAILURE();
  } catch (const base::Error& error) {
    EXPECT_STREQ(
        error.what(),
        "expression '/x + /y': /x has shape [3] and /y has [2]; they must be equal, or fit "
        "from the last axis on");
  }
}

TEST(Expression, TakesCapturesForBareNamesInConditions) {
  const Expression condition = Expression::parse("step % 10 == 0", Names::Captures);
  EXPECT_EQ(condition.captures(), std::vector<std::string>{"step"});
  EXPECT_EQ(condition.evaluate({}, {{"step", "0020"}}).values.at(0), 1);
  EXPECT_EQ(condition.evaluate({}, {{"step", "21"}}).values.at(0), 0);
  EXPECT_THROW(condition.evaluate({}, {{"step", "A"}}), base::Error);
  EXPECT_THROW(condition.evaluate({}, {}), base::Error);
  EXPECT_THROW(Expression::parse("/x > 1", Names::Captures), SyntaxError);
  EXPECT_THROW(Expression::parse("step == max(step)", Names::Captures), SyntaxError);
}

TEST(Expression, SaysWhereItIsWrong) {
  struct Mistake {
    const char* text;
    std::size_t offset;
    const char* part;
  };
  const Mistake mistakes[] = {
      {"", 0, "value belongs"},
      {"1 +", 3, "the end"},
      {"(1 + 2", 0, "not closed"},
      {"1)", 1, "without its '('"},
      {"x^2", 1, "**"},
      {"x = 2", 2, "=="},
      {"x && y", 2, "'and'"},
      {"x || y", 2, "'or'"},
      {"!x", 0, "value belongs"},
      {"1 < x < 3", 6, "in a row"},
      {"a//b", 1, "floor"},
      {"mean()", 0, "takes an array, as in mean(V)"},
      {"mean(V, 0.5)", 8, "a whole number"},
      {"mean(V, W)", 8, "takes an axis"},
      {"max(V, W)", 7, "of two values: maximum(a, b)"},
      {"mean(V, axis=)", 13, "a whole number"},
      {"mean(V, axis=0, axis=1)", 21, "a second axis"},
      {"mean(V, keepdims=2)", 17, "True or False"},
      {"norm(V, 2)", 8, "takes axis=NUMBER"},
      {"argmax(V, axis=(0, 1))", 15, "along one axis"},
      {"1 + percentile(V)", 4, "takes 2 values, not 1, as in percentile(V, 95)"},
      {"gradient(V, 1, 2)", 15, "takes axis=NUMBER"},
      {"gradient(V, 1, keepdims=True)", 15, "takes axis=NUMBER"},
      {"divergence(u)", 0, "takes 2, 3, 4 or 6 values, not 1, as in divergence(u, v, w, x, y, z)"},
      {"1 + qcriterion(u, v, w, x, y)", 4, "takes 2, 3, 4 or 6 values, not 5"},
      {"vorticity_x(u, v)", 0, "takes 3 or 6 values, not 2"},
      {"vorticity(u, v, axis=0)", 16, "takes 2, 3, 4 or 6 values and no more"},
      {"1 + mean(V", 8, "not closed"},
      {"1 + meen(V)", 4, "did you mean 'mean'?"},
      {"frobnicate(V)", 0, "known: abs,"},
      {"round(1, 2, 3)", 0, "takes 1 or 2 values, not 3"},
      {"2 * gather()", 4, "what to gather"},
      {"gather(gather(V, a), b)", 7, "a gather within a gather"},
      {"gather(V, 3)", 10, "belongs a capture"},
      {"sqr(V)", 0, "function 'sqr' is not known; did you mean 'sqrt'?"},
      {"sqrt(1, 2)", 0, "takes 1 value, not 2"},
      {"where(1)", 0, "takes 3 values, not 1"},
      {"2x", 0, "'2x' is not a number"},
      {"1e999", 0, "not a number"},
      {"V[1:2", 5, "the end"},
      {"x + V[0:1:-1]", 10, "above zero"},
      {"/a/ 2", 2, "to divide"},
      {"1 / ", 4, "value belongs"},
      {"a:2", 2, "behind 'a:' belongs a path"},
      {"'x'", 0, "text cannot stand"},
      {"x y", 2, "backticks"},
      {"`x", 0, "not closed"},
      {"1 + {step", 4, "not closed"},
      {"{attr.units}", 0, "not in this version"},
      {"1 and", 5, "value belongs"},
      {"and 1", 0, "found 'and'"},
      {"1 + é é", 7, "'é'"},
  };
  for (const Mistake& mistake : mistakes) {
    try {
      Expression::parse(mistake.text);
      ADD_FAILURE() << mistake.text << " was taken";
    } catch (const SyntaxError& error) {
      EXPECT_EQ(error.offset, mistake.offset) << mistake.text << ": " << error.message;
      EXPECT_NE(error.message.find(mistake.part), std::string::npos) << error.message;
    }
  }
}

std::string repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

TEST(Expression, RefusesNestingAndLengthWithoutLimit) {
  for (const char* bomb : {"(", "-", "not ", "sqrt(", "2**", "+"}) {
    EXPECT_THROW(Expression::parse(repeated(bomb, 1000) + "1"), SyntaxError) << bomb;
  }
  EXPECT_THROW(Expression::parse(repeated("1+", 2500) + "1"), SyntaxError);
  // As long as may be, and flat: it is taken.
  EXPECT_EQ(value_of(repeated("1+", 2000) + "1"), 2001);
}

TEST(Expression, OnlyThrowsSyntaxErrorsWhateverTheText) {
  const unsigned seed = 20240607;
  std::mt19937 random(seed);
  const std::vector<std::string> tokens{
      "(",     ")",     "[",     "]",           "{",     "}",         "+",          "-",
      "*",     "**",    "/",     "%",           "<",     "==",        "`",          ":",
      ",",     "1",     "2.5",   "e",           "step",  "V",         "a:",         "sqrt(",
      "not ",  "or",    " and",  "{n}",         "where", "\xff",      ".",          "'",
      "mean(", "max(V", "axis=", "percentile(", "sort(", "gradient(", "qcriterion("};
  int taken = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto i = random() % 12 + 1; i > 0; --i) text += tokens[random() % tokens.size()];
    try {
      const Expression expression = Expression::parse(text);
      ++taken;
      const std::vector<base::Field> arrays(expression.paths().size(), base::Field{{1}, {2.0}});
      std::map<std::string, std::string> captures;
      for (const std::string& name : expression.captures()) captures[name] = "3";
      expression.evaluate(arrays, captures);
    } catch (const SyntaxError& error) {
      ASSERT_LE(error.offset, text.size()) << text << " (seed " << seed << ")";
    } catch (const base::Error& error) {
      ADD_FAILURE() << text << ": " << error.what() << " (seed " << seed << ")";
    }
  }
  EXPECT_GT(taken, 100);
}

TEST(Expression, TakesTheRowsOfItsGathersBehindItsArrays) {
  const std::string text = "max(gather(mean(V) * {k}, step)) - gather({step}) + a";
  const Expression expression = Expression::parse(text);
  ASSERT_EQ(expression.paths().size(), 1U);
  EXPECT_EQ(expression.paths()[0].object, "a");
  EXPECT_TRUE(expression.captures().empty());
  ASSERT_EQ(expression.gathers().size(), 2U);
  const Gather& mean = expression.gathers()[0];
  EXPECT_EQ(mean.inner.text(), "mean(V) * {k}");
  EXPECT_EQ(mean.inner.captures(), std::vector<std::string>{"k"});
  EXPECT_EQ(mean.capture, "step");
  EXPECT_EQ(expression.gathers()[1].capture, "");
  EXPECT_EQ(text.substr(expression.gathers()[1].close), ") + a");
  const std::vector<base::Field> arrays{{{}, {10}}, {{3}, {1, 5, 2}}, {{3}, {1, 2, 3}}};
  const base::Field result = expression.evaluate(arrays, {});
  EXPECT_EQ(result.shape, std::vector<std::size_t>{3});
  EXPECT_EQ(result.values, (std::vector<double>{14, 13, 12}));
}

TEST(Expression, IsEvaluatedBySeveralThreadsAtOnce) {
  const Expression expression = Expression::parse("sqrt(y) + {step}");
  std::vector<std::jthread> threads;
  std::vector<double> last(4);
  for (std::size_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      const double root = static_cast<double>(thread);
      const base::Field y{{100}, std::vector<double>(100, root * root)};
      for (int i = 0; i < 200; ++i) {
        last[thread] = expression.evaluate(std::vector{y}, {{"step", "1"}}).values.back();
      }
    });
  }
  threads.clear();
  EXPECT_EQ(last, (std::vector<double>{1, 2, 3, 4}));
}

}  // namespace
}  // namespace rankplot::expr
