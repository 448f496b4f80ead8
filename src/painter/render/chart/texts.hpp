#pragma once

#include <string>
#include <vector>

#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// The options text, texts, fontsize, color, ha, va, fontweight, fontstyle, alpha of layers that
/// write.
std::vector<job::Option> text_options(std::string across, std::string up);

/// What those say; `texts`, one a point, or `text` for all of them. Throws base::Error where the
/// list is of another length.
std::vector<std::string> texts_of(const LayerInput& input, std::size_t count);
TextStyle text_style_of(const LayerInput& input, const std::string& across, const std::string& up);

/// What an upright text covers.
Rectangle box_of(const std::string& text, const Point& at, const TextStyle& style);

/// An upright text on a patch of paper, so that what lies behind does not run through it.
void text_on_patch(Canvas& canvas, Point at, const std::string& text, const TextStyle& style,
                   Color paper);

}  // namespace rankplot::render
