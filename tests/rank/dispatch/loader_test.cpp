#include "rank/dispatch/loader.hpp"

#include <gtest/gtest.h>

namespace rankplot::dispatch {
namespace {

Order order_of(std::uint64_t id, const std::string& file) {
  plan::Task task;
  task.id = id;
  task.files = {"", file};
  Order order;
  order.id = id;
  order.what = task;
  return order;
}

std::uint64_t task_of(const ToCrew& out) { return std::get<wire::Load>(out.message).task.id; }

painters::Event loaded(int painter, std::uint64_t task, const std::string& error = "") {
  wire::Loaded message;
  message.task = task;
  message.error = error;
  if (error.empty()) message.arrays.push_back({base::ElementType::Int8, {1}, nullptr});
  return painters::Said{painter, message};
}

TEST(Loader, ReadsAFileWithOnePainterInTheOrderGranted) {
  Loader loader(2);
  for (std::uint64_t id = 0; id < 6; ++id) loader.want(1, order_of(id, id % 2 ? "b.h5" : "a.h5"));
  std::vector<std::uint64_t> of_painter[2];
  for (int round = 0; round < 3; ++round) {
    for (const ToCrew& out : loader.feed()) {
      of_painter[out.painter].push_back(task_of(out));
    }
    for (int painter : {0, 1})
      for (std::uint64_t id : of_painter[painter])
        for (const auto& result : loader.on(loaded(painter, id)))
          EXPECT_EQ(std::get<Loader::Loaded>(result).arrays.size(), 1U);
  }
  EXPECT_EQ(of_painter[0], (std::vector<std::uint64_t>{0, 2, 4}));
  EXPECT_EQ(of_painter[1], (std::vector<std::uint64_t>{1, 3, 5}));
}

TEST(Loader, SaysWhatCouldNotBeRead) {
  Loader loader(1);
  loader.want(2, order_of(9, "a.h5"));
  ASSERT_EQ(loader.feed().size(), 1U);
  const auto results = loader.on(loaded(0, 9, "no such dataset"));
  ASSERT_EQ(results.size(), 1U);
  const auto& failed = std::get<Loader::NotLoaded>(results[0]);
  EXPECT_EQ(failed.rank, 2);
  EXPECT_EQ(failed.id, 9U);
  EXPECT_EQ(failed.blame.reason, "no such dataset");
  EXPECT_EQ(failed.blame.stage, plan::Stage::Read);
}

TEST(Loader, ChargesOneTaskAndReadsTheOthersAgainElsewhere) {
  Loader loader(2);
  for (std::uint64_t id = 0; id < 3; ++id) loader.want(1, order_of(id, "a.h5"));
  const auto sent = loader.feed();
  ASSERT_EQ(sent.size(), 2U);
  painters::Lost lost;
  lost.painter = sent[0].painter;
  for (const ToCrew& out : sent) lost.unfinished.push_back(out.message);
  lost.charged = 0;
  const auto results = loader.on(lost);
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(std::get<Loader::Died>(results[0]).charge.id, 0U);
  const auto again = loader.feed();
  ASSERT_EQ(again.size(), 2U);
  EXPECT_EQ(task_of(again[0]), 1U);
  EXPECT_EQ(task_of(again[1]), 2U);
  loader.want(1, order_of(0, "a.h5"));
  EXPECT_NE(loader.feed().at(0).painter, lost.painter);
}

TEST(Loader, DropsWhatHasNotBegun) {
  Loader loader(1);
  for (std::uint64_t id = 0; id < 5; ++id) loader.want(1, order_of(id, "a.h5"));
  loader.feed();
  EXPECT_EQ(loader.drop(false).size(), 3U);
  EXPECT_EQ(loader.drop(true).size(), 2U);
  EXPECT_TRUE(loader.on(loaded(0, 0)).empty());
}

}  // namespace
}  // namespace rankplot::dispatch
