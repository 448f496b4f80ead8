#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rankplot::job {

/// Limits that leave out the outermost values: "1%..99%".
struct Percentiles {
  double low = 0, high = 100;
};

/// The text of limits as percentiles, both from 0 to 100 and the lower one first; none where it is
/// something else.
std::optional<Percentiles> parse_percentiles(std::string_view text);

}  // namespace rankplot::job
