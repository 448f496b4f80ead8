#include "rank/monitor/encoder.hpp"
#include "core/base/json_text.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>
#include <utility>

namespace rankplot::monitor {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "messages carry doubles as they are");

/// Equal bits: a NaN is equal to itself.
bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool same_row(const Columns& a, const Columns& b, std::size_t row) {
  return same(a.x[row], b.x[row]) && same(a.first[row], b.first[row]) &&
         same(a.min[row], b.min[row]) && same(a.max[row], b.max[row]) &&
         same(a.last[row], b.last[row]);
}

std::size_t common_rows(const Columns& a, const Columns& b) {
  const std::size_t most = std::min(a.rows(), b.rows());
  std::size_t row = 0;
  while (row < most && same_row(a, b, row)) ++row;
  return row;
}

bool plain(const Columns& columns, std::size_t from) {
  for (std::size_t row = from; row < columns.rows(); ++row) {
    const double y = columns.last[row];
    if (!same(columns.first[row], y) || !same(columns.min[row], y) || !same(columns.max[row], y))
      return false;
  }
  return true;
}

void append(std::string& bytes, std::span<const double> values) {
  const std::size_t at = bytes.size();
  bytes.resize(at + values.size_bytes());
  if (!values.empty()) std::memcpy(bytes.data() + at, values.data(), values.size_bytes());
}

/// Rows `keep` and later of the series; says so in the header.
json add_series(std::string& bytes, const Series& series, std::size_t id, std::size_t keep) {
  const Columns& columns = series.columns;
  const bool points = plain(columns, keep);
  const auto rest = [&](const std::vector<double>& column) {
    append(bytes, std::span(column).subspan(keep));
  };
  rest(columns.x);
  if (!points) {
    rest(columns.first);
    rest(columns.min);
    rest(columns.max);
  }
  rest(columns.last);
  return {{"id", id},
          {"name", series.name},
          {"group", series.group},
          {"format", series.format},
          {"points", series.points},
          {"unit", series.unit},
          {"own", series.own},
          {"keep", keep},
          {"add", columns.rows() - keep},
          {"plain", points}};
}

Message assemble(json header, const std::string& columns) {
  const std::string text = base::json_text(header);
  const auto length = static_cast<std::uint32_t>(text.size());
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  bytes += text;
  bytes.resize((bytes.size() + 7) / 8 * 8, ' ');
  bytes += columns;
  return std::make_shared<const std::string>(std::move(bytes));
}

}  // namespace

Message Encoder::advance(State state) {
  json parts = json::object();
  for (const auto& [name, value] : state.parts) {
    std::string text = base::json_text(value);
    std::string& known = texts_[name];
    if (known == text) continue;
    known = std::move(text);
    parts[name] = value;
  }
  json changed = json::array();
  std::string columns;
  for (std::size_t id = 0; id < state.series.size(); ++id) {
    const Series& now = state.series[id];
    const bool known = id < state_.series.size() && state_.series[id].name == now.name;
    const std::size_t keep = known ? common_rows(state_.series[id].columns, now.columns) : 0;
    if (known && keep == now.columns.rows() && keep == state_.series[id].columns.rows() &&
        state_.series[id].points == now.points)
      continue;
    changed.push_back(add_series(columns, now, id, keep));
  }
  state_ = std::move(state);
  snapshot_.reset();
  ++number_;
  return assemble({{"kind", "delta"}, {"number", number_}, {"parts", parts}, {"series", changed}},
                  columns);
}

Message Encoder::snapshot() {
  if (snapshot_) return snapshot_;
  json series = json::array();
  std::string columns;
  for (std::size_t id = 0; id < state_.series.size(); ++id)
    series.push_back(add_series(columns, state_.series[id], id, 0));
  snapshot_ = assemble(
      {{"kind", "snapshot"}, {"number", number_}, {"parts", state_.parts}, {"series", series}},
      columns);
  return snapshot_;
}

json to_json_value(const State& state) {
  json series = json::array();
  for (const Series& each : state.series) {
    const Columns& columns = each.columns;
    json entry = {{"name", each.name},     {"group", each.group}, {"format", each.format},
                  {"points", each.points}, {"unit", each.unit},   {"own", each.own},
                  {"x", columns.x},        {"last", columns.last}};
    if (!plain(columns, 0)) {
      entry["first"] = columns.first;
      entry["min"] = columns.min;
      entry["max"] = columns.max;
    }
    series.push_back(std::move(entry));
  }
  return {{"parts", state.parts}, {"series", series}};
}

}  // namespace rankplot::monitor
