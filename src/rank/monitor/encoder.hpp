#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rank/monitor/state.hpp"

namespace rankplot::monitor {

/// A message to viewers: shared by all who are sent it.
using Message = std::shared_ptr<const std::string>;

/// Turns states into messages: a snapshot is all of it, a delta what changed since the state
/// before. Both carry the number of their state; a viewer that misses one asks for a snapshot.
///
/// A message is a 32-bit length (little endian), that many bytes of JSON, padding to a multiple of
/// 8, then float64 columns (little endian) in the order that the JSON says:
///   {"kind": "delta", "number": 7, "parts": {...},
///    "series": [{"id": 0, "name": ..., "keep": 100, "add": 2, "plain": true}]}
/// The viewer keeps the first `keep` rows of a series and adds `add` more: x, first, min, max,
/// last, or x and last when all of them are plain points.
class Encoder {
 public:
  /// Remembers the state; the delta that leads to it.
  Message advance(State state);
  /// The state as it is now; made once for all who ask.
  Message snapshot();

 private:
  State state_;
  std::map<std::string, std::string> texts_;  ///< of the parts
  std::uint64_t number_ = 0;
  Message snapshot_;
};

/// A state as one JSON value, for a page that is a file.
nlohmann::json to_json_value(const State& state);

}  // namespace rankplot::monitor
