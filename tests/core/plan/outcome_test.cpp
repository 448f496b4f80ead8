#include "core/plan/outcome.hpp"

#include <nlohmann/json.hpp>

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using nlohmann::json;

TEST(Outcome, ComesBackFromItsJson) {
  Outcome saved;
  saved.picture = 3;
  saved.task = 2;
  saved.figure = "v";
  saved.captures = {{"step", "1"}};
  saved.key = "00ff";
  saved.saved = true;
  saved.files = {"figures/1.png"};
  saved.bytes = 1024;
  saved.rank = 5;
  saved.seconds = 0.25;
  saved.notes = {"2 of 10 points are not finite"};
  EXPECT_EQ(json(json::parse(json(saved).dump()).get<Outcome>()), json(saved));
  EXPECT_FALSE(json(saved).contains("reason"));

  Outcome failed;
  failed.picture = 4;
  failed.task = 3;
  failed.figure = "v";
  failed.set_aside = true;
  failed.stage = Stage::Read;
  failed.reason = "torn";
  failed.file = "a.h5";
  failed.object = "/V";
  failed.rank = 0;
  failed.seconds = 1;
  const auto back = json::parse(json(failed).dump()).get<Outcome>();
  EXPECT_EQ(json(back), json(failed));
  EXPECT_EQ(back.stage, Stage::Read);
  EXPECT_EQ(back.object, "/V");
}

TEST(Outcome, RefusesJsonThatItWouldNotWrite) {
  json text = Outcome{};
  text["stage"] = "thinking";
  const std::string message = testing::error_of([&] { text.get<Outcome>(); });
  EXPECT_TRUE(testing::contains(message, "thinking")) << message;
  EXPECT_TRUE(testing::contains(message, "encode")) << message;
  text = Outcome{};
  text.erase("key");
  EXPECT_TRUE(testing::contains(testing::error_of([&] { text.get<Outcome>(); }), "'key'"));
  text = Outcome{};
  text["captures"] = {{"step", 1}};
  EXPECT_TRUE(testing::contains(testing::error_of([&] { text.get<Outcome>(); }), "'captures'"));
}

TEST(Outcome, NamesItsStages) {
  EXPECT_STREQ(stage_name(Stage::Idle), "idle");
  EXPECT_STREQ(stage_name(Stage::Write), "write");
}

}  // namespace
}  // namespace rankplot::plan
