#include "rank/stream/collector.hpp"

#include <chrono>

#include "core/base/error.hpp"

namespace rankplot::stream {
namespace {

constexpr auto kLongestTurn = std::chrono::milliseconds(5);

}  // namespace

Collector::Collector(comm::Session& session, View& view, Sink sink)
    : session_(session), view_(view), sink_(std::move(sink)) {}

bool Collector::turn() {
  const auto until = std::chrono::steady_clock::now() + kLongestTurn;
  bool any = false;
  while (!sink_.room || sink_.room()) {
    const auto message = session_.receive_stream();
    if (!message) break;
    take(*message);
    any = true;
    if (std::chrono::steady_clock::now() > until) break;
  }
  return any;
}

void Collector::take(const comm::Session::Streamed& message) {
  const Batch batch = decode_batch(message.bytes, message.source);
  From& from = producers_[{message.source, batch.producer}];
  if (from.ended || batch.number != from.next)
    base::fail("rank {} streamed batch {} of its producer {} where {} was to come", message.source,
               batch.number, batch.producer,
               from.ended ? std::string("nothing") : std::to_string(from.next));
  ++from.next;
  for (const Series& series : batch.declared) from.places.push_back(view_.declare(series));
  for (const Run& run : batch.runs) {
    if (run.series >= from.places.size())
      base::fail("rank {} streamed points of series {}; it has declared {}", message.source,
                 run.series, from.places.size());
    const std::size_t place = from.places[run.series];
    view_.add(place, run.points, run.stands_for);
    if (sink_.add) sink_.add(place, run);
    received_ += run.points.size();
    made_ += run.stands_for;
  }
  if (sink_.news)
    for (const std::string& text : batch.news) sink_.news(text);
  if (!batch.last) return;
  from.ended = true;
  ++ended_;
}

}  // namespace rankplot::stream
