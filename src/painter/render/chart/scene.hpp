#pragma once

#include <functional>
#include <vector>

#include "core/base/image.hpp"
#include "painter/render/chart/canvas.hpp"

namespace rankplot::render {

/// One item of the scene: what it paints.
using Part = std::function<void(Canvas&)>;

/// Paints the parts in their order on the image through a vtkContextScene. Scene and device are
/// kept from figure to figure. Throws what a part throws.
void paint_scene(base::Image& image, std::vector<Part> parts, Quality quality);

}  // namespace rankplot::render
