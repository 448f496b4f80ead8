#include "painter/window/cameras.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "painter/render/scene/geometry.hpp"
#include "painter/window/panels.hpp"

namespace rankplot::window {
namespace {

using scene::operator*;
using scene::operator+;
using scene::operator-;
using scene::Vector;

constexpr double kPerHeight = 200 * std::numbers::pi / 180;  // vtkInteractorStyle's

Vector vector_of(const std::vector<double>& numbers) {
  return {numbers.at(0), numbers.at(1), numbers.at(2)};
}

std::string numbers(const std::vector<double>& values) {
  std::string text;
  for (const double value : values)
    text += (text.empty() ? "" : ", ") + fmt::format("{:.6g}", value);
  return "[" + text + "]";
}

/// Six digits of the distance to the focal point: a camera may stand close to something that is
/// far from 0.
std::string place(const std::vector<double>& values, double distance) {
  std::string text;
  const int decimals = std::max(0, static_cast<int>(5 - std::floor(std::log10(distance))));
  for (const double value : values) {
    const bool plain = std::abs(value) < 1e9 && decimals < 12;
    text += text.empty() ? "" : ", ";
    text += plain ? fmt::format("{:.{}f}", value, decimals) : fmt::format("{:.15g}", value);
  }
  return "[" + text + "]";
}

std::string camera_text(const job::Camera& camera) {
  const double distance = scene::length(vector_of(camera.position) - vector_of(camera.focal_point));
  std::string text = fmt::format("camera = {{ position = {}, focal_point = {}, up = {}",
                                 place(camera.position, distance),
                                 place(camera.focal_point, distance), numbers(camera.up));
  const job::Camera usual;
  if (camera.parallel) text += ", parallel = true";
  if (camera.zoom != usual.zoom) text += fmt::format(", zoom = {:.6g}", camera.zoom);
  if (camera.angle != usual.angle) text += fmt::format(", angle = {:.6g}", camera.angle);
  return text + " }\n";
}

}  // namespace

job::Camera turned(const job::Camera& camera, double right, double up) {
  const Vector focal_point = vector_of(camera.focal_point);
  Vector out = vector_of(camera.position) - focal_point, upward = vector_of(camera.up);
  out = scene::turned(out, upward, -right * kPerHeight);
  const Vector across = scene::unit(scene::cross(upward, out));
  out = scene::turned(out, across, up * kPerHeight);
  upward = scene::unit(scene::turned(upward, across, up * kPerHeight));
  const Vector position = focal_point + out;
  job::Camera turned = camera;
  turned.position = {position.begin(), position.end()};
  turned.up = {upward.begin(), upward.end()};
  return turned;
}

job::Camera moved_away(const job::Camera& camera, double times) {
  job::Camera moved = camera;
  if (camera.parallel) {
    moved.zoom /= times;
    return moved;
  }
  const Vector focal_point = vector_of(camera.focal_point);
  const Vector position = focal_point + times * (vector_of(camera.position) - focal_point);
  moved.position = {position.begin(), position.end()};
  return moved;
}

std::string cameras_text(const job::Figure& figure, const std::vector<render::PlotPlace>& places) {
  std::string text;
  for (const render::PlotPlace& one : places) {
    if (!one.camera || one.camera->position.empty()) continue;
    if (places.size() > 1) text += panel_comment(figure, one.panel);
    text += camera_text(*one.camera);
  }
  return text;
}

}  // namespace rankplot::window
