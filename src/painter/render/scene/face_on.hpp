#pragma once

#include <memory>

#include "core/job/scene_view.hpp"
#include "painter/render/scene/scene.hpp"

namespace rankplot::scene {

/// True of a slice across an axis that the camera looks along: alone in its panel it is a picture
/// without depth, which needs no OpenGL.
bool is_face_on(const render::LayerInput& slice, const job::Camera& camera);

/// A scene of one such slice: the same pixels as OpenGL's, but for rounding.
std::unique_ptr<Scene> face_on_scene();

}  // namespace rankplot::scene
