#include "painter/render/chart/devices/marker_shapes.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "painter/render/chart/canvas.hpp"

namespace rankplot::render {
namespace {

constexpr double kPi = std::numbers::pi;

template <std::size_t N>
void closed(cairo_t* cairo, const std::array<Point, N>& corners) {
  cairo_move_to(cairo, static_cast<double>(corners[0].x), static_cast<double>(corners[0].y));
  for (std::size_t i = 1; i < N; ++i)
    cairo_line_to(cairo, static_cast<double>(corners[i].x), static_cast<double>(corners[i].y));
  cairo_close_path(cairo);
}

/// Corners on circles of radius 0.5 and, for stars, `inner` in turn; the first points up.
void spikes(cairo_t* cairo, int corners, double inner, double turn = 0) {
  const int steps = inner > 0 ? 2 * corners : corners;
  for (int i = 0; i < steps; ++i) {
    const double radius = inner > 0 && i % 2 == 1 ? inner : 0.5;
    const double angle = turn - kPi / 2 + 2 * kPi * i / steps;
    cairo_line_to(cairo, radius * std::cos(angle), radius * std::sin(angle));
  }
  cairo_close_path(cairo);
}

void circle(cairo_t* cairo, double radius) {
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, 0, 0, radius, 0, 2 * kPi);
  cairo_close_path(cairo);
}

void stroke_pair(cairo_t* cairo, Point a, Point b) {
  cairo_move_to(cairo, static_cast<double>(a.x), static_cast<double>(a.y));
  cairo_line_to(cairo, static_cast<double>(b.x), static_cast<double>(b.y));
}

void diamond(cairo_t* cairo, double half_width) {
  const double half = std::numbers::sqrt2 / 2;
  cairo_move_to(cairo, 0, -half);
  cairo_line_to(cairo, half_width, 0);
  cairo_line_to(cairo, 0, half);
  cairo_line_to(cairo, -half_width, 0);
  cairo_close_path(cairo);
}

void plus_filled(cairo_t* cairo) {
  constexpr float a = 1.F / 6, b = 0.5F;
  closed<12>(cairo, {{{-a, -b},
                      {a, -b},
                      {a, -a},
                      {b, -a},
                      {b, a},
                      {a, a},
                      {a, b},
                      {-a, b},
                      {-a, a},
                      {-b, a},
                      {-b, -a},
                      {-a, -a}}});
}

void x_filled(cairo_t* cairo) {
  constexpr float a = 0.25F, b = 0.5F;
  closed<12>(cairo, {{{-a, -b},
                      {0, -a},
                      {a, -b},
                      {b, -a},
                      {a, 0},
                      {b, a},
                      {a, b},
                      {0, a},
                      {-a, b},
                      {-b, a},
                      {-a, 0},
                      {-b, -a}}});
}

/// matplotlib's star: the inner radius of a regular pentagram.
constexpr double kStarInner = 0.5 * 0.381966;

const std::vector<MarkerShape>& shapes() {
  static const std::vector<MarkerShape> all{
      {"o", true, true, false, [](cairo_t* c) { circle(c, 0.5); }},
      {".", true, true, false, [](cairo_t* c) { circle(c, 0.25); }},
      {",", true, false, true, [](cairo_t* c) { cairo_rectangle(c, -0.5, -0.5, 1, 1); }},
      {"s", true, false, false, [](cairo_t* c) { cairo_rectangle(c, -0.5, -0.5, 1, 1); }},
      {"^", true, false, false,
       [](cairo_t* c) {
         closed<3>(c, {{{0, -.5F}, {-.5F, .5F}, {.5F, .5F}}});
       }},
      {"v", true, false, false,
       [](cairo_t* c) {
         closed<3>(c, {{{0, .5F}, {-.5F, -.5F}, {.5F, -.5F}}});
       }},
      {"<", true, false, false,
       [](cairo_t* c) {
         closed<3>(c, {{{-.5F, 0}, {.5F, -.5F}, {.5F, .5F}}});
       }},
      {">", true, false, false,
       [](cairo_t* c) {
         closed<3>(c, {{{.5F, 0}, {-.5F, -.5F}, {-.5F, .5F}}});
       }},
      {"D", true, false, false, [](cairo_t* c) { diamond(c, std::numbers::sqrt2 / 2); }},
      {"d", true, false, false, [](cairo_t* c) { diamond(c, 0.6 * std::numbers::sqrt2 / 2); }},
      {"+", false, false, false,
       [](cairo_t* c) {
         stroke_pair(c, {-.5F, 0}, {.5F, 0});
         stroke_pair(c, {0, -.5F}, {0, .5F});
       }},
      {"x", false, false, false,
       [](cairo_t* c) {
         stroke_pair(c, {-.5F, -.5F}, {.5F, .5F});
         stroke_pair(c, {-.5F, .5F}, {.5F, -.5F});
       }},
      {"*", true, false, false, [](cairo_t* c) { spikes(c, 5, kStarInner); }},
      {"p", true, false, false, [](cairo_t* c) { spikes(c, 5, 0); }},
      {"h", true, false, false, [](cairo_t* c) { spikes(c, 6, 0); }},
      {"H", true, false, false, [](cairo_t* c) { spikes(c, 6, 0, kPi / 6); }},
      {"8", true, false, false, [](cairo_t* c) { spikes(c, 8, 0, kPi / 8); }},
      {"P", true, false, false, plus_filled},
      {"X", true, false, false, x_filled},
      {"|", false, false, false,
       [](cairo_t* c) {
         stroke_pair(c, {0, -.5F}, {0, .5F});
       }},
      {"_", false, false, false,
       [](cairo_t* c) {
         stroke_pair(c, {-.5F, 0}, {.5F, 0});
       }},
  };
  return all;
}

}  // namespace

const MarkerShape* find_marker(std::string_view name) {
  for (const MarkerShape& shape : shapes())
    if (shape.name == name) return &shape;
  return nullptr;
}

std::vector<std::string> marker_names() {
  std::vector<std::string> names;
  for (const MarkerShape& shape : shapes()) names.emplace_back(shape.name);
  return names;
}

}  // namespace rankplot::render
