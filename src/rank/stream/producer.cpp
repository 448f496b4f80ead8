#include "rank/stream/producer.hpp"

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "rank/stream/history.hpp"

namespace rankplot::stream {
namespace {

constexpr std::size_t kBatchPoints = 4096;
constexpr std::size_t kMostPending = 65536;  ///< of a producer, waiting for the window
constexpr std::size_t kMergeTogether = 16;   ///< points of which at most four stay
constexpr std::size_t kBatchNewsBytes = 65536;
constexpr auto kPatience = std::chrono::milliseconds(20);

/// The cut does not go through a character of UTF-8.
void cut(std::string& text) {
  if (text.size() <= kMostTextBytes) return;
  std::size_t end = kMostTextBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
}

}  // namespace

Producer::Producer(comm::Session& session, int monitor_rank, std::uint32_t number,
                   job::Overflow overflow)
    : session_(session), monitor_rank_(monitor_rank), number_(number), overflow_(overflow) {}

std::uint32_t Producer::declare(Series series) {
  if (pending_.size() == kMostSeries)
    base::fail("series '{}' cannot be streamed: a producer has at most {}", series.name,
               kMostSeries);
  for (std::string* text : {&series.name, &series.group, &series.fmt, &series.unit}) cut(*text);
  declared_.push_back(std::move(series));
  pending_.emplace_back();
  return static_cast<std::uint32_t>(pending_.size() - 1);
}

std::size_t Producer::room() const { return kMostPending - std::min(kMostPending, waiting_); }

void Producer::push(std::uint32_t series, std::span<const Point> points) {
  Pending& pending = pending_.at(series);
  pushed_ += points.size();
  while (!points.empty()) {
    if (room() == 0) make_room(pending);
    const auto now = points.first(std::min(points.size(), std::max<std::size_t>(room(), 1)));
    pending.points.insert(pending.points.end(), now.begin(), now.end());
    pending.stands_for += now.size();
    waiting_ += now.size();
    points = points.subspan(now.size());
  }
}

/// Merges neighbours of the series that has most waiting (`pending` where it has its share).
void Producer::make_room(Pending& pending) {
  const auto fuller = [](const Pending& a, const Pending& b) {
    return a.points.size() < b.points.size();
  };
  Pending& largest = *std::max_element(pending_.begin(), pending_.end(), fuller);
  std::vector<Point>& points =
      2 * pending.points.size() >= largest.points.size() ? pending.points : largest.points;
  std::vector<Point> merged;
  merged.reserve(points.size() / 2);
  for (std::size_t i = 0; i < points.size(); i += kMergeTogether) {
    Bucket bucket = Bucket::of(points[i]);
    for (std::size_t j = i + 1; j < std::min(i + kMergeTogether, points.size()); ++j)
      bucket.add(points[j]);
    bucket.append_to(merged);
  }
  waiting_ -= points.size() - merged.size();
  points = std::move(merged);
}

bool Producer::due() const {
  return finishing_ || waiting_ >= kBatchPoints || (!empty() && Clock::now() - sent_ >= kPatience);
}

void Producer::turn() {
  while (!ended_ && due() && session_.stream_room() > 0) {
    const Batch batch = next_batch();
    session_.stream(monitor_rank_, encode(batch));
    ended_ = batch.last;
    sent_ = Clock::now();
  }
}

Batch Producer::next_batch() {
  Batch batch{number_, batches_++, false, std::exchange(declared_, {}), {}, {}};
  std::size_t left = kBatchPoints;
  for (std::size_t n = 0; n < pending_.size() && left > 0; ++n) {
    const std::size_t i = next_series_++ % pending_.size();  // so that none has to wait for long
    Pending& pending = pending_[i];
    if (pending.points.empty()) continue;
    const std::size_t count = std::min(left, pending.points.size());
    const auto middle = pending.points.begin() + static_cast<std::ptrdiff_t>(count);
    Run run{static_cast<std::uint32_t>(i), 0, {pending.points.begin(), middle}};
    pending.points.erase(pending.points.begin(), middle);
    // What was merged is counted with the last of it.
    run.stands_for = pending.points.empty() ? std::exchange(pending.stands_for, 0) : count;
    pending.stands_for -= pending.points.empty() ? 0 : count;
    batch.runs.push_back(std::move(run));
    left -= count;
  }
  waiting_ -= kBatchPoints - left;
  for (std::size_t bytes = 0; !news_.empty() && bytes < kBatchNewsBytes; news_.pop_front()) {
    bytes += news_.front().size();
    batch.news.push_back(std::move(news_.front()));
  }
  batch.last = finishing_ && waiting_ == 0 && news_.empty();
  return batch;
}

}  // namespace rankplot::stream
