#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/expr/compile.hpp"
#include "core/expr/scanner.hpp"

namespace rankplot::expr {

/// Recursive descent over Python's grammar of expressions, from `or` down to operands. Each method
/// returns code that muParser reads as one operand of the level above. Throws SyntaxError.
class Compiler {
 public:
  Compiler(std::string_view text, Expression::Names names)
      : text_(text), names_(names), scanner_(text) {}

  Program run();

 private:
  /// Counts how deep the descent is: hostile text must not exhaust the stack.
  struct Level {
    explicit Level(Compiler& owner);
    ~Level() { --compiler.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Compiler& compiler;
  };

  // Operators, loosest first: compile.cpp.
  std::string disjunction();
  std::string conjunction();
  std::string inversion();
  std::string comparison();
  std::string_view take_comparison();
  std::string sum();
  std::string product();
  std::string factor();
  std::string power();
  bool take_keyword(std::string_view word);
  /// Of the tokens, the one that is next; "" where none is. Longer ones stand first.
  template <std::size_t N>
  std::string_view take_one_of(const std::array<std::string_view, N>& tokens);
  [[noreturn]] void refuse_rest();

  // Operands: operands.cpp.
  std::string operand();
  std::string parenthesis();
  void close(std::size_t start);
  std::string number();
  std::string number_code(double value);
  std::string capture();
  std::string capture_code(const std::string& name);
  std::string_view relative_name();
  std::string whole_name();
  std::string name_code(const std::string& name, std::size_t start);
  std::string name();
  std::string input_path(const std::string& input, std::size_t start);
  std::string absolute_path(const std::string& input, std::size_t start);
  std::string quoted_path();
  std::string path_code(std::string object, std::string input, std::size_t start);
  std::string path_code(Path path, std::size_t start);

  // Calls: calls.cpp.
  std::string call_code(std::string_view name, const std::vector<std::string>& arguments);
  std::string call(const std::string& name, std::size_t start);
  std::string random_code(std::size_t start);
  std::vector<std::string> arguments();
  std::string array_call(const ArrayFunction& function, std::size_t start);
  void array_value(ArrayCall& call, std::size_t start);
  bool is_option() const;
  void array_option(ArrayCall& call, bool first);
  void axis_option(ArrayCall& call);
  void keepdims_option(ArrayCall& call);
  std::string array_code(ArrayCall call);
  std::int64_t axis_number();
  std::string gather_call(std::size_t start);
  std::string gathered_capture();
  std::string gather_code(Gather gather);
  [[noreturn]] void refuse_function(const std::string& name, std::size_t start) const;

  std::string_view text_;
  Expression::Names names_;
  Scanner scanner_;
  Program program_;
  int depth_ = 0;
  int randoms_ = 0;
};

/// True for code that is one name: it needs no parentheses.
bool is_atom(std::string_view code);

/// Throws SyntaxError at `start` where the code is longer than muParser takes.
const std::string& checked_code(const std::string& code, std::size_t start);

}  // namespace rankplot::expr
