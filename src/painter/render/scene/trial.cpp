#include "painter/render/scene/trial.hpp"

#include <chrono>

#include <fmt/format.h>

#include "painter/render/draw.hpp"
#include "painter/render/scene/scene.hpp"

namespace rankplot::scene {
namespace {

constexpr int kSide = 200;

job::Figure figure_of_slice() {
  job::Figure figure;
  figure.name = "test";
  figure.width_px = figure.height_px = kSide;
  figure.scene.box = "none";
  figure.scene.camera.elevation = 30;
  job::Layer& layer = figure.layers.emplace_back();
  layer.kind = "slice";
  for (const job::Entry* entry : scene_kinds()) {
    if (entry->name != layer.kind) continue;
    for (const job::Option& option : entry->options)
      if (option.fallback) layer.options[option.name] = *option.fallback;
  }
  layer.options["colorbar"] = false;
  return figure;
}

/// A plane of one value, which has the middle colour of the map.
render::LayerData even_field() {
  render::LayerData data;
  data.roles["value"] = base::Field{{2, 2, 2}, {1, 1, 1, 1, 1, 1, 1, 1}};
  return data;
}

}  // namespace

Trial try_scene() {
  const job::Figure figure = figure_of_slice();
  render::draw(figure, {even_field()});  // the first one opens the module and its context
  const auto start = std::chrono::steady_clock::now();
  const render::Drawing drawing = render::draw(figure, {even_field()});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  const std::uint32_t wanted = render::colormap("viridis").colors[128] & 0xFFFFFF;
  const std::uint32_t found = drawing.image.pixels[kSide * kSide / 2 + kSide / 2];
  const std::string device = stage().device();
  if (found != wanted)
    base::fail("{} drew a test scene in the colour #{:06x}, where #{:06x} is right", device, found,
               wanted);
  return {device, took.count()};
}

}  // namespace rankplot::scene
