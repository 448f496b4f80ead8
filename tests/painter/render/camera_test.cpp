#include "painter/render/scene/camera.hpp"
#include "painter/render/scene/tripod.hpp"

#include <gtest/gtest.h>

namespace rankplot::scene {
namespace {

Box unit_box() {
  Box box;
  box.include(Vector{-0.5, -0.5, -0.5});
  box.include(Vector{0.5, 0.5, 0.5});
  return box;
}

void expect_near(const Vector& a, const Vector& b) {
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(a[i], b[i], 1e-12) << "xyz"[i];
}

TEST(Camera, GoesAroundUprightAndAtTheSameDistance) {
  job::Camera camera;
  camera.orbit = 12;
  const Box box{{-0.5, -0.3, -0.2}, {0.5, 0.3, 0.2}};
  const Eye first = eye_for(camera, box, 400, 300);
  for (int view = 0; view < camera.orbit; ++view) {
    job::Camera turned = camera;
    turned.azimuth = 30.0 * view;
    const Eye eye = eye_for(turned, box, 400, 300);
    EXPECT_NEAR(eye.position[2], first.position[2], 1e-12) << view;
    EXPECT_NEAR(length(eye.position), length(first.position), 1e-12) << view;
    EXPECT_NEAR(dot(cross(eye.up, unit(eye.position)), Vector{0, 0, 1}), 0, 1e-12) << view;
    const double angle = std::atan2(eye.position[1], eye.position[0]) -
                         std::atan2(first.position[1], first.position[0]);
    EXPECT_NEAR(std::remainder(angle - view * std::numbers::pi / 6, 2 * std::numbers::pi), 0, 1e-9);
  }
}

TEST(Camera, StandsOnTheSideThatItsViewNames) {
  job::Camera camera;
  camera.view = "-x";
  const Eye eye = eye_for(camera, unit_box(), 100, 100);
  EXPECT_LT(eye.position[0], -0.5);
  EXPECT_NEAR(eye.position[1], 0, 1e-12);
  expect_near(eye.up, {0, 0, 1});
}

TEST(Camera, HasAllOfTheBoxInSight) {
  for (const char* view : {"iso", "+x", "-y", "+z"}) {
    for (const bool parallel : {false, true}) {
      job::Camera camera;
      camera.view = view;
      camera.parallel = parallel;
      camera.azimuth = 17;
      const Projection project(eye_for(camera, unit_box(), 160, 90), 160, 90);
      double left = 160, right = 0, bottom = 90, top = 0;
      for (unsigned i = 0; i < 8; ++i) {
        const render::Point at = project(unit_box().corner(i));
        left = std::min<double>(left, at.x);
        right = std::max<double>(right, at.x);
        bottom = std::min<double>(bottom, at.y);
        top = std::max<double>(top, at.y);
      }
      EXPECT_GE(left, -1e-3);
      EXPECT_LE(right, 160 + 1e-3);
      EXPECT_GE(bottom, -1e-3);
      EXPECT_LE(top, 90 + 1e-3);
      // And touches an edge: it could not be nearer.
      EXPECT_LT(std::min({left, 160 - right, bottom, 90 - top}), 1e-2);
    }
  }
}

TEST(Camera, TurnsToTheRightAndUp) {
  job::Camera camera;
  camera.view = "-y";  // x to the right, z up
  camera.azimuth = 90;
  Eye eye = eye_for(camera, unit_box(), 100, 100);
  expect_near(unit(eye.position), {1, 0, 0});
  camera.azimuth = 0;
  camera.elevation = 90;
  eye = eye_for(camera, unit_box(), 100, 100);
  expect_near(unit(eye.position), {0, 0, 1});
  expect_near(eye.up, {0, 1, 0});
}

TEST(Camera, StaysWhereThePositionIs) {
  job::Camera camera;
  camera.position = {0, -3, 0};
  camera.focal_point = {0, 0, 0};
  const Eye eye = eye_for(camera, unit_box(), 100, 100);
  expect_near(eye.position, {0, -3, 0});
  expect_near(eye.up, {0, 0, 1});
}

TEST(Frame, PutsTheLongestSideToOne) {
  Box box;
  box.include(Vector{10, 0, 0});
  box.include(Vector{30, 10, 5});
  const Box local = Frame(box).to_local(box);
  expect_near(local.low, {-0.5, -0.25, -0.125});
  expect_near(local.high, {0.5, 0.25, 0.125});
}

TEST(Tripod, PointsWhereThePictureHasTheAxes) {
  for (const char* view : {"iso", "+x", "-y", "+z", "-z"}) {
    job::Camera camera;
    camera.view = view;
    camera.azimuth = 25;
    camera.roll = 40;
    camera.parallel = true;
    const Eye eye = eye_for(camera, unit_box(), 100, 100);
    const Projection project(eye, 100, 100);
    const render::Point middle = project({0, 0, 0});
    double before = -2;
    for (const TripodArm& arm : tripod_arms(eye)) {
      Vector end{0, 0, 0};
      end[arm.axis] = 0.1;
      const render::Point tip = project(end);
      const double scale = 100 / (2 * eye.half_height);  // pixels by unit
      EXPECT_NEAR(tip.x - middle.x, arm.right * 0.1 * scale, 1e-3) << view << arm.axis;
      EXPECT_NEAR(tip.y - middle.y, arm.up * 0.1 * scale, 1e-3) << view << arm.axis;
      EXPECT_NEAR(std::hypot(arm.right, arm.up, arm.towards), 1, 1e-12);
      EXPECT_GE(arm.towards, before) << view;
      before = arm.towards;
    }
  }
}

}  // namespace
}  // namespace rankplot::scene
