#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expr/expression.hpp"
#include "core/expr/functions.hpp"

namespace rankplot::expr {

/// An expression turned into text for muParser that names nothing but `p0` (paths), `k0`
/// (captures), `n0` (numbers) and `f_NAME` (functions), fully decided in precedence: what the user
/// wrote never reaches muParser itself.
struct Program {
  std::string code;
  std::vector<Path> paths;
  std::vector<std::string> captures;
  std::vector<double> numbers;
  std::vector<const Function*> functions;
  bool is_path = false;
};

/// Throws SyntaxError with offsets in `text`.
Program compile(std::string_view text, Expression::Names names);

}  // namespace rankplot::expr
