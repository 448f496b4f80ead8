#pragma once

#include <cstdint>
#include <string>

namespace rankplot::stream {

struct Point {
  double x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

/// What points belong to. Its name tells it from others: the same name from several ranks is one
/// series.
struct Series {
  std::string name;
  std::string group;           ///< series of a group share a chart; empty: one of its own
  std::string fmt;             ///< as in matplotlib: "ro-"; empty: a line
  std::string unit;            ///< of y; may be empty
  std::uint64_t expected = 0;  ///< points that are likely to come; 0: nobody knows
  bool own = false;            ///< made by rankplot itself (figures a second, memory, ...)
  bool operator==(const Series&) const = default;
};

/// Bounds of what a peer may say.
inline constexpr std::size_t kMostSeries = 4096;
inline constexpr std::size_t kMostTextBytes = 1024;

}  // namespace rankplot::stream
