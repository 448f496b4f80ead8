#pragma once

#include <string>

#include "core/plan/inspection.hpp"

namespace rankplot::app {

/// A number with commas between thousands: "99,900".
std::string with_commas(std::uint64_t number);

/// What a file gave, fit for a terminal: no bytes that are no UTF-8, no control characters.
std::string shown(const std::string& text);

/// A tree of lines, one an object, its columns and attributes below it.
std::string tree_text(const plan::Node& root);

}  // namespace rankplot::app
