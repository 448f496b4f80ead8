#include <gtest/gtest.h>

#include <set>

#include "figures.hpp"
#include "layer_figure.hpp"
#include "painter/render/scene/scene.hpp"

/// What every registered layer kind owes: run over all of them.
namespace rankplot::render {
namespace {

/// Small data that every kind can draw: rows for required roles, planes where a row is refused.
Drawing drawn_with_defaults(const LayerKind& kind) {
  LayerFigure rows(kind.entry.name), planes(kind.entry.name);
  for (const job::Role& role : kind.entry.roles) {
    if (!role.required) continue;
    rows.row(role.name, {1, 2, 3, 4, 5, 6});
    planes.role(role.name, {2, 3}, {1, 2, 3, 4, 5, 6});
  }
  try {
    return rows.draw();
  } catch (const base::Error&) {
    return planes.draw();
  }
}

TEST(LayerKinds, AreRegisteredOnce) {
  std::set<std::string> names;
  for (const LayerKind* kind : layer_kinds()) EXPECT_TRUE(names.insert(kind->entry.name).second);
  for (const char* name : {"scatter", "line", "bar", "histogram", "heatmap"})
    EXPECT_TRUE(names.count(name)) << name;
}

TEST(LayerKinds, SayWhatTheyAreAndTake) {
  for (const LayerKind* kind : layer_kinds()) {
    const job::Entry& entry = kind->entry;
    SCOPED_TRACE(entry.name);
    EXPECT_FALSE(entry.summary.empty());
    EXPECT_FALSE(entry.roles.empty());
    for (const job::Role& role : entry.roles) EXPECT_FALSE(role.summary.empty()) << role.name;
    for (const job::Option& option : entry.options) {
      EXPECT_FALSE(option.summary.empty()) << option.name;
      if (option.type != job::OptionType::Choice || !option.fallback) continue;
      const auto& choice = std::get<std::string>(*option.fallback);
      EXPECT_TRUE(option.choices.empty() ||
                  std::count(option.choices.begin(), option.choices.end(), choice) == 1)
          << option.name;
    }
    EXPECT_NE(entry.example.find("kind = \"" + entry.name + "\""), std::string::npos)
        << entry.example;
  }
}

TEST(LayerKinds, DrawWithTheirDefaults) {
  for (const LayerKind* kind : layer_kinds()) {
    SCOPED_TRACE(kind->entry.name);
    const Drawing drawing = drawn_with_defaults(*kind);
    EXPECT_GE(white_border(drawing.image), 2);
    std::set<std::uint32_t> colors(drawing.image.pixels.begin(), drawing.image.pixels.end());
    EXPECT_GT(colors.size(), 10u);
  }
}

TEST(LayerKinds, NameTheRoleThatIsMissing) {
  for (const LayerKind* kind : layer_kinds()) {
    SCOPED_TRACE(kind->entry.name);
    LayerFigure bare(kind->entry.name);
    try {
      bare.draw();
      FAIL() << "drew without data";
    } catch (const base::Error& error) {
      const std::string what = error.what();
      EXPECT_EQ(what.rfind("layer 1 (" + kind->entry.name + "): ", 0), 0u) << what;
    }
  }
}

TEST(LayerKinds, StandInTheVocabulary) {
  job::Vocabulary vocabulary;
  describe(vocabulary);
  EXPECT_EQ(vocabulary.layers.size(), layer_kinds().size() + scene::scene_kinds().size());
  EXPECT_FALSE(vocabulary.colormaps.empty());
  EXPECT_FALSE(vocabulary.colors.empty());
  EXPECT_FALSE(vocabulary.markers.empty());
  EXPECT_FALSE(vocabulary.linestyles.empty());
}

}  // namespace
}  // namespace rankplot::render
