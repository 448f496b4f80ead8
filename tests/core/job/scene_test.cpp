#include <gtest/gtest.h>

#include "core/job/parse.hpp"
#include "vocabulary_fixture.hpp"

namespace rankplot::job {
namespace {

Vocabulary with_scenes() {
  Vocabulary words = small_vocabulary();
  words.layers.push_back({"slice", "a plane", {{"value", "what is cut", true}}, {}, "", {}, true});
  return words;
}

const std::string kFigure = "input = 'a_{t}.h5'\n[[figure]]\nsave = '{t}.png'\n";
const std::string kSlice = "[[figure.layer]]\nkind = 'slice'\nvalue = 'V'\n";

std::string errors_of(const std::string& text) {
  try {
    parse(text, "job.toml", with_scenes());
    return "";
  } catch (const base::Error& error) {
    return error.what();
  }
}

TEST(ScenesInJobs, HaveAnAxisOfTheirOwnOrNone) {
  const std::string axis = "axis = 'x'\n";
  EXPECT_NE(
      errors_of(kFigure + kSlice + axis).find("'axis' in a layer of kind 'slice' is not known"),
      std::string::npos);
  Vocabulary words = with_scenes();
  words.layers.back().options = {{"axis", "across", OptionType::Text, {}, {}, {}, {}}};
  const Job job = parse(kFigure + kSlice + axis, "job.toml", words);
  EXPECT_EQ(std::get<std::string>(job.figures.at(0).layers.at(0).options.at("axis")), "x");
}

TEST(ScenesInJobs, TakeACameraAndABackground) {
  const Job job = parse(kFigure +
                            "zlabel = 'z at {t}'\nbackground = 'k'\nbox = 'outline'\n"
                            "camera = { view = '+x', azimuth = 30, parallel = true }\n" +
                            kSlice,
                        "job.toml", with_scenes());
  const SceneView& view = job.figures.at(0).scene;
  EXPECT_EQ(view.camera.view, "+x");
  EXPECT_EQ(view.camera.azimuth, 30);
  EXPECT_TRUE(view.camera.parallel);
  EXPECT_EQ(view.background, "k");
  EXPECT_EQ(view.box, "outline");
  EXPECT_EQ(view.z_label, "z at {t}");
}

TEST(ScenesInJobs, PanelsHaveCamerasOfTheirOwn) {
  const Job job = parse(kFigure +
                            "camera = { zoom = 2 }\n[[figure.panel]]\n[figure.panel.camera]\n"
                            "view = '-z'\n[[figure.panel.layer]]\nkind = 'slice'\nvalue = 'V'\n"
                            "[[figure.panel]]\n[[figure.panel.layer]]\nkind = 'slice'\n"
                            "value = 'V'\n",
                        "job.toml", with_scenes());
  EXPECT_EQ(job.figures.at(0).panels.at(0).scene.camera.view, "-z");
  EXPECT_EQ(job.figures.at(0).panels.at(1).scene.camera.zoom, 2);
}

TEST(ScenesInJobs, DoNotShareAPanelWithCharts) {
  EXPECT_EQ(errors_of(kFigure + "[[figure.layer]]\nkind = 'line'\nx = 'x'\ny = 'y'\n" + kSlice),
            "job.toml:8:1: 'slice' is drawn in a 3-D scene, 'line' in a chart: put them in panels "
            "of their own");
}

TEST(ScenesInJobs, RefuseWhatOnlyChartsHave) {
  EXPECT_EQ(errors_of(kFigure + "xscale = 'log'\n" + kSlice),
            "job.toml:4:10: 'xscale' is about charts, and the figure draws a 3-D scene");
  EXPECT_EQ(errors_of(kFigure + "box = 'none'\n[[figure.layer]]\nkind = 'line'\nx = 'x'\ny = 'y'\n")
                .find("job.toml:4:7: 'box' is about 3-D scenes"),
            0u);
}

TEST(ScenesInJobs, RefuseCamerasThatCannotBe) {
  const auto camera = [](const std::string& text) {
    return errors_of(kFigure + "camera = " + text + "\n" + kSlice);
  };
  EXPECT_EQ(camera("3"),
            "job.toml:4:10: 'camera' is a table, as in [figure.camera] or camera = { "
            "view = \"+z\" }, not 3");
  EXPECT_EQ(camera("{ up = [0, 0, 0] }"),
            "job.toml:4:17: 'up' takes a direction, and [0, 0, 0] is none");
  EXPECT_EQ(camera("{ position = [1, 2] }"),
            "job.toml:4:23: 'position' takes [x, y, z], not 2 numbers");
  EXPECT_EQ(camera("{ viev = 'iso' }").find("job.toml:4:12: 'viev'"), 0u)
      << camera("{ viev = 'iso' }");
  EXPECT_EQ(camera("{ view = 'is' }").find("job.toml:4:19: "), 0u) << camera("{ view = 'is' }");
}

TEST(ScenesInJobs, GoAroundWithACaptureForEachPicture) {
  const std::string figure = "input = 'a_{t}.h5'\n[[figure]]\nsave = '{t}_{orbit:02d}.png'\n";
  const Job job = parse(figure + "title = 'turn {orbit}'\ncamera = { orbit = 36 }\n" + kSlice,
                        "job.toml", with_scenes());
  EXPECT_EQ(job.figures.at(0).scene.camera.orbit, 36);
  EXPECT_EQ(errors_of(kFigure + "camera = { orbit = 36 }\n" + kSlice),
            "job.toml:3:8: the camera's orbit makes 36 pictures of each case: '{t}.png' needs "
            "{orbit}, as in \"turn_{orbit:03d}.png\"");
  EXPECT_NE(errors_of(figure + kSlice).find("{orbit}"), std::string::npos);
  for (const char* count : {"1", "3601", "-2", "2.5"})
    EXPECT_NE(errors_of(figure + "camera = { orbit = " + count + " }\n" + kSlice), "") << count;
  EXPECT_NE(errors_of(figure + "camera = { orbit = 4 }\n[[figure.layer]]\nkind = 'line'\nx = "
                               "'x'\ny = 'y'\n")
                .find("'camera' is about 3-D scenes"),
            std::string::npos);
  EXPECT_NE(
      errors_of(figure + "[[figure.panel]]\ncamera = { orbit = 4 }\n[[figure.panel.layer]]\n"
                         "kind = 'slice'\nvalue = 'V'\n[[figure.panel]]\ncamera = { orbit = 5 "
                         "}\n[[figure.panel.layer]]\nkind = 'slice'\nvalue = 'V'\n")
          .find("orbit = 4 and 5"),
      std::string::npos);
}

}  // namespace
}  // namespace rankplot::job
