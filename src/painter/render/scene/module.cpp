#include <algorithm>

#include "core/base/module.hpp"
#include "painter/render/scene/scene.hpp"

namespace rankplot::scene {

Stage& stage() {
  static const auto function = reinterpret_cast<StageFunction>(base::function_of_module(
      "3-D scenes", RANKPLOT_MODULE_DIR, "rankplot-scene.so", kStageSymbol));
  return function();
}

bool is_scene_kind(const std::string& name) {
  const auto& kinds = scene_kinds();
  return std::any_of(kinds.begin(), kinds.end(), [&](auto* kind) { return kind->name == name; });
}

}  // namespace rankplot::scene
