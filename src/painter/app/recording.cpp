#include "painter/app/recording.hpp"

#include <span>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "painter/app/failure.hpp"
#include "painter/app/guard.hpp"
#include "painter/record/points_mending.hpp"

namespace rankplot::app {
namespace {

/// The values of an array of points, which must be as many as `count`.
std::span<const double> values_of(const base::Array& array, std::uint64_t count) {
  if (array.type != base::ElementType::Float64 || array.count() != count)
    base::fail("the record was sent {} values of type {} where {} float64 belong", array.count(),
               base::element_name(array.type), count);
  return {reinterpret_cast<const double*>(array.data.get()), static_cast<std::size_t>(count)};
}

record::SeriesText text_of(const wire::RecordSeries& series) {
  return {series.name, series.group, series.fmt, series.unit, series.expected};
}

}  // namespace

wire::Recorded Recording::open(const wire::RecordOpen& open) try {
  file_.emplace(open.path);
  return {0, true, {}, open.before.empty() ? "" : mend(open)};
} catch (...) {
  return {0, true, current_failure(plan::Stage::Write).reason, {}};
}

std::string Recording::mend(const wire::RecordOpen& open) try {
  std::vector<record::Flushed> flushed;
  for (const wire::RecordSeries& series : open.declared) flushed.push_back({text_of(series), 0, 0});
  for (const wire::RecordRun& run : open.runs) {
    record::Flushed& one = flushed.at(static_cast<std::size_t>(run.series));
    one.count = run.count;
    one.made = run.stands_for;
  }
  record::mend_points(open.before, flushed);
  return {};
} catch (...) {
  return fmt::format("{} may not hold all its points, or hold some that {} holds too: {}",
                     open.before, open.path, current_failure(plan::Stage::Read).reason);
}

std::optional<wire::Recorded> Recording::add(const wire::RecordPoints& points) try {
  if (!file_) return std::nullopt;
  append(points);
  if (!points.flush) return std::nullopt;
  const OutlivesRank whole;
  file_->flush();
  return wire::Recorded{points.batch, false, {}, {}};
} catch (...) {
  file_.reset();
  return wire::Recorded{0, false, current_failure(plan::Stage::Write).reason, {}};
}

void Recording::append(const wire::RecordPoints& points) {
  for (const wire::RecordSeries& series : points.declared) file_->declare(text_of(series));
  if (points.runs.empty()) return;
  if (points.arrays.size() != 2)
    base::fail("the record was sent {} arrays where x and y belong", points.arrays.size());
  const std::uint64_t count = points.arrays[0].count();
  auto x = values_of(points.arrays[0], count), y = values_of(points.arrays[1], count);
  for (const wire::RecordRun& run : points.runs) {
    if (run.count > x.size()) base::fail("the record was sent fewer points than announced");
    const auto here = static_cast<std::size_t>(run.count);
    file_->append(static_cast<std::size_t>(run.series), x.first(here), y.first(here),
                  run.stands_for);
    x = x.subspan(here);
    y = y.subspan(here);
  }
}

}  // namespace rankplot::app
