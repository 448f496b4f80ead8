#include <gtest/gtest.h>

#include "core/job/parse.hpp"
#include "core/job/vocabulary_fixture.hpp"

namespace rankplot::job {
namespace {

Vocabulary with_linewidth() {
  Vocabulary words = small_vocabulary();
  words.layers[1].options.push_back(
      {"linewidth", "of the line", OptionType::Number, 1.5, {}, 0.0, {}});
  return words;
}

Figure figure_with(const std::string& top, const std::string& figure) {
  return parse(top + "\n[[figure]]\nsave = 'f.png'\n" + figure +
                   "\n[[figure.layer]]\nkind = 'line'\nx = 'x'\ny = 'y'\n",
               "job.toml", with_linewidth())
      .figures.at(0);
}

std::string errors_of(const std::string& top, const std::string& figure) {
  try {
    figure_with("input = 'g.h5'\n" + top, figure);
    return "";
  } catch (const JobError& error) {
    return error.what();
  }
}

TEST(Styles, GiveSizesColoursAndWidths) {
  const Figure paper = figure_with("input = 'g.h5'", "style = 'paper'");
  EXPECT_EQ(paper.width_px, 1020);  // 3.4 inches of 300 dpi
  EXPECT_EQ(paper.style.font_pt, 8);
  EXPECT_TRUE(paper.style.serif);
  EXPECT_EQ(paper.style.cycle.at(0), "#0072b2");
  EXPECT_EQ(paper.layers[0].options.at("linewidth"), Value(1.0));
  EXPECT_EQ(figure_with("input = 'g.h5'", "").style, Style{});
}

TEST(Styles, GiveWayToWhatTheFigureAndItsDefaultsSay) {
  const Figure figure = figure_with(
      "input = 'g.h5'\n[defaults.figure]\nstyle = 'paper'\n[defaults.layer]\nlinewidth = 3",
      "size = [500, 400]");
  EXPECT_EQ(figure.width_px, 500);
  EXPECT_EQ(figure.dpi, 300);
  EXPECT_EQ(figure.layers[0].options.at("linewidth"), Value(3.0));
  EXPECT_EQ(figure_with("input = 'g.h5'\n[defaults.figure]\nsize = [500, 400]", "style = 'paper'")
                .width_px,
            500);
}

TEST(Styles, OfTheJobSayOverTheirBase) {
  const Figure figure = figure_with(
      "input = 'g.h5'\n[style.mine]\nbase = 'dark'\nforeground = 'red'\ncycle = ['r', '#123456']",
      "style = 'mine'");
  EXPECT_EQ(figure.style.background, "#121212");
  EXPECT_EQ(figure.style.foreground, "red");
  EXPECT_EQ(figure.style.cycle, (std::vector<std::string>{"r", "#123456"}));
}

TEST(Styles, NameWhatIsWrongWithThem) {
  EXPECT_NE(errors_of("", "style = 'papper'").find("did you mean 'paper'?"), std::string::npos);
  EXPECT_NE(errors_of("style = 'dark'", "").find("a figure names it"), std::string::npos);
  EXPECT_NE(errors_of("[style.m]\nfontsize = 3", "").find("did you mean 'font_size'?"),
            std::string::npos);
  EXPECT_NE(errors_of("[style.m]\nbase = 'drak'", "").find("did you mean 'dark'?"),
            std::string::npos);
  EXPECT_NE(errors_of("[style.m]\ncycle = ['mauvish']", "").find("is no colour"),
            std::string::npos);
  EXPECT_NE(errors_of("[style.m]\nfont_size = 0", "").find("from 2 to 100"), std::string::npos);
}

TEST(Styles, AreToldOnceWhatIsWrongWithThemWhereItStands) {
  const std::string said = errors_of("[style.m]\nfont_size = 0", "style = 'm'");
  EXPECT_EQ(said.find("from 2 to 100"), said.rfind("from 2 to 100")) << said;
  EXPECT_NE(said.find("job.toml:3:"), std::string::npos) << said;
  EXPECT_EQ(said.find("job.toml:1:1"), std::string::npos) << said;
}

TEST(PanelSpans, AreWithinTheGridAndApart) {
  const std::string layer = "[[figure.panel.layer]]\nkind = 'line'\nx = 'x'\ny = 'y'\n";
  const auto errors = [&](const std::string& blocks) {
    try {
      parse("input = 'g.h5'\n[[figure]]\nsave = 'f.png'\npanels = [2, 2]\n" + blocks, "job.toml",
            small_vocabulary());
      return std::string();
    } catch (const JobError& error) {
      return std::string(error.what());
    }
  };
  const std::string high = "[[figure.panel]]\nspan = [2, 1]\n" + layer;
  EXPECT_EQ(errors(high + "[[figure.panel]]\n" + layer + "[[figure.panel]]\n" + layer), "");
  EXPECT_NE(errors("[[figure.panel]]\nat = 2\nspan = [2, 1]\n" + layer).find("beyond panels"),
            std::string::npos);
  EXPECT_NE(errors("[[figure.panel]]\nat = 3\n" + layer +
                   "[[figure.panel]]\nat = 1\nspan = [2, 1]\n" + layer)
                .find("two panels stand at one"),
            std::string::npos);
  EXPECT_NE(errors("widths = [1]\n" + high).find("there are 2"), std::string::npos);
}

}  // namespace
}  // namespace rankplot::job
