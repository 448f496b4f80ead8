#pragma once

#include <string>
#include <vector>

namespace rankplot::render {

/// What charts are drawn with: "VTK 9.1.0", "Cairo 1.16.0".
std::vector<std::string> libraries();

}  // namespace rankplot::render
