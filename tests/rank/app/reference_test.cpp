#include "rank/app/reference.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/job/blocks.hpp"
#include "core/job/parse.hpp"
#include "rank/app/vocabulary.hpp"

using namespace rankplot;
using namespace rankplot::app;

namespace {

void expect_parsed(const std::string& text) {
  try {
    job::parse(text, "reference", vocabulary());
  } catch (const base::Error& error) {
    ADD_FAILURE() << error.what() << "\n" << text;
  }
}

std::string job_with(const std::string& top, const std::string& figure, const std::string& layer,
                     const std::string& input = "a.h5") {
  const std::string save = figure.starts_with("save") ? "" : "save = \"a.png\"\n";
  const std::string name = figure.starts_with("name") ? "" : "name = \"a\"\n";
  return "input = \"" + input + "\"\n" + top + "\n[[figure]]\n" + name + save + figure + "\n" +
         layer + "\n";
}

/// The key of the same axis without which one means nothing.
std::string what_it_goes_with(const std::string& key) {
  const auto axis = [&](const char* ending) {
    return key.ends_with(ending) ? key.substr(0, key.rfind(ending)) : "";
  };
  if (const std::string name = axis("linthresh"); !name.empty())
    return name + "scale = \"symlog\"\n";
  if (const std::string name = axis("ticklabels"); !name.empty())
    return name + "ticks = [0, 5, 10]\n";
  if (key.starts_with("theta_")) return "projection = \"polar\"\n";
  return "";
}

}  // namespace

TEST(Reference, HasAnExampleOfEachKindThatAJobTakes) {
  for (const job::Entry& entry : vocabulary().layers)
    expect_parsed(job_with("", "", entry.example));
}

TEST(Reference, HasAnExampleOfEachOptionThatAJobTakes) {
  for (const job::Entry& entry : vocabulary().layers) {
    for (const job::Option& option : entry.options) {
      std::string layer = "[[figure.layer]]\nkind = \"" + entry.name + "\"\n";
      for (const job::Role& role : entry.roles) {
        if (role.required) layer += role.name + " = \"/a\"\n";
      }
      expect_parsed(
          job_with("", "", layer + option.name + " = " + example_of(option, vocabulary()) + "\n"));
    }
  }
}

TEST(Reference, HasAnExampleOfEachKeyThatAJobTakes) {
  const std::string layer = vocabulary().layers.front().example;
  const std::string slice = "[[figure.layer]]\nkind = \"slice\"\nvalue = \"/a\"\n";
  const auto line = [](const job::Option& option) {
    return option.name + " = " + example_of(option, vocabulary());
  };
  for (const job::Option& key : job::job_block().keys)
    expect_parsed(job_with(line(key), "", layer));
  for (const job::Option& key : job::figure_block().keys) {
    const bool of_grid = key.name == "widths" || key.name == "heights";
    const bool of_panels = of_grid || key.name == "panels" || key.name == "panel_title" ||
                           key.name == "letters" || key.name == "colorbar" ||
                           key.name.starts_with("share");
    const bool of_runs = of_panels || key.name == "over";
    std::string before = of_panels ? "over = \"run\"\n" : "";
    if (of_grid) before += "panels = [2, 2]\n";
    before += what_it_goes_with(key.name);
    const bool of_scenes = key.name == "zlabel" || key.name == "background" || key.name == "box" ||
                           key.name == "orientation";
    expect_parsed(job_with("", before + line(key), of_scenes ? slice : layer,
                           of_runs ? "run_{run}.h5" : "a.h5"));
  }
}

TEST(Reference, HasAnExampleOfEachKeyOfACamera) {
  for (const job::Option& key : job::camera_block().keys) {
    const std::string save = key.name == "orbit" ? "save = \"{orbit}.png\"\n" : "";
    const std::string camera =
        save + "camera = { " + key.name + " = " + example_of(key, vocabulary()) + " }";
    expect_parsed(job_with("", camera, "[[figure.layer]]\nkind = \"slice\"\nvalue = \"/a\"\n"));
  }
}

TEST(Reference, HasAPageForEachName) {
  for (const std::string& name : reference_names(vocabulary()))
    EXPECT_GT(reference(name, vocabulary()).size(), 80u) << name;
  const std::string all = overview(vocabulary());
  for (const job::Entry& entry : vocabulary().layers)
    EXPECT_NE(all.find(entry.name + " ("), std::string::npos) << entry.name;
}

TEST(Reference, SaysTypeDefaultAndExampleOfAnOption) {
  const std::string page = reference("heatmap", vocabulary());
  EXPECT_NE(page.find("alpha"), std::string::npos);
  EXPECT_NE(page.find("Default \"viridis\""), std::string::npos) << page;
  EXPECT_NE(page.find("colorbar = false"), std::string::npos) << page;
  EXPECT_NE(page.find("[[figure.layer]]"), std::string::npos);
}

TEST(Reference, ShowsHowDerivedFieldsAreWritten) {
  const std::string page = reference("functions", vocabulary());
  for (const char* part : {"gradient(V, x, axis=-1)", "qcriterion(u, v, w, x, y, z)",
                           "dw/dy - dv/dz", "percentile(V, 95)"})
    EXPECT_NE(page.find(part), std::string::npos) << part << " is not in\n" << page;
}

TEST(Reference, IsThereForProgramsToo) {
  const nlohmann::json all = reference_json(vocabulary());
  EXPECT_EQ(all.at("layers").size(), vocabulary().layers.size());
  EXPECT_FALSE(all.at("figure").at(0).at("example").get<std::string>().empty());
  EXPECT_FALSE(all.at("functions").empty());
}
