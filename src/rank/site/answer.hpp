#pragma once

#include <string>

namespace rankplot::site {

/// What a shell command prints, a mebibyte of it at most; "" where it cannot be run. The command
/// bounds its own time (`timeout 5 ...`).
std::string answer_of(const std::string& command);

}  // namespace rankplot::site
