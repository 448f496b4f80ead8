#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace rankplot::base {

/// JSON as text, on one line or indented. Names come from files and command lines: bytes that are
/// no UTF-8 become U+FFFD.
std::string json_text(const nlohmann::json& value, int indent = -1);

}  // namespace rankplot::base
