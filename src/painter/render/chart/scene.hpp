#pragma once

#include <functional>
#include <vector>

#include "core/base/image.hpp"
#include "painter/render/chart/canvas.hpp"

namespace rankplot::render {

/// One item of the scene: what it paints.
using Part = std::function<void(Canvas&)>;

class Page;

/// What a figure is painted on: each of them in turn.
struct Sheets {
  base::Image* image = nullptr;
  std::vector<Page*> pages = {};
};

struct SheetSize {
  int width_px = 0, height_px = 0;
  double dpi = 100;
};

/// Paints the parts in their order on each sheet, all of this size, through a vtkContextScene. An
/// image has its paper's colour already; pages are given `paper`. Scene and devices are kept from
/// figure to figure. Throws what a part throws.
void paint_scene(const Sheets& sheets, const SheetSize& size, Color paper,
                 const std::vector<Part>& parts, Quality quality);

}  // namespace rankplot::render
