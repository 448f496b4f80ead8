#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace rankplot::monitor {

/// One series as a page draws it: columns of equal length, a row a bucket of neighbouring points. A
/// row that stands for one point holds its y in all four.
struct Columns {
  std::vector<double> x, first, min, max, last;
  std::size_t rows() const { return x.size(); }
};

struct Series {
  std::string name;
  std::string group;         ///< series of a group share a chart
  std::string format;        ///< "ro-"; empty: the page chooses
  std::uint64_t points = 0;  ///< that came in all
  Columns columns;
  std::string unit = {};  ///< of y; empty: none
  bool own = false;       ///< of rankplot itself; the job's charts stand before these
};

/// All that the page shows. `parts` are its small things by name ("run", "progress", "ranks",
/// "figures", "failures"); each is sent when it has changed.
struct State {
  std::map<std::string, nlohmann::json> parts;
  std::vector<Series> series;
};

}  // namespace rankplot::monitor
