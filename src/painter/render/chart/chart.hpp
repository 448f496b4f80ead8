#pragma once

#include <memory>
#include <string>
#include <vector>

#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/scene.hpp"
#include "painter/render/draw.hpp"
#include "painter/render/view.hpp"

namespace rankplot::render {

/// A figure of layers on its axes, drawn on all of `sheets` (which are of its size). Notes for the
/// journal are appended; to `places`, unless null, where its plots stand.
void draw_chart(const job::Figure& figure, const std::vector<LayerData>& data, Quality quality,
                const Sheets& sheets, std::vector<std::string>& notes,
                std::vector<PlotPlace>* places = nullptr);

}  // namespace rankplot::render
