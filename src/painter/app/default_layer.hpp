#pragma once

#include <string_view>

#include "core/job/figure.hpp"

namespace rankplot::app {

/// A layer of this kind, which there must be, with the options that it has by default: for pictures
/// that no job describes.
job::Layer default_layer(std::string_view kind);

}  // namespace rankplot::app
