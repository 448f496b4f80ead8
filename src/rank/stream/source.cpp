#include "rank/stream/source.hpp"

#include <map>
#include <string>

#include <fmt/format.h>

namespace rankplot::stream {
namespace {

/// So that a source that lags behind does not keep its rank from everything else.
constexpr int kMostPerTurn = 1000;

/// Uniform in [0, 1), the same with every standard library.
double uniform(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

Series series_of(const job::Source& source) {
  return {source.name, source.group, source.fmt, source.unit, source.count, false};
}

}  // namespace

Source::Source(const job::Source& job, comm::Session& session, int monitor_rank,
               std::uint32_t number, Clock::time_point start)
    : job_(job),
      producer_(session, monitor_rank, number, job.overflow),
      series_(producer_.declare(series_of(job))),
      start_(start),
      random_(job.seed) {}

Source::Clock::time_point Source::time_of(std::uint64_t point) const {
  const std::chrono::duration<double> after(static_cast<double>(point) * job_.every_s);
  return start_ + std::chrono::duration_cast<Clock::duration>(after);
}

void Source::turn(Clock::time_point now) {
  for (int i = 0; i < kMostPerTurn && !complete() && time_of(made_) <= now; ++i) {
    if (job_.overflow == job::Overflow::Wait && producer_.room() == 0) break;
    producer_.push(series_, make());
  }
  if (complete()) producer_.finish();
  producer_.turn();
}

void Source::stop() { stopped_ = true; }

std::optional<Source::Clock::time_point> Source::next() const {
  const bool waits = job_.overflow == job::Overflow::Wait && producer_.room() == 0;
  if (complete() || waits) return std::nullopt;
  return time_of(made_);
}

Point Source::make() {
  const Point point{value_of(job_.x), value_of(job_.y)};
  ++made_;
  return point;
}

double Source::value_of(const expr::Expression& expression) {
  std::map<std::string, std::string> values;
  for (const std::string& name : expression.captures()) {
    double value = static_cast<double>(made_);
    if (name == "t") value *= job_.every_s;
    if (expr::is_random(name)) value = uniform(random_);
    values[name] = fmt::format("{}", value);
  }
  return expression.evaluate({}, values).values.at(0);
}

}  // namespace rankplot::stream
