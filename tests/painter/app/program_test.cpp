#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/job/vocabulary.hpp"
#include "painter/app/output_of.hpp"

namespace rankplot::app {
namespace {

TEST(Program, PrintsItsVocabulary) {
  const Output output = output_of(PAINTER " --vocabulary");
  EXPECT_EQ(output.exit_code, 0);
  const auto vocabulary = nlohmann::json::parse(output.text).get<job::Vocabulary>();
  EXPECT_FALSE(vocabulary.layers.empty());
  EXPECT_FALSE(vocabulary.formats.empty());
  EXPECT_FALSE(vocabulary.colormaps.empty());
}

TEST(Program, PrintsItsVersion) {
  EXPECT_EQ(output_of(PAINTER " --version").text, "rankplot-painter " RANKPLOT_VERSION "\n");
}

TEST(Program, SaysThatUsersStartAnotherOne) {
  for (const char* arguments : {"", " job.toml", " --channel 3", " --channel x --status 4"}) {
    const Output output = output_of(std::string(PAINTER) + arguments + " 2>&1");
    EXPECT_EQ(output.exit_code, 2) << arguments;
    EXPECT_NE(output.text.find("rankplot run"), std::string::npos) << arguments;
  }
}

TEST(Program, RefusesDescriptorsThatAreNoRank) {
  // A rank that is not there has ended.
  EXPECT_EQ(output_of(PAINTER " --channel 77 --status 78 2>&1").exit_code, 0);
  EXPECT_EQ(output_of(PAINTER " --channel 0 --status 0 < /dev/null 2>&1").exit_code, 70);
}

}  // namespace
}  // namespace rankplot::app
