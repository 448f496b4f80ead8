#pragma once

#include <string>
#include <vector>

#include "core/job/figure.hpp"
#include "painter/render/view.hpp"

/// Turning scenes. A camera here is one that has its place (render::PlotPlace::camera). Pure.
namespace rankplot::window {

/// Turned about its focal point as VTK's and ParaView's trackball turns: to the left where the
/// pointer went so much of the picture's height to the right, down where it went up.
job::Camera turned(const job::Camera& camera, double right, double up);

/// So many times as far away; with parallel lines so many times as much is seen.
job::Camera moved_away(const job::Camera& camera, double times);

/// The cameras that are shown, as a job says them: "camera = { position = [...], ... }\n". Of
/// several plots, each after a comment that names its panel.
std::string cameras_text(const job::Figure& figure, const std::vector<render::PlotPlace>& places);

}  // namespace rankplot::window
