#pragma once

#include <memory>
#include <vector>

#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// The options hatch and hatchcolor of kinds whose fills may be hatched.
std::vector<job::Option> hatch_options();

/// The layer, with what it fills hatched where its options say so. Throws base::Error for signs
/// that are none.
std::unique_ptr<Layer> with_hatch(std::unique_ptr<Layer> layer, const LayerInput& input);

}  // namespace rankplot::render
