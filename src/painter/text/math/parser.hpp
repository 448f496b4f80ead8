#pragma once

#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "painter/text/math/node.hpp"

namespace rankplot::text::math {

/// What is wrong in a formula, and where: characters from its first, from 1.
class SyntaxError : public base::Error {
 public:
  SyntaxError(const std::string& message, std::size_t column) : Error(message), column_(column) {}
  std::size_t column() const { return column_; }

 private:
  std::size_t column_;
};

/// The formula between two dollars, in the part of TeX that matplotlib's mathtext takes
/// (https://matplotlib.org/3.6.3/tutorials/text/mathtext.html), and what of plain TeX and amsmath
/// is near to it: \text, \big, \limits, \boldsymbol, \overset. Throws SyntaxError, also where
/// it is nested too deeply to be read.
std::vector<Node> parse(std::u32string_view formula);

}  // namespace rankplot::text::math
