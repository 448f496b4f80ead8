

#include "core/expr/expression.hpp"
#include "core/base/error.hpp"
#include "core/expr/path.hpp"
#include "fuzz/target.hpp"

namespace rankplot::fuzz {
namespace {

base::Field field(std::vector<std::size_t> shape) {
  std::size_t count = 1;
  for (const std::size_t extent : shape) count *= extent;
  base::Field made;
  made.shape = std::move(shape);
  for (std::size_t i = 0; i < count; ++i) made.values.push_back(static_cast<double>(i) - 1.5);
  return made;
}

/// Whatever parses is evaluated, over arrays of several shapes.
void feed(std::string_view input) {
  if (input.empty()) return;
  const auto names =
      input[0] % 2 ? expr::Expression::Names::Captures : expr::Expression::Names::Paths;
  const auto expression = expr::Expression::parse(input.substr(1), names);
  const std::vector<std::vector<std::size_t>> shapes{{2, 3}, {3}, {}, {2, 1}, {0, 3}};
  std::vector<base::Field> arrays;
  const std::size_t rows = expression.paths().size() + expression.gathers().size();
  for (std::size_t i = 0; i < rows; ++i) arrays.push_back(field(shapes[i % shapes.size()]));
  std::map<std::string, std::string> captures;
  for (const std::string& name : expression.captures()) captures[name] = "3";
  expression.evaluate(arrays, captures);
}

}  // namespace

const Target& expression_target() {
  static const Target target{
      "expression",
      feed,
      {"mean(",      "max(",     "percentile(", "cumsum(",     "where(",      "index(",
       "norm(",      "gather(",  "gradient(",   "qcriterion(", "vorticity(",  "axis=",
       "axis=-1",    "random()", "sqrt(",       "**",          " and ",       " or ",
       "not(",       "==",       "<=",          "{step}",      "a:/fields/V", "[:, 2:10:2, -1]",
       "[pressure]", "`",        "pi",          "nan",         "1e308",       "5e-324",
       "(",          ")",        ",",           "%",           "//"}};
  return target;
}

}  // namespace rankplot::fuzz
