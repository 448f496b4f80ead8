#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "core/wire/messages.hpp"
#include "rank/stream/batch.hpp"
#include "rank/stream/point.hpp"

namespace rankplot::record {

/// Points on their way to the recorder: gathered to large batches, and kept until it has said that
/// they are in the file.
class Points {
 public:
  void declare(const stream::Series& series);
  void add(std::size_t series, const stream::Run& run);

  /// False: as much is kept as may be, until the recorder has flushed.
  bool room() const { return bytes() < kMostBytes; }
  std::size_t bytes() const;  ///< kept
  bool gathered() const { return x_.size() >= kBatchPoints; }
  bool half_full() const { return bytes() >= kMostBytes / 2; }

  /// Closes the batch that is being gathered. False: there was nothing in it, and no flush asked.
  bool close(bool flush);
  /// Batches not sent yet, in order; nullptr: none.
  const wire::RecordPoints* next();
  /// They are in the file.
  void forget(std::uint64_t up_to);
  /// What the recorder said was in its file.
  struct Flushed {
    std::vector<wire::RecordSeries> declared;
    std::vector<wire::RecordRun> runs;
  };
  /// A new recorder: everything kept is to be sent again, to a file that knows of no series.
  /// Returns what stays in the file of its predecessor.
  Flushed start_again();
  bool empty() const { return x_.empty() && declared_ == series_.size() && kept_.empty(); }
  bool flushing() const;  ///< a batch that asks for a flush is kept

 private:
  void count(const wire::RecordPoints& batch);

  static constexpr std::size_t kBatchPoints = 65536;
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

  std::vector<wire::RecordSeries> series_;
  std::size_t declared_ = 0;  ///< of `series_`, those in closed batches
  std::vector<wire::RecordRun> runs_;
  std::vector<double> x_, y_;
  std::deque<wire::RecordPoints> kept_;
  std::size_t sent_ = 0;  ///< of `kept_`
  Flushed flushed_;
  std::size_t kept_bytes_ = 0;
  std::uint64_t batches_ = 0;
};

}  // namespace rankplot::record
