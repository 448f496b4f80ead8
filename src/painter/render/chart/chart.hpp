#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/image.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::render {

/// A figure of layers on one pair of axes, drawn on `image` (its size is set). Notes for the
/// journal are appended.
void draw_chart(const job::Figure& figure, const std::vector<LayerData>& data, Quality quality,
                base::Image& image, std::vector<std::string>& notes);

}  // namespace rankplot::render
