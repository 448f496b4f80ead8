#include "folder.hpp"
#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::contains;
using testing::error_of;
using testing::figure;
using testing::Folder;
using testing::job_of;
using testing::Texts;

std::vector<std::string> files_of(const std::vector<ScanRequest>& requests) {
  std::vector<std::string> files;
  for (const ScanRequest& request : requests) files.push_back(request.file);
  return files;
}

TEST(Scans, AskEachFileOnceForAllThatItsFiguresNeed) {
  const Folder folder;
  folder.touch("gs_1.h5");
  folder.touch("gs_2.h5");
  auto relative = figure("r", "r_{step}_{n}.png", {{"x", "x[:, {t}]"}, {"y", "/V[3]"}});
  relative.data = "/run_{n}";
  relative.save = {"{step}_{n}_{t}.png"};
  const auto requests = scans(
      job_of({{"", folder / "gs_{step}.h5"}},
             {figure("v", "{step}.png", {{"value", "/V"}, {"c", "/T[pressure] + /V"}}), relative}));
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].file, folder / "gs_1.h5");
  EXPECT_EQ(requests[0].patterns, (Texts{"/T", "/V", "/run_{n}/x"}));
  EXPECT_EQ(requests[1].patterns, requests[0].patterns);
}

TEST(Scans, AskOnlyFilesThatACaseCanComeFrom) {
  const Folder folder;
  for (const char* name : {"a_1.h5", "a_2.h5", "a_3.h5", "b_2.h5", "b_3.h5", "b_4.h5", "c_1.h5"}) {
    folder.touch(name);
  }
  auto drawn = figure("d", "{step}.png", {{"value", "a:/V - b:/V"}});
  drawn.select.emplace("step", Texts{"2"});
  const auto requests = scans(job_of({{"a", folder / "a_{step}.h5"},
                                      {"b", folder / "b_{step}.h5"},
                                      {"c", folder / "c_{step}.h5"},
                                      {"none", folder / "none.h5"}},
                                     {drawn}));
  EXPECT_EQ(files_of(requests), (Texts{folder / "a_2.h5", folder / "b_2.h5"}));
}

TEST(Scans, NameTheInputThatMatchesNothingAndTheNearestFolder) {
  const Folder folder;
  folder.touch("run/x.h5");
  const auto job = job_of({{"", folder / "run/deep/gs_{step}.h5"}},
                          {figure("v", "{step}.png", {{"value", "/V"}})});
  const std::string message = error_of([&] { scans(job); });
  EXPECT_TRUE(contains(message, folder / "run/deep/gs_{step}.h5")) << message;
  EXPECT_TRUE(contains(message, "'" + (folder / "run") + "'")) << message;
}

TEST(Scans, SayWhatThereWasWhereSelectTakesNoFile) {
  const Folder folder;
  folder.touch("gs_1.h5");
  auto drawn = figure("v", "{step}.png", {{"value", "/V"}});
  drawn.select.emplace("step", job::Range{5, {}, 1});
  const std::string message = error_of([&] {
    scans(job_of({{"", folder / "gs_{step}.h5"}}, {drawn}));
  });
  EXPECT_TRUE(contains(message, "{step} has 1 value: 1")) << message;
}

}  // namespace
}  // namespace rankplot::plan
