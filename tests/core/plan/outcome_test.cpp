#include "core/plan/outcome.hpp"

#include <nlohmann/json.hpp>

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using nlohmann::json;

TEST(Outcome, ComesBackFromItsJson) {
  const Outcome saved{3,
                      2,
                      "v",
                      {{"step", "1"}},
                      "00ff",
                      true,
                      {"figures/1.png"},
                      1024,
                      {},
                      "",
                      "",
                      "",
                      5,
                      0.25,
                      {"2 of 10 points are not finite"},
                      {}};
  EXPECT_EQ(json(json::parse(json(saved).dump()).get<Outcome>()), json(saved));
  EXPECT_FALSE(json(saved).contains("reason"));

  const Outcome failed{4,           3,      "v",    {},   "", false, {}, 0,
                       Stage::Read, "torn", "a.h5", "/V", 0,  1,     {},    {}};
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
