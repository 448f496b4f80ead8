#include "rank/stream/frame.hpp"

#include <bit>
#include <cstring>

namespace rankplot::stream {
namespace {

static_assert(std::endian::native == std::endian::little, "frames are little-endian");

template <class Number>
void append(std::string& bytes, Number number) {
  static_assert(sizeof(Number) == 8);
  char raw[8];
  std::memcpy(raw, &number, sizeof raw);
  bytes.append(raw, sizeof raw);
}

template <class Value>
void append_column(std::string& bytes, const std::vector<Bucket>& buckets, Value value) {
  for (const Bucket& bucket : buckets) append<double>(bytes, value(bucket));
}

void append_block(std::string& bytes, std::uint64_t series, const Stretch& stretch,
                  std::uint64_t merged) {
  append<std::uint64_t>(bytes, series);
  append<std::uint64_t>(bytes, stretch.from);
  append<std::uint64_t>(bytes, stretch.buckets.size());
  append<std::uint64_t>(bytes, stretch.end + merged);
  append_column(bytes, stretch.buckets, [](auto& b) { return static_cast<double>(b.count); });
  for (const auto point : {&Bucket::first, &Bucket::min, &Bucket::max, &Bucket::last}) {
    append_column(bytes, stretch.buckets, [&](auto& b) { return (b.*point).x; });
    append_column(bytes, stretch.buckets, [&](auto& b) { return (b.*point).y; });
  }
}

}  // namespace

std::string make_frame(const View& view, Seen& seen, std::size_t most) {
  std::string blocks;
  std::uint64_t count = 0;
  seen.resize(view.series().size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const History& history = view.history(i);
    if (seen[i] >= history.size()) continue;
    append_block(blocks, i, history.since(seen[i], most), view.merged(i));
    seen[i] = history.size();
    ++count;
  }
  if (count == 0) return {};
  std::string frame;
  frame.reserve(16 + blocks.size());
  append<std::uint64_t>(frame, view.version());
  append<std::uint64_t>(frame, count);
  return frame += blocks;
}

}  // namespace rankplot::stream
