#include "painter/render/scene/tripod.hpp"

#include <algorithm>
#include <cmath>

namespace rankplot::scene {
namespace {

using render::Color;
using render::Point;

constexpr double kArmPt = 22, kLetterPt = 9, kLetterGapPt = 6, kLinePt = 2, kHeadPt = 6;
constexpr double kMostShare = 0.16;  // of the plot's shorter side
constexpr std::array<Color, 3> kColors{
    {{214, 39, 40, 255}, {44, 160, 44, 255}, {31, 119, 180, 255}}};
constexpr std::array kLetters{"x", "y", "z"};

Point point(double x, double y) { return {static_cast<float>(x), static_cast<float>(y)}; }

/// An arrow of an arm, from the middle of the tripod.
class Arrow {
 public:
  Arrow(const TripodArm& arm, double x, double y, double arm_px)
      : arm_(arm), x_(x), y_(y), length_(arm_px * std::hypot(arm.right, arm.up)) {
    if (length_ > 0) along_ = {arm.right * arm_px / length_, arm.up * arm_px / length_};
  }

  void paint(render::Canvas& canvas, double unit_px) const {
    const Color color = kColors.at(arm_.axis);
    const double width = kLinePt * unit_px, head = std::min(kHeadPt * unit_px, length_);
    const std::array line{at(0, 0), at(length_ - head / 2, 0)};
    canvas.polyline(
        line, {color, width, render::LineStyle::Solid, render::Cap::Round, render::Join::Round});
    const std::array tip{at(length_, 0), at(length_ - head, head / 2.5),
                         at(length_ - head, -head / 2.5)};
    canvas.polygon(tip, color);
  }

  Point at(double along, double across) const {
    return point(x_ + along * along_[0] - across * along_[1],
                 y_ + along * along_[1] + across * along_[0]);
  }
  double length() const { return length_; }

 private:
  const TripodArm& arm_;
  double x_, y_, length_;
  std::array<double, 2> along_{0, 0};
};

}  // namespace

std::array<TripodArm, 3> tripod_arms(const Eye& eye) {
  const Vector back = unit(eye.position - eye.focal_point), right = cross(eye.up, back);
  std::array<TripodArm, 3> arms;
  for (std::size_t axis = 0; axis < 3; ++axis)
    arms[axis] = {axis, right[axis], eye.up[axis], back[axis]};
  std::stable_sort(arms.begin(), arms.end(),
                   [](const TripodArm& a, const TripodArm& b) { return a.towards < b.towards; });
  return arms;
}

void paint_tripod(render::Canvas& canvas, const Eye& eye, const render::Rectangle& plot,
                  const render::Metrics& metrics, Color ink) {
  const double most = kMostShare * std::min(plot.width(), plot.height());
  const double unit_px = metrics.text_px(1) * std::min(1.0, most / metrics.text_px(kArmPt));
  const double arm_px = kArmPt * unit_px, room = arm_px + (kLetterGapPt + kLetterPt) * unit_px;
  const double x = plot.left + room, y = plot.bottom + room;
  for (const TripodArm& arm : tripod_arms(eye)) {
    const Arrow arrow(arm, x, y, arm_px);
    constexpr double kShort = 0.15;  // of an arm: it points at the eye, or away
    if (arrow.length() > kShort * arm_px) {
      arrow.paint(canvas, unit_px);
    } else {
      const std::array middle{point(x, y)};
      const Color color = kColors.at(arm.axis);
      canvas.markers(middle, {"o", 2.5 * kLinePt * unit_px, color, color, 0});
    }
    const Point letter = arrow.length() > kShort * arm_px
                             ? arrow.at(arrow.length() + kLetterGapPt * unit_px, 0)
                             : point(x - kLetterGapPt * unit_px, y - kLetterGapPt * unit_px);
    canvas.text(letter, kLetters.at(arm.axis),
                {kLetterPt * unit_px, ink, render::Align::Middle, render::TextStyle::Up::Middle});
  }
}

}  // namespace rankplot::scene
