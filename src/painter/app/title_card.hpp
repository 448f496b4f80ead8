#pragma once

#include <string>

#include "core/base/image.hpp"

namespace rankplot::app {

/// A picture of this size that shows the text alone, in the middle of white paper; as large as the
/// width allows.
base::Image title_card(const std::string& title, int width_px, int height_px);

}  // namespace rankplot::app
