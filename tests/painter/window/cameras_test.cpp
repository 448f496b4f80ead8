#include "painter/window/cameras.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace rankplot::window {
namespace {

/// Ten above the origin, north up.
job::Camera above() {
  job::Camera camera;
  camera.position = {0, 0, 10};
  camera.focal_point = {0, 0, 0};
  camera.up = {0, 1, 0};
  return camera;
}

void expect_near(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(found[i], expected[i], 1e-9) << i;
}

TEST(Cameras, TurnAsTheTrackballOfVtk) {
  // The whole height is 200 degrees: 0.45 of it a quarter turn.
  const job::Camera right = turned(above(), 0.45, 0);
  expect_near(right.position, {-10, 0, 0});  // the right side comes to the front from the left
  expect_near(right.up, {0, 1, 0});
  const job::Camera up = turned(above(), 0, 0.45);
  expect_near(up.position, {0, -10, 0});
  expect_near(up.up, {0, 0, 1});
}

TEST(Cameras, KeepTheirDistanceWhenTheyTurn) {
  job::Camera camera = above();
  camera.focal_point = {3, -2, 1};
  for (int i = 0; i < 1000; ++i) camera = turned(camera, 0.013, -0.007);
  const double distance =
      std::hypot(camera.position[0] - 3, camera.position[1] + 2, camera.position[2] - 1);
  EXPECT_NEAR(distance, std::sqrt(9.0 + 4 + 81), 1e-9);
  EXPECT_NEAR(std::hypot(camera.up[0], camera.up[1], camera.up[2]), 1, 1e-9);
}

TEST(Cameras, MoveAwayFromTheirFocalPoint) {
  job::Camera camera = above();
  camera.focal_point = {0, 0, 2};
  expect_near(moved_away(camera, 0.5).position, {0, 0, 6});
  camera.parallel = true;
  EXPECT_DOUBLE_EQ(moved_away(camera, 0.5).zoom, 2);
  expect_near(moved_away(camera, 0.5).position, {0, 0, 10});
}

TEST(Cameras, ArePrintedAsAJobSaysThem) {
  render::PlotPlace place;
  place.camera = above();
  EXPECT_EQ(cameras_text({}, {place}),
            "camera = { position = [0.0000, 0.0000, 10.0000], focal_point = [0.0000, 0.0000, "
            "0.0000], up = [0, 1, 0] }\n");
  place.camera->parallel = true;
  place.camera->zoom = 1.5;
  EXPECT_NE(cameras_text({}, {place}).find("parallel = true, zoom = 1.5 }"), std::string::npos);
  EXPECT_EQ(cameras_text({}, {render::PlotPlace{}}), "") << "a chart has none";
}

}  // namespace
}  // namespace rankplot::window
