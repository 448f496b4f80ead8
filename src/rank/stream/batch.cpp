#include "rank/stream/batch.hpp"

#include <cstring>
#include <type_traits>

#include "core/base/error.hpp"

namespace rankplot::stream {
namespace {

template <class Number>
void put(std::string& bytes, Number number) {
  static_assert(std::is_arithmetic_v<Number>);
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put(std::string& bytes, const std::string& text) {
  put(bytes, static_cast<std::uint32_t>(text.size()));
  bytes += text;
}

/// Takes a message apart; never beyond its end.
class Reader {
 public:
  Reader(std::string_view bytes, int source) : rest_(bytes), source_(source) {}

  template <class Number>
  Number number() {
    Number value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }

  std::string text(std::size_t most = kMostTextBytes) {
    const auto size = number<std::uint32_t>();
    if (size > most) refuse("a text that is too long");
    return std::string(take(size));
  }

  std::vector<Point> points(std::uint64_t count) {
    if (count > rest_.size() / sizeof(Point)) refuse("more points than it has bytes");
    std::vector<Point> all(static_cast<std::size_t>(count));
    const std::string_view raw = take(all.size() * sizeof(Point));
    if (!all.empty()) std::memcpy(all.data(), raw.data(), raw.size());
    return all;
  }

  void finish() const {
    if (!rest_.empty()) refuse("bytes left over");
  }
  [[noreturn]] void refuse(const char* what) const {
    base::fail("rank {} streamed a batch with {}", source_, what);
  }

 private:
  std::string_view take(std::size_t bytes) {
    if (bytes > rest_.size()) refuse("too few bytes");
    const std::string_view taken = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return taken;
  }

  std::string_view rest_;
  int source_;
};

Series read_series(Reader& reader) {
  Series series;
  series.name = reader.text();
  series.group = reader.text();
  series.fmt = reader.text();
  series.unit = reader.text();
  series.expected = reader.number<std::uint64_t>();
  series.own = reader.number<std::uint8_t>() != 0;
  return series;
}

Run read_run(Reader& reader) {
  Run run;
  run.series = reader.number<std::uint32_t>();
  run.stands_for = reader.number<std::uint64_t>();
  run.points = reader.points(reader.number<std::uint64_t>());
  if (run.stands_for < run.points.size()) reader.refuse("more points than were made");
  return run;
}

}  // namespace

std::string encode(const Batch& batch) {
  std::string bytes;
  put(bytes, batch.producer);
  put(bytes, batch.number);
  put(bytes, static_cast<std::uint8_t>(batch.last));
  put(bytes, static_cast<std::uint32_t>(batch.declared.size()));
  for (const Series& series : batch.declared) {
    for (const std::string* text : {&series.name, &series.group, &series.fmt, &series.unit})
      put(bytes, *text);
    put(bytes, series.expected);
    put(bytes, static_cast<std::uint8_t>(series.own));
  }
  put(bytes, static_cast<std::uint32_t>(batch.runs.size()));
  for (const Run& run : batch.runs) {
    put(bytes, run.series);
    put(bytes, run.stands_for);
    put(bytes, static_cast<std::uint64_t>(run.points.size()));
    bytes.append(reinterpret_cast<const char*>(run.points.data()),
                 run.points.size() * sizeof(Point));
  }
  put(bytes, static_cast<std::uint32_t>(batch.news.size()));
  for (const std::string& text : batch.news) put(bytes, text);
  return bytes;
}

Batch decode_batch(std::string_view bytes, int source) {
  Reader reader(bytes, source);
  Batch batch;
  batch.producer = reader.number<std::uint32_t>();
  batch.number = reader.number<std::uint64_t>();
  batch.last = reader.number<std::uint8_t>() != 0;
  const auto declared = reader.number<std::uint32_t>();
  if (declared > kMostSeries) reader.refuse("too many series");
  for (std::uint32_t i = 0; i < declared; ++i) batch.declared.push_back(read_series(reader));
  const auto runs = reader.number<std::uint32_t>();
  if (runs > kMostSeries) reader.refuse("too many runs");
  for (std::uint32_t i = 0; i < runs; ++i) batch.runs.push_back(read_run(reader));
  const auto news = reader.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < news; ++i) batch.news.push_back(reader.text(bytes.size()));
  reader.finish();
  return batch;
}

}  // namespace rankplot::stream
