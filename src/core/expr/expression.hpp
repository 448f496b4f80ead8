#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/array.hpp"
#include "core/expr/path.hpp"

namespace rankplot::expr {

struct Gather;

/// A parsed role or condition: a path, or arithmetic over paths, captures and constants, such as
/// `y**2`, `sqrt(a:/u**2 + a:/v**2)`, `step % 10 == 0`, `{step} * 0.1`. `/` at the start of an
/// operand begins an absolute path, elsewhere it divides; a relative path with a slash, and any
/// path with spaces or signs in its names, stands in backticks; a bare name is a relative path
/// where paths are allowed, else a capture. Operators with Python's precedence: + - * / ** %
/// comparisons, and, or, not. Functions and their meaning are NumPy's: of single values
/// (functions.cpp) and of arrays (array_functions.cpp: mean(V), max(V, axis=0); not in conditions),
/// constants pi, e, inf, nan (a text that is one bare name is a name all the same). Copies share
/// the parsed text; all members are safe to call from several threads.
class Expression {
 public:
  /// What a bare name means: an array of the figure's data (roles) or a capture (select).
  enum class Names { Paths, Captures };

  Expression();  ///< the constant 0
  /// Throws SyntaxError. Texts over 4096 bytes and nesting beyond 100 levels are refused.
  static Expression parse(std::string_view text, Names names = Names::Paths);

  const std::string& text() const;
  Names names() const;
  const std::vector<Path>& paths() const;            ///< distinct, in order of first use
  const std::vector<std::string>& captures() const;  ///< of operands, distinct, in order of first
                                                     ///< use; those in paths: captures_of(Path)
  bool is_path() const;                              ///< wholly one path: no arithmetic
  /// Its calls of gather, distinct. What they gather has paths and captures of its own.
  const std::vector<Gather>& gathers() const;

  /// Evaluates in bulk: `arrays[i]` belongs to paths()[i], and behind them come the rows that
  /// gathers() gave. Shapes are broadcast as NumPy does
  /// (Error naming both otherwise). Captures that are not numbers throw Error. An expression
  /// without arrays gives a scalar.
  base::Field evaluate(std::span<const base::Field> arrays,
                       const std::map<std::string, std::string>& captures) const;

 private:
  struct Parsed;
  explicit Expression(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}
  std::shared_ptr<const Parsed> parsed_;
};

/// Whether a capture stands for a call of `random()`: where names are captures, each call is one of
/// its own, whose value the caller gives.
bool is_random(std::string_view capture);

/// `gather(expression, capture)`: one number for each value of a capture, as a row.
struct Gather {
  Expression inner;
  std::string capture;    ///< "": left out
  std::string text;       ///< as it was written
  std::size_t close = 0;  ///< where in the whole text its last parenthesis stands
};

}  // namespace rankplot::expr
