#include "painter/app/queue.hpp"

#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace rankplot::app {
namespace {

TEST(Queue, HandsItemsOverInOrder) {
  Queue<std::unique_ptr<int>> queue(2);
  std::thread pushing([&] {
    for (int i = 0; i < 10'000; ++i) queue.push(std::make_unique<int>(i));
    queue.close();
  });
  int expected = 0;
  while (auto item = queue.pop()) ASSERT_EQ(**item, expected++);
  EXPECT_EQ(expected, 10'000);
  pushing.join();
}

TEST(Queue, GivesWhatIsLeftAfterItIsClosed) {
  Queue<int> queue(3);
  queue.push(1);
  queue.push(2);
  queue.close();
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_FALSE(queue.pop());
}

TEST(Queue, LetsGoOfAllWhoWaitWhenItIsAbandoned) {
  Queue<int> queue(1);
  queue.push(1);
  std::thread pushing([&] { queue.push(2); });  // no room
  queue.abandon();
  pushing.join();
  EXPECT_FALSE(queue.pop());
  queue.push(3);
  EXPECT_FALSE(queue.pop());
}

}  // namespace
}  // namespace rankplot::app
