#include <gtest/gtest.h>

#include <limits>

#include "figures.hpp"
#include "layer_figure.hpp"

/// What every layer kind does with data that nobody hoped for: a picture, or a refusal that names
/// the layer. Run over all of them.
namespace rankplot::render {
namespace {

using Values = std::vector<double>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Case {
  const char* name;
  Values values;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"empty", {}},
      {"one point", {2}},
      {"one NaN", {kNan}},
      {"all NaN", Values(6, kNan)},
      {"all equal", Values(6, 3)},
      {"all zero", Values(6, 0)},
      {"infinities", {1, kInfinity, 2, -kInfinity, 3, 4}},
      {"nothing but infinities",
       {kInfinity, -kInfinity, kInfinity, kInfinity, kInfinity, kInfinity}},
      {"1e300", {1e300, -1e300, 2e300, 3e300, -2e300, 1}},
      {"the ends of the numbers", {1.7e308, -1.7e308, 0, 1.7e308, -1.7e308, 1}},
      {"denormals", {5e-324, 1e-323, 2e-320, 1e-310, 0, 5e-324}},
      {"large with tiny steps", {1e15, 1e15 + 1, 1e15 + 2, 1e15, 1e15 + 3, 1e15}},
      {"negative", {-1, -2, -3, -4, -5, -6}}};
  return all;
}

/// Draws; a refusal must begin with the layer.
void draw_or_refuse(const LayerFigure& figure) {
  try {
    const Drawing drawing = figure.draw();
    EXPECT_EQ(drawing.image.pixels.size(), 640u * 480);
  } catch (const base::Error& error) {
    const std::string what = error.what();
    EXPECT_EQ(what.rfind("layer 1 (" + figure.figure.layers[0].kind + "): ", 0), 0u) << what;
  }
}

void feed(const LayerKind& kind, const Values& values, bool all_roles, bool planes,
          job::AxisScale scale) {
  LayerFigure figure(kind.entry.name);
  figure.figure.x.scale = figure.figure.y.scale = scale;
  for (const job::Role& role : kind.entry.roles) {
    if (!role.required && !all_roles) continue;
    if (planes && values.size() % 2 == 0)
      figure.role(role.name, {2, values.size() / 2}, values);
    else
      figure.row(role.name, values);
  }
  draw_or_refuse(figure);
}

TEST(DegenerateData, IsDrawnOrRefusedByEveryKind) {
  for (const LayerKind* kind : layer_kinds())
    for (const Case& one : cases())
      for (const bool all_roles : {false, true})
        for (const bool planes : {false, true})
          for (const auto scale : {job::AxisScale::Linear, job::AxisScale::Log}) {
            SCOPED_TRACE(kind->entry.name + ", " + one.name + (all_roles ? ", all roles" : "") +
                         (planes ? ", planes" : "") +
                         (scale == job::AxisScale::Log ? ", log" : ""));
            feed(*kind, one.values, all_roles, planes, scale);
          }
}

TEST(DegenerateData, OfPlanesAndRowsTogetherIsDrawnOrRefusedByEveryKind) {
  for (const LayerKind* kind : layer_kinds())
    for (const Case& one : cases()) {
      SCOPED_TRACE(kind->entry.name + ", " + one.name);
      LayerFigure figure(kind->entry.name);
      for (const job::Role& role : kind->entry.roles) {
        if (!role.required) continue;
        const bool place = role.name == "x" || role.name == "y";
        const std::size_t count = one.values.size();
        if (place) {
          figure.row(role.name, one.values);
          continue;
        }
        Values square;
        for (std::size_t row = 0; row < count; ++row)
          square.insert(square.end(), one.values.begin(), one.values.end());
        figure.role(role.name, {count, count}, square);
      }
      draw_or_refuse(figure);
    }
}

TEST(DegenerateData, OfDifferentLengthsIsDrawnOrRefusedByEveryKind) {
  for (const LayerKind* kind : layer_kinds()) {
    SCOPED_TRACE(kind->entry.name);
    LayerFigure figure(kind->entry.name);
    std::size_t length = 2;
    for (const job::Role& role : kind->entry.roles) figure.row(role.name, Values(++length, 1.5));
    draw_or_refuse(figure);
  }
}

}  // namespace
}  // namespace rankplot::render
