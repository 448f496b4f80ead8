#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/job/duration.hpp"
#include "core/job/parse.hpp"
#include "core/job/vocabulary_fixture.hpp"

namespace rankplot::job {
namespace {

std::string errors_of(const std::string& text) {
  try {
    parse(text, "job.toml", small_vocabulary());
    return "";
  } catch (const JobError& error) {
    return error.what();
  }
}

TEST(Duration, HasAUnit) {
  EXPECT_EQ(parse_duration("500 ms"), 0.5);
  EXPECT_EQ(parse_duration("20us"), 20e-6);
  EXPECT_EQ(parse_duration("1.5 min"), 90);
  EXPECT_EQ(parse_duration("2 h"), 7200);
  for (const char* wrong : {"", "ms", "5", "-1 s", "inf s", "1 day", "1 s x"})
    EXPECT_FALSE(parse_duration(wrong)) << wrong;
}

TEST(Live, ReadsSourcesAndTheMonitorOfAJobWithoutFigures) {
  const Job job = parse(R"toml(
[monitor]
rank = 1
refresh = "250 ms"
png = false
[[source]]
name  = "random"
rank  = 1
every = "100 ms"
count = 20
x     = "random()"
y     = "random() + random()"
fmt   = "ro-"
[[source]]
y = "sin(t) + i"
)toml",
                        "job.toml", small_vocabulary());
  ASSERT_TRUE(job.monitor);
  EXPECT_EQ(job.monitor->rank, 1);
  EXPECT_EQ(job.monitor->refresh_s, 0.25);
  EXPECT_FALSE(job.monitor->png);
  ASSERT_EQ(job.sources.size(), 2U);
  EXPECT_EQ(job.sources[0].every_s, 0.1);
  EXPECT_EQ(job.sources[0].count, 20U);
  EXPECT_EQ(job.sources[0].y.captures().size(), 2U);  // each call is a number of its own
  EXPECT_EQ(job.sources[1].name, "source 2");
  EXPECT_EQ(job.sources[1].seed, 2U);
  EXPECT_EQ(job.sources[1].x.text(), "t");
  const nlohmann::json written = job;
  EXPECT_EQ(nlohmann::json(written.get<Job>()), written);
}

TEST(Live, NamesMistakesInTheirPlaces) {
  const std::string begin = "[[source]]\n";
  const struct {
    const char* lines;
    const char* part;
  } mistakes[] = {
      {"y = 'z + 1'", "job.toml:2:6: y: 'z' is not known"},
      {"y = '/a/b'", "job.toml:2:6: y: "},
      {"y = 'i'\nevery = '0 ms'", "job.toml:3:9: 'every' is 0 s; it can be 1e-05 s"},
      {"y = 'i'\nevery = 'often'", "job.toml:3:9: 'every' takes a duration as in \"500 ms\""},
      {"y = 'i'\nevry = '1 s'", "did you mean 'every'?"},
      {"y = 'i'\nfmt = 'rq'", "job.toml:3:"},
      {"y = 'i'\ncount = -1", "job.toml:3:9: 'count' takes"},
      {"y = 'i'\noverflow = 'wat'", "did you mean 'wait'?"},
      {"y = 'i'\nname = 'a'\n[[source]]\ny = 'i'\nname = 'a'", "job.toml:6:8: a second source 'a'"},
      {"y = 'i'\n[monitor]\nrefresh = '1 ms'", "job.toml:4:11: 'refresh' is 0.001 s"},
      {"y = 'i'\n[monitor]\nport = 70000", "job.toml:4:8: 'port' takes"},
  };
  for (const auto& mistake : mistakes) {
    const std::string errors = errors_of(begin + mistake.lines + "\n");
    EXPECT_NE(errors.find(mistake.part), std::string::npos) << mistake.lines << "\n" << errors;
    EXPECT_EQ(errors.find('\n'), std::string::npos) << errors;
  }
}

TEST(Live, NeedsSomethingToDoAllTheSame) {
  EXPECT_NE(errors_of("[monitor]\n").find("it needs a [[figure]], a [[probe]] or a [[source]]"),
            std::string::npos);
}

}  // namespace
}  // namespace rankplot::job
