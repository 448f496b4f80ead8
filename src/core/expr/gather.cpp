#include <algorithm>

#include <fmt/format.h>

#include "core/expr/compiler.hpp"

namespace rankplot::expr {

/// `gather(expression, capture)`: what it gathers is an expression of its own, evaluated elsewhere.
std::string Compiler::gather_call(std::size_t start) {
  if (names_ == Expression::Names::Captures) {
    syntax_error(start, "gather() is for roles; a condition sees the captures of one case");
  }
  const std::size_t open = scanner_.at();
  scanner_.advance();
  scanner_.skip_spaces();
  if (scanner_.peek() == ')') {
    syntax_error(start, "gather takes what to gather, as in gather(mean(V), step)");
  }
  const std::size_t from = scanner_.at();
  Compiler inside(text_, names_);
  inside.scanner_ = scanner_;
  inside.depth_ = depth_;
  inside.disjunction();
  if (!inside.program_.gathers.empty()) syntax_error(from, "a gather within a gather");
  scanner_ = inside.scanner_;
  Gather gather;
  gather.inner = Expression::parse(scanner_.since(from), names_);
  scanner_.skip_spaces();
  if (scanner_.take(",")) gather.capture = gathered_capture();
  scanner_.skip_spaces();
  gather.close = scanner_.at();
  close(open);
  gather.text = scanner_.since(start);
  return gather_code(std::move(gather));
}

std::string Compiler::gathered_capture() {
  scanner_.skip_spaces();
  if (scanner_.peek() == '{') return scan_capture(scanner_);
  const std::size_t start = scanner_.at();
  std::string name(scanner_.take_name());
  if (name.empty()) {
    syntax_error(start, "behind the comma belongs a capture, as in gather(mean(V), step)");
  }
  return name;
}

/// The same gather written twice is made once.
std::string Compiler::gather_code(Gather gather) {
  for (std::size_t i = 0; i < program_.calls.size(); ++i) {
    const ArrayCall& call = program_.calls[i];
    if (call.function != nullptr) continue;
    const Gather& known = program_.gathers[call.gather];
    if (known.inner.text() == gather.inner.text() && known.capture == gather.capture) {
      return fmt::format("a{}", i);
    }
  }
  ArrayCall& call = program_.calls.emplace_back();
  call.gather = program_.gathers.size();
  call.text = gather.text;
  program_.gathers.push_back(std::move(gather));
  return fmt::format("a{}", program_.calls.size() - 1);
}

}  // namespace rankplot::expr
