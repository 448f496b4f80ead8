#include "painter/window/navigation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "painter/window/cameras.hpp"
#include "painter/window/limits.hpp"
#include "painter/window/panels.hpp"

namespace rankplot::window {
namespace {

using render::PlotPlace;
using render::Rectangle;

constexpr double kStep = 1.2;          // closer by so much with each step of the wheel
constexpr int kMostSteps = 40;         // at once
constexpr double kRoomOnScreen = 0.9;  // the rest is the desktop's
constexpr int kLeastBand_px = 4;       // smaller is a slip of the hand
constexpr int kLeastSide = 64;

void fit(job::Figure& figure, Size screen) {
  const double scale = std::min({1.0, kRoomOnScreen * screen.width_px / figure.width_px,
                                 kRoomOnScreen * screen.height_px / figure.height_px});
  if (scale >= 1) return;
  figure.width_px = std::max(kLeastSide, static_cast<int>(figure.width_px * scale));
  figure.height_px = std::max(kLeastSide, static_cast<int>(figure.height_px * scale));
  figure.dpi = std::max(10.0, figure.dpi * scale);
}

void take_limits(const job::Axis& from, job::Axis& to) {
  to.low = from.low;
  to.high = from.high;
  to.dated = from.dated;
}

/// Limits and camera of one plot.
void take_view(const job::Axes& from, job::Axes& to) {
  take_limits(from.x, to.x);
  take_limits(from.y, to.y);
  take_limits(from.x2, to.x2);
  take_limits(from.y2, to.y2);
  to.scene.camera = from.scene.camera;
}

void take_view(const job::Figure& from, job::Figure& to) {
  take_view(static_cast<const job::Axes&>(from), static_cast<job::Axes&>(to));
  if (from.panels.size() != to.panels.size()) return;
  for (std::size_t i = 0; i < from.panels.size(); ++i)
    take_view(static_cast<const job::Axes&>(from.panels[i]), static_cast<job::Axes&>(to.panels[i]));
}

/// A line of one pixel, seen on any colour.
void invert(base::Image& image, int x, int y) {
  if (x < 0 || y < 0 || x >= image.width_px || y >= image.height_px) return;
  std::uint32_t& pixel =
      image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width_px) +
                   static_cast<std::size_t>(x)];
  const std::uint32_t light = (pixel >> 16 & 0xFF) + (pixel >> 8 & 0xFF) + (pixel & 0xFF);
  pixel = light > 3 * 128 ? 0x404040 : 0xD0D0D0;
}

}  // namespace

Navigation::Navigation(job::Figure figure, Size screen)
    : original_(figure), figure_(std::move(figure)) {
  fit(figure_, screen);
  drawn_ = figure_;
}

void Navigation::drawn(std::vector<PlotPlace> places) {
  places_ = std::move(places);
  drawn_ = figure_;
}

void Navigation::revert() { figure_ = drawn_; }

void Navigation::replace(job::Figure figure) {
  original_ = figure;
  figure.width_px = figure_.width_px;
  figure.height_px = figure_.height_px;
  figure.dpi = figure_.dpi;
  if (moved_) take_view(figure_, figure);
  figure_ = std::move(figure);
  drag_.reset();
}

void Navigation::home() {
  take_view(original_, figure_);
  moved_ = false;
  drag_.reset();
}

Navigation::Change Navigation::take(const Event& event) {
  return std::visit([this](const auto& one) { return on(one); }, event);
}

const PlotPlace* Navigation::place_at(Pixel at) const {
  const auto found = std::find_if(places_.begin(), places_.end(), [&](const PlotPlace& place) {
    return place.area.contains(x_of(at), y_of(at));
  });
  return found == places_.end() ? nullptr : &*found;
}

Navigation::Change Navigation::on(const ButtonPressed& press) {
  const PlotPlace* place = place_at(press.at);
  if (drag_ || place == nullptr) return Change::None;
  if (press.button == Button::Right && (place->camera || place->round)) return Change::None;
  pointer_ = press.at;
  drag_ = Drag{press.button, press.at, figure_, *place};
  return Change::None;
}

Navigation::Change Navigation::on(const ButtonReleased& release) {
  if (!drag_ || drag_->button != release.button) return Change::None;
  pointer_ = release.at;
  const Change dragged = release.button == Button::Left ? drag_to(release.at) : Change::Overlay;
  const Rectangle area = band();
  const Drag drag = *std::exchange(drag_, std::nullopt);
  if (drag.button == Button::Left) return dragged;
  if (area.width() < kLeastBand_px || area.height() < kLeastBand_px) return Change::Overlay;
  if (!look_at(figure_, drag.place, area)) return Change::Overlay;
  moved_ = true;
  return Change::Figure;
}

Navigation::Change Navigation::on(const PointerMoved& move) {
  pointer_ = move.at;
  if (!drag_) return Change::None;
  return drag_->button == Button::Left ? drag_to(move.at) : Change::Overlay;
}

Navigation::Change Navigation::on(const PointerLeft&) {
  if (!drag_) pointer_.reset();
  return Change::None;
}

Navigation::Change Navigation::drag_to(Pixel at) {
  const double right = at.x - drag_->from.x, up = drag_->from.y - at.y;
  const PlotPlace& place = drag_->place;
  job::Figure dragged = drag_->figure;
  if (place.camera && !place.camera->position.empty()) {
    const double height = place.area.height();
    axes_of(dragged, place.panel).scene.camera = turned(*place.camera, right / height, up / height);
  } else if (!look_at(dragged, place,
                      {place.area.left - right, place.area.bottom - up, place.area.right - right,
                       place.area.top - up})) {
    return Change::None;
  }
  if (right == 0 && up == 0 && !moved_) return Change::None;
  figure_ = std::move(dragged);
  moved_ = true;
  return Change::Figure;
}

Navigation::Change Navigation::on(const WheelTurned& turn) {
  const PlotPlace* place = place_at(turn.at);
  pointer_ = turn.at;
  if (drag_ || place == nullptr) return Change::None;
  const double times = std::pow(kStep, -std::clamp(turn.steps, -kMostSteps, kMostSteps));
  if (place->camera) {
    if (place->camera->position.empty()) return Change::None;
    axes_of(figure_, place->panel).scene.camera = moved_away(*place->camera, times);
  } else {
    const double x = x_of(turn.at), y = y_of(turn.at);
    const Rectangle& area = place->area;
    const Rectangle seen{x + (area.left - x) * times, y + (area.bottom - y) * times,
                         x + (area.right - x) * times, y + (area.top - y) * times};
    if (!look_at(figure_, *place, seen)) return Change::None;
  }
  moved_ = true;
  return Change::Figure;
}

Navigation::Change Navigation::on(const Resized& resize) {
  figure_.width_px = std::max(kLeastSide, resize.size.width_px);
  figure_.height_px = std::max(kLeastSide, resize.size.height_px);
  drag_.reset();
  return Change::Figure;
}

Rectangle Navigation::band() const {
  if (!drag_ || !pointer_) return {};
  const Rectangle& area = drag_->place.area;
  const auto [left, right] = std::minmax({x_of(drag_->from), x_of(*pointer_)});
  const auto [bottom, top] = std::minmax({y_of(drag_->from), y_of(*pointer_)});
  return {std::max(left, area.left), std::max(bottom, area.bottom), std::min(right, area.right),
          std::min(top, area.top)};
}

void Navigation::paint_overlay(base::Image& image) const {
  if (!drag_ || drag_->button != Button::Right) return;
  const Rectangle area = band();
  const int left = static_cast<int>(area.left), right = static_cast<int>(area.right);
  const int top = static_cast<int>(image.height_px - area.top);
  const int bottom = static_cast<int>(image.height_px - area.bottom);
  for (int x = left; x <= right; ++x)
    for (const int y : {top, bottom}) invert(image, x, y);
  for (int y = top + 1; y < bottom; ++y)
    for (const int x : {left, right}) invert(image, x, y);
}

std::string Navigation::coordinates() const {
  const PlotPlace* place = pointer_ ? place_at(*pointer_) : nullptr;
  if (place == nullptr) return {};
  return window::coordinates(figure_, *place, x_of(*pointer_), y_of(*pointer_));
}

std::string Navigation::limits_text() const { return window::limits_text(figure_, places_); }
std::string Navigation::cameras_text() const { return window::cameras_text(figure_, places_); }

}  // namespace rankplot::window
