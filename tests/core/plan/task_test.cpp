#include <nlohmann/json.hpp>

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using nlohmann::json;

TEST(Task, ComesBackFromItsJson) {
  Task task;
  task.id = 7;
  task.files = {"a.h5", ""};
  task.captures = {{"step", "10"}};
  task.pictures = {{9, 1, 4}, {10, 2, 4}};
  task.cost_bytes = 100;
  task.memory_bytes = UINT64_MAX;
  const auto back = json::parse(json(task).dump()).get<Task>();
  EXPECT_EQ(json(back), json(task));
  EXPECT_EQ(back.pictures.at(1).figure, 2U);
  json damaged = task;
  damaged["pictures"][0]["figure"] = 5'000'000'000;
  EXPECT_TRUE(testing::contains(testing::error_of([&] { damaged.get<Task>(); }), "'figure'"));
}

TEST(Task, WritesReadsAsJson) {
  Read read{"a.h5", "/t", "pressure", expr::parse_path("/x[5, :, -3:, 1:9:2]").hyperslab};
  const auto back = json::parse(json(read).dump()).get<Read>();
  EXPECT_EQ(back.file, read.file);
  EXPECT_EQ(back.object, read.object);
  EXPECT_EQ(back.column, read.column);
  EXPECT_EQ(back.hyperslab, read.hyperslab);
  json damaged = read;
  damaged["hyperslab"] = "[1";
  EXPECT_TRUE(testing::contains(testing::error_of([&] { damaged.get<Read>(); }), "'hyperslab'"));
}

}  // namespace
}  // namespace rankplot::plan
