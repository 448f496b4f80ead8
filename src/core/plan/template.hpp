#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rankplot::plan {

/// Expands the {fields} of a title, label or file name: {name} or {name:spec}; {{ and }} are
/// braces. `spec` is a subset of Python's: fill, align, sign, 0, width, .precision (each at most
/// 64), type d f e g s x. A value that is a number is formatted as one where the type asks for it
/// ("{step:04d}"). Throws Error naming the field, what it holds and the fields there are.
std::string expand(std::string_view text, const std::map<std::string, std::string>& fields);

/// The field names that a text uses, in order; throws expr::SyntaxError on malformed braces or
/// specifications.
std::vector<std::string> fields_of(std::string_view text);

}  // namespace rankplot::plan
