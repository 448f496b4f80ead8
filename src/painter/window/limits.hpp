#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/job/figure.hpp"
#include "painter/render/view.hpp"

/// Panning and zooming of charts: pixels of a picture become limits of its figure's axes. Pure.
namespace rankplot::window {

/// Changes the limits of the plot at `place`, so that what now stands within `seen` (pixels, from
/// the lower left corner of the picture) fills it: `seen` moved is a pan, smaller is closer. On log
/// and inverted axes too; panels that share limits go along; of a round plot only the distance
/// changes, by the width of `seen`. False, and nothing changes, where numbers end.
bool look_at(job::Figure& figure, const render::PlotPlace& place, const render::Rectangle& seen);

/// The limits that are shown, as a job says them: "xlim = [0, 2.5]\nylim = [...]\n". Numbers have
/// as many digits as a tenth of a pixel needs; times stand as dates. Of several plots, each after a
/// comment that names its panel.
std::string limits_text(const job::Figure& figure, const std::vector<render::PlotPlace>& places);

/// "x = 1.25, y = 3.4" at a place within the plot (pixels, from the lower left corner).
std::string coordinates(const job::Figure& figure, const render::PlotPlace& place, double x_px,
                        double y_px);

}  // namespace rankplot::window
