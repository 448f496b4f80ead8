#include "rank/record/points.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/wire/channel.hpp"

namespace rankplot::record {
namespace {

base::Array array_of(const std::vector<double>& values) {
  base::Array array{base::ElementType::Float64, {values.size()}, nullptr};
  const auto memory = wire::shared_bytes(array.bytes());
  std::memcpy(memory.get(), values.data(), array.bytes());
  array.data = memory;
  return array;
}

std::size_t bytes_of(const wire::RecordPoints& batch) {
  std::size_t bytes = 0;
  for (const base::Array& array : batch.arrays) bytes += array.bytes();
  return bytes;
}

}  // namespace

void Points::declare(const stream::Series& series) {
  series_.push_back({series.name, series.group, series.fmt, series.unit, series.expected});
}

void Points::add(std::size_t series, const stream::Run& run) {
  if (runs_.empty() || runs_.back().series != series) runs_.push_back({series, 0, 0});
  runs_.back().count += run.points.size();
  runs_.back().stands_for += run.stands_for;
  for (const stream::Point& point : run.points) {
    x_.push_back(point.x);
    y_.push_back(point.y);
  }
}

std::size_t Points::bytes() const { return kept_bytes_ + (x_.size() + y_.size()) * sizeof(double); }

bool Points::close(bool flush) {
  if (runs_.empty() && declared_ == series_.size() && !(flush && !kept_.empty())) return false;
  wire::RecordPoints batch;
  batch.batch = ++batches_;
  batch.flush = flush;
  batch.declared.assign(series_.begin() + static_cast<std::ptrdiff_t>(declared_), series_.end());
  declared_ = series_.size();
  batch.runs = std::exchange(runs_, {});
  if (!batch.runs.empty()) batch.arrays = {array_of(x_), array_of(y_)};
  x_.clear();
  y_.clear();
  kept_bytes_ += bytes_of(batch);
  kept_.push_back(std::move(batch));
  return true;
}

const wire::RecordPoints* Points::next() {
  return sent_ < kept_.size() ? &kept_[sent_++] : nullptr;
}

bool Points::flushing() const {
  return std::any_of(kept_.begin(), kept_.end(), [](const auto& batch) { return batch.flush; });
}

void Points::forget(std::uint64_t up_to) {
  while (!kept_.empty() && kept_.front().batch <= up_to) {
    kept_bytes_ -= bytes_of(kept_.front());
    count(kept_.front());
    kept_.pop_front();
    sent_ -= std::min<std::size_t>(sent_, 1);
  }
}

void Points::count(const wire::RecordPoints& batch) {
  for (const wire::RecordSeries& series : batch.declared) {
    flushed_.runs.push_back({flushed_.declared.size(), 0, 0});
    flushed_.declared.push_back(series);
  }
  for (const wire::RecordRun& run : batch.runs) {
    wire::RecordRun& all = flushed_.runs.at(static_cast<std::size_t>(run.series));
    all.count += run.count;
    all.stands_for += run.stands_for;
  }
}

Points::Flushed Points::start_again() {
  sent_ = 0;
  for (wire::RecordPoints& batch : kept_) batch.declared.clear();
  if (kept_.empty()) {
    declared_ = 0;  // the next batch tells the new file of all
  } else {
    kept_.front().declared.assign(series_.begin(),
                                  series_.begin() + static_cast<std::ptrdiff_t>(declared_));
  }
  return std::exchange(flushed_, {});
}

}  // namespace rankplot::record
