#include <gtest/gtest.h>

#include <fmt/format.h>

#include "core/job/parse.hpp"
#include "core/job/vocabulary_fixture.hpp"

namespace rankplot::job {
namespace {

/// A mistake in a line that stands in an otherwise right job, at its place from the line's begin.
struct Mistake {
  const char* line;
  int column;
  const char* part;  ///< of the message
};

std::string errors_of(const std::string& text) {
  try {
    parse(text, "job.toml", small_vocabulary());
    return "";
  } catch (const JobError& error) {
    return error.what();
  }
}

/// `before` + the line + `after` has that one error in the line.
void expect_mistakes(std::span<const Mistake> mistakes, const std::string& before,
                     const std::string& after) {
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  for (const Mistake& mistake : mistakes) {
    const std::string errors = errors_of(before + mistake.line + "\n" + after);
    EXPECT_TRUE(errors.starts_with(fmt::format("job.toml:{}:{}: ", line, mistake.column)))
        << mistake.line << "\n"
        << errors;
    EXPECT_NE(errors.find(mistake.part), std::string::npos) << mistake.line << "\n" << errors;
    EXPECT_EQ(errors.find('\n'), std::string::npos) << mistake.line << "\n" << errors;
  }
}

constexpr const char* kInput = "input = 'g_{step}.h5'\n";
constexpr const char* kLayer = "[[figure.layer]]\nkind = 'line'\nx = 'x'\ny = 'y'\n";

TEST(Mistakes, AtTheTopAreFound) {
  const Mistake mistakes[] = {
      {"ouput = 'x'", 1, "did you mean 'output'?"},
      {"output = 5", 10, "takes a text, not 5"},
      {"output = ''", 10, "is empty"},
      {"distribute = 'scater'", 14, "did you mean 'scatter'?"},
      {"png = 'tiny'", 7, "known: fast, small"},
      {"movie = 3", 9, "in double brackets"},
      {"probe = 3", 9, "in double brackets"},
      {"[[probe]]\nx = 1", 1, "a probe needs 'y'"},
      {"source = 3", 10, "in double brackets"},
      {"[[source]]", 1, "a source needs 'y'"},
      {"defaults = 3", 12, "is a table, not 3"},
      {"[defaults.fgure]", 11, "did you mean 'figure'?"},
      {"[defaults.figure]\nname = 'x'", 1, ""},
      {"[defaults.layer]\ncmpa = 'gray'", 1, ""},
  };
  const std::string figure = std::string("[[figure]]\nsave = '{step}.png'\n") + kLayer;
  expect_mistakes(std::span(mistakes).first(12), kInput, figure);
  EXPECT_NE(errors_of(kInput + std::string(mistakes[12].line) + "\n" + figure)
                .find("job.toml:3:1: 'name' in [defaults.figure] is not known"),
            std::string::npos);
  EXPECT_NE(
      errors_of(kInput + std::string(mistakes[13].line) + "\n" + figure)
          .find("job.toml:3:1: 'cmpa' in [defaults.layer] is not known; did you mean 'cmap'?"),
      std::string::npos);
}

TEST(Mistakes, InMoviesAreFound) {
  const std::string figure = std::string("[[figure]]\nname = 'f'\nsave = '{step}.png'\n") + kLayer;
  const Mistake mistakes[] = {
      {"figure = 'g'\nsave = 'f.mp4'", 10, "figure 'g' is not known; known: f"},
      {"fps = 0\nfigure = 'f'\nsave = 'f.mp4'", 7, "'fps'"},
      {"quality = 101\nfigure = 'f'\nsave = 'f.mp4'", 11, "'quality'"},
      {"quality = 50\nfigure = 'f'\nsave = 'f.gif'", 11, "GIF has no 'quality'"},
      {"fps = 60\nfigure = 'f'\nsave = 'f.gif'", 7, "at most 50 frames"},
      {"save = 'f.avi'\nfigure = 'f'", 8, "known: .mp4, .webm, .av1.webm, .gif"},
      {"save = '../f.mp4'\nfigure = 'f'", 8, "outside 'output'"},
      {"save = '{step.mp4'\nfigure = 'f'", 9, ""},
      {"codec = 'vp9'\nfigure = 'f'\nsave = 'f.mp4'", 1, "'codec' in [[movie]] is not known"},
  };
  expect_mistakes(mistakes, kInput + figure + "[[movie]]\n", "");
  EXPECT_NE(errors_of(kInput + figure + "[[movie]]\nsave = 'f.mp4'")
                .find("a movie needs 'figure': the name of the figure"),
            std::string::npos);
  EXPECT_NE(errors_of(kInput + figure + "[[movie]]\nfigure = 'f'").find("a movie needs 'save'"),
            std::string::npos);
}

TEST(Mistakes, InProbesAreFound) {
  const std::string figure = std::string("[[figure]]\nname = 'f'\nsave = '{step}.png'\n") + kLayer;
  const auto expect = [&](const std::string& lines, const std::string& message) {
    const std::string errors = errors_of(kInput + ("[[probe]]\n" + lines) + "\n" + figure);
    EXPECT_NE(errors.find(message), std::string::npos) << errors;
  };
  expect("x = '{setp}'\ny = 'mean(x)'", "job.toml:3:6: capture {setp} is not known; did you mean");
  expect("x = '{step}'\ny = 'mean(x'", "job.toml:4:");
  expect("x = '{step}'\ny = 'mean(x)'\nfmt = 'rq-'", "job.toml:5:9: fmt 'rq-': 'q' is no colour");
  expect("x = '{step}'\ny = 'mean(x)'\nevery = 2",
         "job.toml:5:1: 'every' in [[probe]] is not in this version");
  expect("x = '{step}'\ny = 'mean(x)'\nnmae = 'm'", "did you mean 'name'?");
  expect("x = '{step}'\ny = 'mean(x)'\nname = 'f'",
         "job.toml:5:8: there is a figure, a source or a probe 'f' already");
  EXPECT_EQ(errors_of(kInput + std::string("[[probe]]\nx = '{step}'\ny = 'mean(x)'\n")), "");
}

TEST(Mistakes, InTheTablesOfDefaultsNameTheNearestWord) {
  const std::string figure = std::string("[[figure]]\nsave = '{step}.png'\n") + kLayer;
  const auto errors = [&](const std::string& defaults) {
    return errors_of(kInput + defaults + '\n' + figure);
  };
  const auto expect = [&](const std::string& defaults, const std::string& message) {
    EXPECT_NE(errors(defaults).find(message), std::string::npos) << errors(defaults);
  };
  expect("[defaults.axes]\nxlabl = 'x'",
         "job.toml:3:1: 'xlabl' in [defaults.axes] is not known; "
         "did you mean 'xlabel'?");
  expect("[defaults.axes]\ntitle = 'x'", "job.toml:3:1: 'title' in [defaults.axes] is not known");
  expect("[defaults.layer.lin]\nalpha = 1",
         "job.toml:2:17: layer kind 'lin' in [defaults.layer.lin] is not known; did you mean "
         "'line'?");
  expect("[defaults.layer.glyphs]\nalpha = 1", "is not in this version");
  expect("[defaults.layer.line]\nmarkr = 'o'",
         "job.toml:3:1: 'markr' in [defaults.layer.line] is "
         "not known; did you mean 'marker'?");
  expect("[defaults.layer.line]\ncmap = 'gray'", "'cmap' in [defaults.layer.line] is not known");
  expect("[defaults.layer.line]\nalpha = 2", "job.toml:3:9: 'alpha' takes a number from 0 to 1");
}

TEST(Mistakes, InInputsAreFound) {
  const Mistake mistakes[] = {
      {"input = 3", 9, "not 3"},
      {"input = ''", 9, "pattern of file names"},
      {"input = []", 9, "not 0"},
      {"input = ['a.h5', 'b.h5']", 9, "one pattern, not 2"},
      {"input = 'g_{run.h5'", 12, "not closed"},
      {"input = { 'a b' = 'x.h5' }", 11, "letters, digits and _"},
      {"input = { a = 3 }", 15, "pattern of file names"},
  };
  const std::string figure = std::string("[[figure]]\nsave = 'f.png'\n") + kLayer;
  expect_mistakes(mistakes, "", figure);
  EXPECT_EQ(errors_of(figure).find("job.toml:7:1: the job has no input"), 0U);
}

TEST(Mistakes, InColourLimitsAreFound) {
  const Mistake mistakes[] = {
      {"limits = 'shared 1'", 10, "write \"own\", \"shared\", \"1%..99%\" or [low, high]"},
      {"limits = 'all'", 10, "'all' is not known; write \"own\", \"shared\""},
      {"limits = '99%..1%'", 10, "the lower one first, as in \"1%..99%\""},
      {"limits = '1%..101%'", 10, "two numbers from 0% to 100%"},
      {"limits = '1%-99%'", 10, "as in \"1%..99%\""},
      {"limits = [1, 1]", 10, "two different finite numbers"},
  };
  expect_mistakes(mistakes,
                  "input = 'g.h5'\n[[figure]]\nsave = 'f.png'\n[[figure.layer]]\n"
                  "kind = 'heatmap'\nvalue = '/v'\n",
                  "");
}

TEST(Mistakes, InFiguresAreFound) {
  const Mistake mistakes[] = {
      {"titel = 'V'", 1, "did you mean 'title'?"},
      {"title = 5", 9, "takes a text, not 5"},
      {"title = '{stp}'", 10, "did you mean 'step'?"},
      {"title = '{step'", 10, "not closed"},
      {"title = 'a } b'", 12, "without its '{'"},
      {"title = '{step:q}'", 16, "'q'"},
      {"title = '{tmie:.2f}'", 10, "did you mean 'time'?"},
      {"title = 'V in {attr.}'", 15, "{attr.units}"},
      {"title = \"\\u00e9\\t{stp}\"", 18, "did you mean 'step'?"},
      {"title = '''\né {stp}'''", 9, ""},
      {"xlabel = '{n}'", 11, "known: step, index, file, dataset"},
      {"xscale = 'lin'", 10, "known: linear, log, symlog, time"},
      {"xlim = [1]", 8, "[low, high]"},
      {"xlim = [1, 1]", 8, "two different"},
      {"ylim = 'shared'", 8, "not in this version"},
      {"ylim = '1%..99%'", 8, "not in this version"},
      {"legend = 'uper left'", 10, "did you mean 'upper left'?"},
      {"legend = true", 10, "takes one of best"},
      {"grid = 'yes'", 8, "'yes' is not known; known: none, x, y, both"},
      {"quality = 101", 11, "from 1 to 100, not 101"},
      {"quality = 1.5", 11, "a whole number from 1 to 100, not 1.5"},
      {"size = [640]", 8, "[width, height]"},
      {"size = [640.5, 480]", 8, "whole"},
      {"size = [1, 480]", 8, "from 16 to 16384"},
      {"size = [16000, 16000]", 8, "1e+08"},
      {"size = ['a', 1]", 9, "a list of numbers, not the text"},
      {"figsize = [nan, 1]", 11, "finite"},
      {"dpi = 5", 7, "from 10 to 1200, not 5"},
      {"data = 'x'", 8, "from the root"},
      {"data = 'b:/x'", 9, "input 'b' is not known"},
      {"data = '/x[0]'", 8, "from the root"},
      {"data = '/x_{'", 12, "name in braces"},
      {"select = 3", 10, "a condition"},
      {"select = 'stp > 3'", 11, "did you mean 'step'?"},
      {"select = 'step >'", 17, "the end"},
      {"select = { stp = [1] }", 12, "did you mean 'step'?"},
      {"select = { step = '1:2:0' }", 19, "above zero"},
      {"select = { step = '1:b' }", 19, "no range"},
      {"select = { step = 'step' }", 19, "write [\"step\"]"},
      {"select = { step = [] }", 19, "selects nothing"},
      {"select = { step = [[1]] }", 20, "numbers and texts, not a list"},
      {"panels = [0, 2]", 10, "takes [rows, columns]"},
      {"over = 'stp'", 9, "did you mean 'step'?"},
  };
  const std::string before = std::string(kInput) + "[[figure]]\nsave = '{step}.png'\n";
  for (const Mistake& mistake : mistakes) {
    if (*mistake.part != '\0') expect_mistakes({&mistake, 1}, before, kLayer);
  }
  // Within a multi-line text: the line is that of the field, not that of the key.
  EXPECT_EQ(errors_of(before + "title = '''\né {stp}'''\n" + kLayer).find("job.toml:5:3: field"),
            0U);
}

TEST(Mistakes, InFileNamesAreFound) {
  const Mistake mistakes[] = {
      {"save = 'f{step}'", 8, "no suffix"},
      {"save = '{step}.pngg'", 8, "did you mean 'png'?"},
      {"save = '{step}.mp4'", 8, "a [[movie]] with figure and save = \"NAME.mp4\""},
      {"save = '{step:.3f}'", 8, "no suffix"},
      {"save = ['{step}.png', '{step}.png']", 23, "twice"},
      {"save = '../{step}.png'", 8, "outside 'output'"},
      {"save = '/tmp/{step}.png'", 8, "outside 'output'"},
      {"save = '{stepp}.png'", 9, "did you mean 'step'?"},
      {"save = []", 8, "names no file"},
      {"save = 3", 8, "a list of texts, not 3"},
  };
  expect_mistakes(mistakes, std::string(kInput) + "[[figure]]\n", kLayer);
  EXPECT_EQ(errors_of(std::string(kInput) + "[[figure]]\nname = 'v'\n" + kLayer),
            "job.toml:2:1: figure 'v' needs 'save': the name of its file, as in save = \"v.png\"");
}

TEST(Mistakes, InLayersAreFound) {
  const Mistake mistakes[] = {
      {"colour = 'red'", 1, "did you mean 'color'?"},
      {"color = 'rde'", 9, "did you mean 'red'?"},
      {"color = '#12345'", 9, "\"#rrggbb\""},
      {"color = 3", 9, "a colour"},
      {"alpha = 1.5", 9, "from 0 to 1, not 1.5"},
      {"alpha = inf", 9, "from 0 to 1"},
      {"marker = 'q'", 10, "known: o, s, x"},
      {"linestyle = '---'", 13, "did you mean '--'?"},
      {"label = '{n}'", 10, "field {n} is not known"},
      {"cmap = 'gray'", 1, "in a layer of kind 'line' is not known"},
      {"fmt = 'rq-'", 9, "'q' is no colour"},
      {"fmt = 'rb'", 9, "a second colour"},
      {"fmt = ''", 8, "is empty"},
      {"over = 'run'", 9, "capture {run} is not known"},
      {"y = 'sqrt(x'", 10, "not closed"},
      {"y = 'meen(/y)'", 6, "did you mean 'mean'?"},
      {"y = 'gather(3)'", 14, "needs a capture to run along"},
      {"y = 'x ^ 2'", 8, "**"},
      {"y = '{n} * x'", 6, "capture {n} is not known"},
      {"y = 'x + b:/y'", 10, "input 'b'"},
      {"y = [1, 2]", 5, "a path or an expression, not a list"},
  };
  const std::string before = std::string(kInput) +
                             "[[figure]]\nsave = '{step}.png'\n[[figure.layer]]\nkind = 'line'\n"
                             "x = 'x'\n";
  for (const Mistake& mistake : mistakes) {
    const bool is_y = std::string_view(mistake.line).starts_with("y =");
    expect_mistakes({&mistake, 1}, before, is_y ? "" : "y = 'y'\n");
  }
}

TEST(Mistakes, InKindsAndMissingBlocksAreFound) {
  const std::string before = std::string(kInput) + "[[figure]]\nsave = '{step}.png'\n";
  const auto errors = [&](const char* rest) { return errors_of(before + rest); };
  EXPECT_EQ(
      errors("[[figure.layer]]\nkind = 'pei'\n"),
      "job.toml:5:8: layer kind 'pei' is not known; did you mean 'pie'? known: scatter, line, "
      "bar, pie, histogram, heatmap");
  EXPECT_EQ(errors("[[figure.layer]]\nkind = 'streamlines'\n"),
            "job.toml:5:8: layer kind 'streamlines' is not in this version; known: scatter, line, "
            "bar, pie, histogram, heatmap");
  EXPECT_EQ(errors("[[figure.layer]]\nkind = 'line'\nx = 'x'\n"),
            "job.toml:4:1: a layer of kind 'line' needs 'y': values along y");
  EXPECT_EQ(errors("[[figure.layer]]\nx = 'x'\n").find("job.toml:4:1: a layer needs its kind"), 0U);
  EXPECT_EQ(errors("[figure.layer]\nkind = 'line'\n")
                .find("job.toml:4:1: a layer is written [[figure.layer]]"),
            0U);
  EXPECT_EQ(errors("").find("job.toml:2:1: figure 'figure_1' draws nothing"), 0U);
  EXPECT_EQ(
      errors_of("input = 'a.h5'\n"),
      "job.toml:2:1: the job draws nothing: it needs a [[figure]], a [[probe]] or a [[source]]");
  EXPECT_EQ(errors_of("input = 'a.h5'\n[figure]\n").find("job.toml:2:1: a figure is written"), 0U);
}

TEST(Mistakes, NameTwoFiguresThatAreCalledTheSame) {
  const std::string figure = "[[figure]]\nname = 'v'\nsave = 'v.png'\n" + std::string(kLayer);
  EXPECT_EQ(errors_of("input = 'a.h5'\n" + figure + figure),
            "job.toml:10:8: a second figure 'v'; the first is in line 2");
}

TEST(Mistakes, AreToldTogetherInFileOrderAndAtMostTwenty) {
  std::string job = kInput;
  for (int i = 0; i < 30; ++i) job += fmt::format("key{} = 1\n", i);
  const std::string errors = errors_of(job);
  EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 20);
  EXPECT_EQ(errors.find("job.toml:2:1: 'key0'"), 0U);
  EXPECT_NE(errors.find("\njob.toml:3:1: 'key1'"), std::string::npos);
  EXPECT_NE(errors.find("\njob.toml: and 11 more"), std::string::npos);  // 30 keys, no figure
}

TEST(Mistakes, InDefaultsAreToldOnce) {
  std::string job = std::string(kInput) + "[defaults.figure]\ntitle = '{stp}'\n";
  for (const char* name : {"a", "b"}) {
    job += fmt::format("[[figure]]\nsave = '{}{{step}}.png'\n{}", name, kLayer);
  }
  const std::string errors = errors_of(job);
  EXPECT_EQ(errors.find("job.toml:3:10: field {stp}"), 0U);
  EXPECT_EQ(errors.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace rankplot::job
