#include "painter/render/scene/box_axes.hpp"

#include <algorithm>
#include <cmath>

#include "painter/render/chart/axis_line.hpp"

namespace rankplot::scene {
namespace {

using render::Point;

constexpr double kShortest = 12;  ///< points: axes seen end-on have no ticks
constexpr double kUpright = 2;    ///< slope of edges that are told apart by left and right

Point along(Point from, Point direction, double by) {
  return {static_cast<float>(from.x + direction.x * by),
          static_cast<float>(from.y + direction.y * by)};
}

Point normalized(double x, double y) {
  const double size = std::hypot(x, y);
  return size > 0 ? Point{static_cast<float>(x / size), static_cast<float>(y / size)} : Point{};
}

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// Text stands beyond its point, on the side that `away` points to.
render::TextStyle beside(Point away, double size_px, render::Color ink) {
  constexpr float kAslant = 0.38F;
  render::TextStyle style;
  style.size_px = size_px;
  style.color = ink;
  style.across = away.x > kAslant    ? render::Align::Near
                 : away.x < -kAslant ? render::Align::Far
                                     : render::Align::Middle;
  using Up = render::TextStyle::Up;
  style.up = away.y > kAslant ? Up::Bottom : away.y < -kAslant ? Up::Top : Up::Middle;
  return style;
}

void stretch(render::Rectangle& rectangle, double left, double bottom, double right, double top) {
  rectangle = {std::min(rectangle.left, left), std::min(rectangle.bottom, bottom),
               std::max(rectangle.right, right), std::max(rectangle.top, top)};
}

}  // namespace

BoxAxes::BoxAxes(const Box& box, const Eye& eye, const render::Rectangle& image,
                 const BoxStyle& style, const render::Metrics& metrics)
    : eye_(eye),
      frame_(box),
      box_(box),
      style_(style),
      metrics_(metrics),
      shift_{static_cast<float>(image.left), static_cast<float>(image.bottom)},
      project_(eye, image.width(), image.height()) {
  const Box local = frame_.to_local(box);
  find_edges(local);
  ink_ = {edges_[0].a.x, edges_[0].a.y, edges_[0].a.x, edges_[0].a.y};
  for (const Edge& edge : edges_)
    for (const Point& end : {edge.a, edge.b}) stretch(ink_, end.x, end.y, end.x, end.y);
  middle_ = {static_cast<float>((ink_.left + ink_.right) / 2),
             static_cast<float>((ink_.bottom + ink_.top) / 2)};
  if (!style_.ticks) return;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const Edge* best = nullptr;
    for (const Edge& edge : edges_)
      if (edge.axis == axis && edge.faces_seen == 1) choose(best, edge);
    if (best != nullptr && distance(best->a, best->b) > metrics_.px(kShortest)) add_ticks(*best);
  }
}

void BoxAxes::find_edges(const Box& local) {
  const auto is_seen = [&](std::size_t axis, bool high) {
    Vector place = 0.5 * (local.low + local.high), normal{0, 0, 0};
    place[axis] = high ? local.high[axis] : local.low[axis];
    normal[axis] = high ? 1 : -1;
    return dot(normal, eye_.towards(place)) > 1e-9;
  };
  const auto pixel = [&](const Vector& place) {
    const Point at = project_(place);
    return Point{at.x + shift_.x, at.y + shift_.y};
  };
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::size_t one = (axis + 1) % 3, other = (axis + 2) % 3;
    for (unsigned side = 0; side < 4; ++side) {
      const bool one_high = (side & 1U) != 0, other_high = (side & 2U) != 0;
      Edge edge;
      edge.axis = axis;
      edge.from = local.low;
      edge.from[one] = one_high ? local.high[one] : local.low[one];
      edge.from[other] = other_high ? local.high[other] : local.low[other];
      edge.to = edge.from;
      edge.to[axis] = local.high[axis];
      edge.a = pixel(edge.from);
      edge.b = pixel(edge.to);
      edge.faces_seen = int{is_seen(one, one_high)} + int{is_seen(other, other_high)};
      edges_.push_back(edge);
    }
  }
}

/// The lowest edge; of upright ones the leftmost.
void BoxAxes::choose(const Edge*& best, const Edge& edge) const {
  if (best == nullptr) {
    best = &edge;
    return;
  }
  const bool upright = std::abs(edge.b.y - edge.a.y) > kUpright * std::abs(edge.b.x - edge.a.x);
  const float now = upright ? best->a.x + best->b.x : best->a.y + best->b.y;
  const float then = upright ? edge.a.x + edge.b.x : edge.a.y + edge.b.y;
  if (then < now - 0.01F) best = &edge;
}

/// Across the edge, away from the box.
Point BoxAxes::outward(const Edge& edge) const {
  const Point across = normalized(edge.b.y - edge.a.y, edge.a.x - edge.b.x);
  const double side = across.x * ((edge.a.x + edge.b.x) / 2 - middle_.x) +
                      across.y * ((edge.a.y + edge.b.y) / 2 - middle_.y);
  return side < 0 ? Point{-across.x, -across.y} : across;
}

void BoxAxes::add_ticks(const Edge& edge) {
  const render::AxisSizes sizes(metrics_);
  const Point away = outward(edge);
  const double scale = edge.axis == 2 ? style_.height_scale : 1;
  const double low = box_.low[edge.axis] / scale, high = box_.high[edge.axis] / scale;
  const bool level = std::abs(edge.b.x - edge.a.x) > std::abs(edge.b.y - edge.a.y);
  const render::Ticks ticks = render::linear_ticks(
      {low, high}, {distance(edge.a, edge.b), sizes.font, level, [&](std::string_view label) {
                      return render::measure(label, sizes.font).width * 1.4;
                    }});
  const double reach = sizes.tick_length + sizes.tick_pad;
  for (const render::Tick& tick : ticks.major) {
    const double share = (tick.value - low) / (high - low);
    const Point on = project_((1 - share) * edge.from + share * edge.to);
    const Point at{on.x + shift_.x, on.y + shift_.y};
    ticks_.push_back(at);
    ticks_.push_back(along(at, away, sizes.tick_length));
    add_label(along(at, away, reach), away, tick.label, sizes.font);
  }
  double widest = 0, tallest = 0;
  for (const render::Tick& tick : ticks.major) {
    const render::TextExtent extent = render::measure(tick.label, sizes.font);
    widest = std::max(widest, extent.width);
    tallest = std::max(tallest, extent.height);
  }
  std::string name = style_.labels[edge.axis];
  if (!ticks.offset.empty()) name += fmt::format("{}({})", name.empty() ? "" : " ", ticks.offset);
  if (name.empty()) return;
  const Point half{(edge.a.x + edge.b.x) / 2, (edge.a.y + edge.b.y) / 2};
  const double past = std::abs(away.x) * widest + std::abs(away.y) * tallest;
  add_label(along(half, away, reach + past + 1.5 * sizes.label_pad), away, name, sizes.font);
}

void BoxAxes::add_label(Point at, Point away, std::string text, double size_px) {
  labels_.push_back({at, std::move(text), beside(away, size_px, style_.ink)});
  include(labels_.back());
}

void BoxAxes::include(const Label& label) {
  const render::TextExtent extent = render::measure(label.text, label.style.size_px);
  const double left = label.style.across == render::Align::Near  ? 0
                      : label.style.across == render::Align::Far ? extent.width
                                                                 : extent.width / 2;
  using Up = render::TextStyle::Up;
  const double below = label.style.up == Up::Bottom ? 0
                       : label.style.up == Up::Top  ? extent.height
                                                    : extent.height / 2;
  stretch(ink_, label.at.x - left, label.at.y - below, label.at.x - left + extent.width,
          label.at.y - below + extent.height);
}

void BoxAxes::paint_behind(render::Canvas& canvas) const {
  if (!style_.edges) return;
  const double width = render::AxisSizes(metrics_).line_width;
  for (const Edge& edge : edges_) {
    if (edge.faces_seen == 2) continue;
    render::Color ink = style_.ink;
    constexpr std::uint8_t kHidden = 90;
    if (edge.faces_seen == 0) ink.alpha = kHidden;
    const std::array<Point, 2> line{edge.a, edge.b};
    canvas.segments(line, {ink, width, render::LineStyle::Solid, render::Cap::Round});
  }
}

void BoxAxes::paint_before(render::Canvas& canvas) const {
  const render::AxisSizes sizes(metrics_);
  for (const Edge& edge : edges_) {
    if (!style_.edges || edge.faces_seen != 2) continue;
    render::Color ink = style_.ink;
    ink.alpha = 90;
    const std::array<Point, 2> line{edge.a, edge.b};
    canvas.segments(line, {ink, sizes.line_width, render::LineStyle::Solid, render::Cap::Round});
  }
  canvas.segments(ticks_,
                  {style_.ink, sizes.tick_width, render::LineStyle::Solid, render::Cap::Butt});
  for (const Label& label : labels_) canvas.text(label.at, label.text, label.style);
}

}  // namespace rankplot::scene
