#pragma once

#include <memory>

#include "core/job/figure.hpp"
#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/layout.hpp"
#include "painter/render/scene/box_axes.hpp"
#include "painter/render/scene/scene.hpp"

namespace rankplot::scene {

/// A panel whose layers are a scene's: the picture that the stage makes of them, with the box and
/// its axes painted around it.
class Panel {
 public:
  /// `layers`: how many will be added, one at least.
  Panel(job::Panel said, std::size_t layers) : said_(std::move(said)), layers_(layers) {}

  void add(render::LayerInput& input);
  /// What the layout keeps room for.
  void ask(render::LayoutRequest& request) const;
  /// Where the camera stands for a plot laid out so: with this in place of the one that the job
  /// asks for, the same is seen.
  job::Camera camera(const render::Layout& layout) const;
  /// Into the plot's area, as laid out.
  void paint(render::Canvas& canvas, const render::Layout& layout) const;

 private:
  void paint_scene(render::Canvas& canvas, const render::Layout& layout) const;
  BoxStyle style() const;

  job::Panel said_;
  std::size_t layers_;
  std::unique_ptr<Scene> scene_;
};

}  // namespace rankplot::scene
