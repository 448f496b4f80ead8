#pragma once

#include <string>
#include <string_view>

namespace rankplot::base {

/// The text with every byte sequence that is no UTF-8 replaced by U+FFFD: what may be shown of
/// names that files give. The same text where all of it is UTF-8.
std::string to_utf8(std::string_view text);

}  // namespace rankplot::base
