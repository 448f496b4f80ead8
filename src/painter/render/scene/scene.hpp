#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/camera.hpp"
#include "painter/render/scene/geometry.hpp"

/// What charts see of 3-D scenes. Behind it stands a module, opened on first use, so that painters
/// of charts never load OpenGL.
namespace rankplot::scene {

/// The layers of one panel.
class Scene {
 public:
  virtual ~Scene() = default;

  /// Adds a layer of one of scene_kinds(). The data behind the input outlives the scene. Throws
  /// base::Error as a chart's layers do.
  virtual void add(render::LayerInput& input) = 0;
  /// Of all layers, in the data's units; empty: there is nothing to see.
  virtual Box bounds() const = 0;
  /// How much higher than they are the values of landscapes are drawn; 1 where there are none, or
  /// they differ.
  virtual double height_scale() const = 0;
  virtual std::vector<render::ColorBarRequest> color_bars() const = 0;
  /// The picture as Cairo's ARGB32 (premultiplied), rows from the top, transparent where nothing
  /// is. The eye stands in the frame of bounds().
  virtual std::vector<std::uint32_t> draw(const Eye& eye, int width_px, int height_px) = 0;
};

/// The process' one window, context and pipeline.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual std::unique_ptr<Scene> scene() = 0;
  /// What draws: "llvmpipe (LLVM 15.0.6, 256 bits)", "NVIDIA H100/PCIe/SSE2".
  virtual std::string device() const = 0;
};

/// Opens the module on first use. Throws base::Error where it or a context cannot be had, the same
/// each time.
Stage& stage();

/// The kinds of layers that scenes draw, for the vocabulary (generated).
const std::vector<const job::Entry*>& scene_kinds();
bool is_scene_kind(const std::string& name);

/// What the module defines.
inline constexpr const char* kStageSymbol = "rankplot_scene_stage";
using StageFunction = Stage& (*)();

}  // namespace rankplot::scene
