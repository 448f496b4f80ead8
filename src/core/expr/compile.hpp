#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expr/array_functions.hpp"
#include "core/expr/expression.hpp"
#include "core/expr/functions.hpp"

namespace rankplot::expr {

/// A call of an array function: what it takes is computed value by value, what it gives is an
/// operand of the code behind it.
struct ArrayCall {
  struct Value {
    std::string code;
    std::string text;  ///< as it was written, for messages
  };

  const ArrayFunction* function = nullptr;  ///< nullptr: a gather, whose row is given
  std::size_t gather = 0;                   ///< its place in Program::gathers
  std::vector<Value> values;                ///< as many as the function takes
  std::vector<std::int64_t> axes;
  bool keepdims = false;
  std::string text;  ///< as it was written, for messages
};

/// An expression turned into pieces of text for muParser that name nothing but `p0` (paths), `a0`
/// (results of array calls), `k0` (captures), `n0` (numbers) and functions (code_name), fully
/// decided in precedence: what the user wrote never reaches muParser itself. A call's code names no
/// call but those before it.
struct Program {
  std::string code;
  std::vector<Path> paths;
  std::vector<std::string> captures;
  std::vector<double> numbers;
  std::vector<const Function*> functions;
  std::vector<ArrayCall> calls;
  std::vector<Gather> gathers;
  bool is_path = false;
};

/// What a function is called in the code: f_NAME_ARITY.
std::string code_name(const Function& function);

/// Throws SyntaxError with offsets in `text`.
Program compile(std::string_view text, Expression::Names names);

}  // namespace rankplot::expr
