#pragma once

#include <vector>

#include "painter/text/math/node.hpp"

namespace rankplot::text::math {

/// The room before each node of a list, in em (TeXbook, chapter 18); the first has none. A binary
/// sign without operands is an ordinary one. `small`: in scripts, where only operators keep theirs.
std::vector<double> spaces_before(const std::vector<Node>& nodes, bool small);

}  // namespace rankplot::text::math
