#include "painter/render/scene/panel.hpp"

#include <algorithm>
#include <cmath>

#include "painter/render/chart/axis_line.hpp"
#include "painter/render/scene/box_axes.hpp"
#include "painter/render/scene/face_on.hpp"
#include "painter/render/scene/tripod.hpp"

namespace rankplot::scene {
namespace {

using render::Rectangle;

/// Black on light paper, white on dark.
render::Color ink_on(const render::Color& paper) {
  const double light = 0.299 * paper.red + 0.587 * paper.green + 0.114 * paper.blue;
  return light < 128 ? render::Color{255, 255, 255, 255} : render::Color{0, 0, 0, 255};
}

BoxStyle style_of(const job::Panel& said) {
  BoxStyle style;
  style.edges = said.scene.box != "none";
  style.ticks = said.scene.box == "axes";
  style.labels = {said.x.label.empty() ? "x" : said.x.label,
                  said.y.label.empty() ? "y" : said.y.label,
                  said.scene.z_label.empty() ? "z" : said.scene.z_label};
  style.ink = ink_on(render::parse_color(said.scene.background));
  return style;
}

/// The camera's places in the coordinates of the frame.
job::Camera in_frame(job::Camera camera, const Frame& frame) {
  for (auto* place : {&camera.position, &camera.focal_point}) {
    if (place->empty()) continue;
    const Vector local = frame.to_local(Vector{(*place)[0], (*place)[1], (*place)[2]});
    *place = {local.begin(), local.end()};
  }
  return camera;
}

/// A place of the frame in the data's coordinates.
std::vector<double> in_data(const Vector& local, const Frame& frame) {
  const Vector place = frame.size * local + frame.middle;
  return {place.begin(), place.end()};
}

/// Where the picture of the scene lies within `plot`, and the eye before it.
struct Framing {
  Rectangle image;
  Eye eye;
};

Framing whole(const job::Camera& camera, const Box& box, const Rectangle& plot) {
  return {plot, eye_for(camera, box, plot.width(), plot.height())};
}

/// With all that stands around the box inside of `plot`: the picture gives way where labels would
/// leave it. A camera with a place or a zoom of its own shows what it shows.
Framing framing(const job::Camera& camera, const Box& box, const Rectangle& plot,
                const BoxStyle& style, const render::Metrics& metrics) {
  const Frame frame(box);
  const Box local = frame.to_local(box);
  const job::Camera seen = in_frame(camera, frame);
  Framing framing = whole(seen, local, plot);
  if (!camera.position.empty() || camera.zoom != 1) return framing;
  const double pad = std::ceil(metrics.px(2));
  Rectangle room{plot.left + pad, plot.bottom + pad, plot.right - pad, plot.top - pad};
  if (camera.orbit > 0) {  // the same room for all that is to come, labels or not
    const double margin = 4 * render::AxisSizes(metrics).font;
    if (style.ticks && std::min(room.width(), room.height()) > 4 * margin)
      room = {room.left + margin, room.bottom + margin, room.right - margin, room.top - margin};
    return whole(seen, local, room);
  }
  constexpr int kRounds = 4;
  for (int round = 0; round < kRounds; ++round) {
    constexpr double kLeast = 8;
    if (room.width() < kLeast || room.height() < kLeast) break;
    framing = whole(seen, local, room);
    const Rectangle ink = BoxAxes(box, framing.eye, framing.image, style, metrics).ink();
    const Rectangle over{std::ceil(std::max(0.0, plot.left - ink.left)),
                         std::ceil(std::max(0.0, plot.bottom - ink.bottom)),
                         std::ceil(std::max(0.0, ink.right - plot.right)),
                         std::ceil(std::max(0.0, ink.top - plot.top))};
    if (over.left + over.bottom + over.right + over.top == 0) break;
    room = {room.left + over.left, room.bottom + over.bottom, room.right - over.right,
            room.top - over.top};
  }
  return framing;
}

}  // namespace

void Panel::add(render::LayerInput& input) {
  if (scene_ == nullptr)
    scene_ =
        layers_ == 1 && is_face_on(input, said_.scene.camera) ? face_on_scene() : stage().scene();
  scene_->add(input);
}

void Panel::ask(render::LayoutRequest& request) const {
  for (const auto& bar : scene_->color_bars()) request.bars.push_back(bar);
  request.frameless = true;
}

job::Camera Panel::camera(const render::Layout& layout) const {
  job::Camera camera = said_.scene.camera;
  const Box box = scene_->bounds();
  if (box.empty()) return camera;
  const auto [image, eye] = framing(camera, box, layout.plot, style(), layout.metrics);
  // A picture that leaves room for labels is one of the whole plot from further away.
  const double away = layout.plot.height() / image.height();
  if (eye.parallel)
    camera.zoom /= away;
  else if (camera.position.empty())
    camera.zoom = 1;  // the distance has it
  const Frame frame(box);
  camera.position = in_data(eye.focal_point + away * (eye.position - eye.focal_point), frame);
  camera.focal_point = in_data(eye.focal_point, frame);
  camera.up = {eye.up.begin(), eye.up.end()};
  camera.azimuth = camera.elevation = camera.roll = 0;
  return camera;
}

void Panel::paint(render::Canvas& canvas, const render::Layout& layout) const {
  const render::Color paper = render::parse_color(said_.scene.background);
  canvas.rectangles({{layout.plot}}, paper);
  canvas.clip(layout.plot);
  if (!scene_->bounds().empty()) paint_scene(canvas, layout);
  canvas.unclip();
}

BoxStyle Panel::style() const {
  BoxStyle style = style_of(said_);
  style.height_scale = scene_->height_scale();
  return style;
}

void Panel::paint_scene(render::Canvas& canvas, const render::Layout& layout) const {
  const Box box = scene_->bounds();
  const auto [image, eye] = framing(said_.scene.camera, box, layout.plot, style(), layout.metrics);
  const BoxAxes axes(box, eye, image, style(), layout.metrics);
  const auto width = static_cast<int>(image.width()), height = static_cast<int>(image.height());
  axes.paint_behind(canvas);
  canvas.image(image, scene_->draw(eye, width, height), width, height);
  axes.paint_before(canvas);
  if (said_.scene.orientation) paint_tripod(canvas, eye, layout.plot, layout.metrics, style().ink);
}

}  // namespace rankplot::scene
