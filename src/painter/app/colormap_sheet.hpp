#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace rankplot::app {

/// One picture of all colormaps as strips with their names, in groups; those whose lightness keeps
/// an order are marked. Bytes of the format that the suffix names ("png", "pdf"). Throws
/// base::Error on an unknown one.
std::vector<std::byte> colormap_sheet(std::string_view suffix);

}  // namespace rankplot::app
