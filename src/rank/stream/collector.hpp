#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "rank/comm/session.hpp"
#include "rank/stream/batch.hpp"
#include "rank/stream/view.hpp"

namespace rankplot::stream {

/// Where points go besides the view. `add` is told a series' place in the view; while `room` says
/// no, nothing is received, so that the producers wait or merge.
struct Sink {
  std::function<void(std::size_t series, const Run& run)> add;
  std::function<bool()> room;
  std::function<void(const std::string&)> news;  ///< for the page; may be empty
};

/// The monitor rank's end of all streams: receives batches, checks that none is missing, and passes
/// their points on.
class Collector {
 public:
  /// `sink` may be empty. Both outlive it.
  Collector(comm::Session& session, View& view, Sink sink);

  /// Takes what has come, for a few milliseconds at most. True: there was something. Throws
  /// base::Error naming the rank whose batches are not in order.
  bool turn();

  /// Termination messages that came.
  std::size_t ended() const { return ended_; }
  std::uint64_t received() const { return received_; }  ///< points
  std::uint64_t made() const { return made_; }          ///< points that those stand for

 private:
  struct From {
    std::uint64_t next = 0;
    bool ended = false;
    std::vector<std::size_t> places;  ///< of its series, in the view
  };
  void take(const comm::Session::Streamed& message);

  comm::Session& session_;
  View& view_;
  Sink sink_;
  std::map<std::pair<int, std::uint32_t>, From> producers_;  ///< by rank and number
  std::size_t ended_ = 0;
  std::uint64_t received_ = 0;
  std::uint64_t made_ = 0;
};

}  // namespace rankplot::stream
