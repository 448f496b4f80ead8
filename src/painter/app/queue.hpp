#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace rankplot::app {

/// Hands items from one thread to the next, at most `most` waiting: what is under way is bounded.
template <class Item>
class Queue {
 public:
  explicit Queue(std::size_t most) : most_(most) {}

  /// Waits for room. Dropped after abandon().
  void push(Item item) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return items_.size() < most_ || ended_; });
    if (ended_) return;
    items_.push_back(std::move(item));
    lock.unlock();
    filled_.notify_one();
  }

  /// Waits for an item. Empty: there will be none any more.
  std::optional<Item> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return !items_.empty() || ended_; });
    if (items_.empty()) return std::nullopt;
    std::optional<Item> item(std::move(items_.front()));
    items_.pop_front();
    lock.unlock();
    room_.notify_one();
    return item;
  }

  /// No more items will be pushed.
  void close() { end(false); }
  /// Nobody needs the items any more.
  void abandon() { end(true); }

 private:
  void end(bool drop) {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    if (drop) items_.clear();
    filled_.notify_all();
    room_.notify_all();
  }

  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable room_, filled_;
  std::deque<Item> items_;
  bool ended_ = false;
};

}  // namespace rankplot::app
