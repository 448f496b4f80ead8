#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/job/parse.hpp"
#include "core/job/vocabulary_fixture.hpp"

namespace rankplot::job {
namespace {

using nlohmann::json;

Job full_job() {
  return parse(R"(
distribute = "scatter"
[input]
a = "A/gs_{step}.h5"
[[figure]]
name = "v"
data = "a:/plot_{n}"
save = ["{step}{n}.png", "{step}{n}.jpg"]
title = "V at {step}"
xscale = "log"
xlim = [1, 10]
quality = 50
select = { step = "0:100:10", n = ["1", "2"] }
layer = [{kind = "heatmap", value = "V[:, 3]"},
         {kind = "histogram", x = "y**2 + {n}", edges = [1, 2.5], density = true}]
[[figure]]
save = "f{step}.png"
select = "step > 3"
layer = [{kind = "line", x = "x", y = "y", fmt = "ro-"}]
[[figure]]
save = "g{step}.png"
select = { step = "step > 3" }
layer = [{kind = "pie", sizes = "x"}]
)",
               "job.toml", small_vocabulary());
}

TEST(JobJson, BringsAJobBackAsItWas) {
  const json written = full_job();
  const json through_text = json::parse(written.dump());
  const json through_cbor = json::from_cbor(json::to_cbor(written));
  for (const json& received : {written, through_text, through_cbor}) {
    const Job job = received.get<Job>();
    EXPECT_EQ(json(job), written);
  }
  const Job job = through_text.get<Job>();
  EXPECT_EQ(job.figures[0].layers[1].roles.at("x").text(), "y**2 + {n}");
  EXPECT_EQ(job.figures[0].layers[1].options, full_job().figures[0].layers[1].options);
  EXPECT_EQ(job.figures[1].condition->names(), expr::Expression::Names::Captures);
  EXPECT_EQ(job.figures[0].x.high, 10);
}

TEST(JobJson, RefusesWhatItDoesNotWrite) {
  const json right = full_job();
  const auto refused = [&](const char* pointer, json value) {
    json wrong = right;
    wrong[json::json_pointer(pointer)] = std::move(value);
    EXPECT_THROW(wrong.get<Job>(), base::Error) << pointer;
  };
  refused("/extra", 1);
  refused("/figures/0/extra", 1);
  refused("/output", 3);
  refused("/distribute", "everywhere");
  refused("/figures", 3);
  refused("/figures", json::object());
  refused("/inputs", "a");
  refused("/figures/0", nullptr);
  refused("/figures/0/width_px", 640.5);
  refused("/figures/0/width_px", true);
  refused("/figures/0/width_px", 5000000000);
  refused("/figures/0/axes/grid", 1);
  refused("/figures/0/axes/x/scale", "loglog");
  refused("/figures/0/layers/0/roles/value", "V[");
  refused("/figures/0/layers/0/options/limits", json::array({1}));
  refused("/figures/0/select/step", 3);
  refused("/figures/0/condition", "/x > 3");
  for (const char* member : {"file", "output", "inputs", "figures", "distribute", "png", "tiff"}) {
    json wrong = right;
    wrong.erase(member);
    EXPECT_THROW(wrong.get<Job>(), base::Error) << member;
  }
  EXPECT_THROW(json(3).get<Job>(), base::Error);
}

TEST(VocabularyJson, BringsAVocabularyBackAsItWas) {
  const json written = small_vocabulary();
  const auto back = json::parse(written.dump()).get<Vocabulary>();
  EXPECT_EQ(json(back), written);
  EXPECT_EQ(back.layers[1].options[1].fallback, Value(1.0));
  EXPECT_EQ(back.layers[5].options[1].fallback, Value(std::vector<double>{}));
  EXPECT_EQ(back.layers[4].options[0].least, 1);

  json wrong = written;
  wrong["layers"][0]["options"][0]["type"] = "colour";
  EXPECT_THROW(wrong.get<Vocabulary>(), base::Error);
  wrong = written;
  wrong["formats"] = 3;
  EXPECT_THROW(wrong.get<Vocabulary>(), base::Error);
}

}  // namespace
}  // namespace rankplot::job
