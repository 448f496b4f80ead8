#pragma once

#include <optional>
#include <string>
#include <vector>

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/ticks.hpp"
#include "painter/render/scene/camera.hpp"
#include "painter/render/scene/geometry.hpp"

namespace rankplot::scene {

/// What is said of the box around a scene's data.
struct BoxStyle {
  bool edges = true, ticks = true;
  std::array<std::string, 3> labels;  ///< of x, y, z
  render::Color ink;
  double height_scale = 1;  ///< the z axis tells places divided by it
};

/// The box as a camera sees it: its edges, and ticks with labels along one edge of each axis,
/// outside of what the box covers.
class BoxAxes {
 public:
  /// `image`: where the projection's picture lies.
  BoxAxes(const Box& box, const Eye& eye, const render::Rectangle& image, const BoxStyle& style,
          const render::Metrics& metrics);

  /// All that is painted outside of the box, with the box.
  const render::Rectangle& ink() const { return ink_; }
  /// Edges behind the data, or beside it.
  void paint_behind(render::Canvas& canvas) const;
  /// The edges before it, faintly, and the ticks.
  void paint_before(render::Canvas& canvas) const;

 private:
  struct Edge {
    std::size_t axis = 0;
    Vector from, to;  ///< at the box' low and high end, in the frame
    render::Point a, b;
    int faces_seen = 0;  ///< of the two that meet in it
  };
  struct Label {
    render::Point at;
    std::string text;
    render::TextStyle style;
  };

  void find_edges(const Box& local);
  void choose(const Edge*& best, const Edge& edge) const;
  void add_ticks(const Edge& edge);
  render::Point outward(const Edge& edge) const;
  void add_label(render::Point at, render::Point away, std::string text, double size_px);
  void include(const Label& label);

  Eye eye_;
  Frame frame_;
  Box box_;
  BoxStyle style_;
  render::Metrics metrics_;
  render::Point shift_;
  Projection project_;
  render::Point middle_;
  std::vector<Edge> edges_;
  std::vector<render::Point> ticks_;  ///< two points each
  std::vector<Label> labels_;
  render::Rectangle ink_;
};

}  // namespace rankplot::scene
