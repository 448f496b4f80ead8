#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/expr/expression.hpp"

/// What a job says of points over time.
namespace rankplot::job {

/// What a producer of points does when the monitor does not keep up.
enum class Overflow { Merge, Wait };

/// [[source]]: points that a rank makes over time. x and y are expressions over `i` (0, 1, ...),
/// `t` (seconds since the first point: i * every_s) and random(), which is uniform in [0, 1).
struct Source {
  std::string name;
  int rank = 0;  ///< modulo the number of ranks
  double every_s = 0.5;
  std::uint64_t count = 0;  ///< 0: as long as figures are drawn; without any, until stopped
  expr::Expression x, y;
  std::uint64_t seed = 1;
  std::string fmt;    ///< as of a line: "ro-"
  std::string group;  ///< series of a group share a chart of the page
  std::string unit;   ///< of y
  Overflow overflow = Overflow::Merge;
};

/// [[probe]]: a number for each case, from the arrays that the case reads.
struct Probe {
  std::string name;
  std::string data;    ///< "input:/group": what relative names resolve against
  expr::Expression x;  ///< paths, or captures: "{step}"
  expr::Expression y;
  std::string fmt, group, unit;
  int line = 0;  ///< in the job text, for messages
};

/// [monitor]
struct Monitor {
  bool serve = true;  ///< the page; without it the record and monitor.png alone
  int rank = 0;       ///< modulo the number of ranks
  double refresh_s = 0.5;
  int port = 0;      ///< 0: one that is free
  std::string bind;  ///< an address besides 127.0.0.1; empty: that alone
  bool record = true;
  bool png = true;
};

// from_json throws base::Error on anything that to_json does not write.
void to_json(nlohmann::json& json, const Source& source);
void from_json(const nlohmann::json& json, Source& source);
void to_json(nlohmann::json& json, const Probe& probe);
void from_json(const nlohmann::json& json, Probe& probe);
void to_json(nlohmann::json& json, const Monitor& monitor);
void from_json(const nlohmann::json& json, Monitor& monitor);

}  // namespace rankplot::job
