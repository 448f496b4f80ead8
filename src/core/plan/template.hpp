#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rankplot::plan {

/// Expands the {fields} of a title, label or file name, in the notation of expr::parse_template.
/// Fields hold text; one that is a number is formatted as a number where type, sign, 0 or precision
/// ask for it ("{step:04d}"), and is aligned to the right like one otherwise. Throws Error naming
/// the field, what it holds and the fields there are.
std::string expand(std::string_view text, const std::map<std::string, std::string>& fields);

/// The field names that a text uses, in order, each once; throws expr::SyntaxError on malformed
/// braces or specifications.
std::vector<std::string> fields_of(std::string_view text);

}  // namespace rankplot::plan
