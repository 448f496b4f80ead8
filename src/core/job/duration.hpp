#pragma once

#include <optional>
#include <string_view>

namespace rankplot::job {

/// Seconds of "500 ms", "2 s", "1.5 min", "1 h", "10 us"; empty where it is no duration.
std::optional<double> parse_duration(std::string_view text);

}  // namespace rankplot::job
