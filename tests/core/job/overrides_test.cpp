#include <gtest/gtest.h>

#include "core/job/parse.hpp"
#include "core/job/vocabulary_fixture.hpp"

namespace rankplot::job {
namespace {

constexpr std::string_view kJob = R"(
input = "r.h5"
[[figure]]
name = "v"
save = "v.png"
  [[figure.layer]]
  kind = "line"
  x = "x"
  y = "y"
[[figure]]
name = "w"
save = "w.png"
  [[figure.layer]]
  kind = "heatmap"
  value = "V"
)";

Job with(const std::vector<std::string>& overrides) {
  return parse(kJob, "job.toml", small_vocabulary(), overrides);
}

std::string errors_of(const std::vector<std::string>& overrides) {
  try {
    with(overrides);
    return "";
  } catch (const JobError& error) {
    return error.what();
  }
}

TEST(Overrides, TakeTomlAndElseText) {
  const Job job = with({"output=some/where", "figure.v.title=V = 3", "figure.1.grid=true",
                        "figure.w.layer.0.limits=[0, 2]", "figure.v.layer.line.label=\"a\"",
                        "figure.w.size=[100, 200]", "figure.v.save=x.jpg", "input=s.h5"});
  EXPECT_EQ(job.output, "some/where");
  EXPECT_EQ(job.inputs[0].pattern, "s.h5");
  EXPECT_EQ(job.figures[0].title, "V = 3");
  EXPECT_EQ(job.figures[0].save, std::vector<std::string>{"x.jpg"});
  EXPECT_TRUE(job.figures[1].grid.x);
  EXPECT_EQ(job.figures[1].height_px, 200);
  EXPECT_EQ(std::get<std::vector<double>>(job.figures[1].layers[0].options.at("limits")),
            (std::vector<double>{0, 2}));
  EXPECT_EQ(std::get<std::string>(job.figures[0].layers[0].options.at("label")), "a");
}

TEST(Overrides, AreTextWhereATextIsWanted) {
  const Job job = with({"output=2024", "figure.v.title=true", "figure.w.title=\"q\""});
  EXPECT_EQ(job.output, "2024");
  EXPECT_EQ(job.figures[0].title, "true");
  EXPECT_EQ(job.figures[1].title, "q");
}

TEST(Overrides, MakeTheBlocksThatAreNotThere) {
  const Job job = with({"defaults.figure.grid=true"});
  EXPECT_TRUE(job.figures[0].grid.x);
}

TEST(Overrides, AreNamedInErrors) {
  EXPECT_EQ(errors_of({"png=smal"}),
            "--set png: png 'smal' is not known; did you mean 'small'? known: fast, small");
  EXPECT_EQ(errors_of({"figure.v.titel=x"})
                .find("--set figure.v.titel: 'titel' in [[figure]] is "
                      "not known; did you mean 'title'?"),
            0U);
  EXPECT_EQ(errors_of({"figure.q.title=x"}),
            "--set figure.q.title: there is no figure 'q' among the job's 2: name one, or count "
            "them from 0");
  EXPECT_EQ(errors_of({"figure.7.title=x"}).find("--set figure.7.title: there is no figure"), 0U);
  EXPECT_EQ(errors_of({"input.a=s.h5"}).find("--set input.a: 'input' is no block"), 0U);
  EXPECT_EQ(errors_of({"output"}).find("--set output: an override is key=value"), 0U);
  EXPECT_EQ(errors_of({"a..b=1"}).find("--set a..b=1: an override is key=value"), 0U);
  EXPECT_EQ(errors_of({"figure.v.title={tmie}"}).find("--set figure.v.title: field {tmie} is not"),
            0U);
  EXPECT_EQ(errors_of({"output=\xff"}),
            "--set output: the value is neither TOML nor text in UTF-8");
}

TEST(Overrides, ComeBehindTheErrorsOfTheFile) {
  try {
    parse("inputt = 'r.h5'\n", "job.toml", small_vocabulary(), {"png=3", "input=r.h5"});
    ADD_FAILURE();
  } catch (const JobError& error) {
    const std::string what = error.what();
    EXPECT_LT(what.find("job.toml:1:1"), what.find("job.toml:2:1"));
    EXPECT_LT(what.find("job.toml:2:1"), what.find("--set png"));
  }
}

}  // namespace
}  // namespace rankplot::job
