#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rankplot::base {

/// The known word nearest to `word` (edit distance with transpositions, at most a third of its
/// length), or "".
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace rankplot::base
