#include "painter/render/chart/contours.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include <fmt/ranges.h>

#include "painter/render/chart/bars.hpp"

namespace rankplot::render {
namespace {

constexpr std::size_t kMostAlong = 2048;  ///< finer nodes are thinned: no picture shows more
constexpr std::size_t kMostLevels = 1000;
constexpr double kReachPx = 1e5;
constexpr std::int32_t kNone = -1;

double between(double a, double b, double share) { return a * (1 - share) + b * share; }

/// Where the level lies between two values on different sides of it: 0 to 1.
double share_of(double a, double b, double level) {
  return std::clamp((level / 2 - a / 2) / (b / 2 - a / 2), 0.0, 1.0);
}

std::vector<double> places_of(const LayerInput& input, std::string_view role, std::size_t count) {
  std::vector<double> places;
  if (!input.has(role)) {
    for (std::size_t i = 0; i < count; ++i) places.push_back(static_cast<double>(i));
    return places;
  }
  const auto row = input.row(role);
  if (row.size() != count)
    input.refuse(fmt::format("{} = \"{}\" has {} values; right would be {}, as value has", role,
                             input.written(role), row.size(), count));
  const bool up = count < 2 || row[0] < row[1];
  for (std::size_t i = 0; i < count; ++i)
    if (!std::isfinite(row[i]) || (i > 0 && (up ? !(row[i - 1] < row[i]) : !(row[i - 1] > row[i]))))
      input.refuse(fmt::format("{} = \"{}\" neither ascends nor descends: value {} is {}", role,
                               input.written(role), i, row[i]));
  places.assign(row.begin(), row.end());
  return places;
}

std::vector<double> every(const std::vector<double>& values, std::size_t step) {
  std::vector<double> kept;
  for (std::size_t i = 0; i < values.size(); i += step) kept.push_back(values[i]);
  return kept;
}

/// matplotlib's MaxNLocator with its own steps.
std::vector<double> round_levels(double low, double high, int intervals) {
  constexpr std::array<double, 22> kSteps{0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1,  1.5,
                                          2,   2.5,  3,   4,    5,   6,   8,   10,  15,  20, 25};
  const double extent = high - low;
  if (!(extent > 0) || !std::isfinite(extent)) return {low};
  const double scale = std::pow(10, std::floor(std::log10(extent / intervals)));
  double step = 10 * scale;
  for (const double candidate : kSteps)
    if (candidate * scale >= extent / intervals * (1 - 1e-10)) {
      step = candidate * scale;
      break;
    }
  std::vector<double> levels;
  const double first = std::floor(low / step + 1e-10), last = std::ceil(high / step - 1e-10);
  if (!(last - first < 1000)) return {low, high};
  for (double i = first; i <= last; ++i) levels.push_back(i == 0 ? 0 : i * step);
  return levels;
}

std::vector<double> decades(double low, double high) {
  std::vector<double> levels;
  const double first = std::floor(std::log10(low)), last = std::ceil(std::log10(high));
  const double step = std::max(1.0, std::ceil((last - first) / 15));
  for (double i = first; i < last + step; i += step) levels.push_back(std::pow(10, i));
  return levels;
}

/// Follows the lines of one level through the cells: each crossed edge of the net belongs to at
/// most two cells, which link it to its neighbours on the line.
class Tracer {
 public:
  Tracer(const Nodes& nodes, double level)
      : nodes_(nodes),
        level_(level),
        cells_(nodes.rows() * nodes.columns()),
        links_(4 * cells_, kNone) {}

  std::vector<Rows> trace() {
    for (std::size_t row = 0; row + 1 < nodes_.rows(); ++row)
      for (std::size_t column = 0; column + 1 < nodes_.columns(); ++column) cross(row, column);
    std::vector<Rows> lines;
    for (const bool open : {true, false})
      for (const std::size_t edge : touched_)
        if (links_[2 * edge] != kNone && (!open || links_[2 * edge + 1] == kNone))
          lines.push_back(follow(edge));
    return lines;
  }

 private:
  std::size_t along(std::size_t row, std::size_t column) const {
    return row * nodes_.columns() + column;
  }
  std::size_t up(std::size_t row, std::size_t column) const {
    return cells_ + row * nodes_.columns() + column;
  }

  void cross(std::size_t row, std::size_t column) {
    const double sw = nodes_.at(row, column), se = nodes_.at(row, column + 1);
    const double nw = nodes_.at(row + 1, column), ne = nodes_.at(row + 1, column + 1);
    if (!std::isfinite(sw) || !std::isfinite(se) || !std::isfinite(nw) || !std::isfinite(ne))
      return;
    const int code = (sw > level_ ? 1 : 0) | (se > level_ ? 2 : 0) | (ne > level_ ? 4 : 0) |
                     (nw > level_ ? 8 : 0);
    if (code == 0 || code == 15) return;
    const std::size_t bottom = along(row, column), top = along(row + 1, column);
    const std::size_t left = up(row, column), right = up(row, column + 1);
    if (code == 5 || code == 10) {
      const bool joined = sw / 4 + se / 4 + nw / 4 + ne / 4 > level_;
      const bool around_south_east = (code == 5) == joined;
      link(bottom, around_south_east ? right : left);
      link(top, around_south_east ? left : right);
      return;
    }
    std::array<std::size_t, 4> crossed{};
    std::size_t count = 0;
    if ((code & 1) / 1 != (code & 2) / 2) crossed[count++] = bottom;
    if ((code & 2) / 2 != (code & 4) / 4) crossed[count++] = right;
    if ((code & 4) / 4 != (code & 8) / 8) crossed[count++] = top;
    if ((code & 8) / 8 != (code & 1) / 1) crossed[count++] = left;
    link(crossed[0], crossed[1]);
  }

  void link(std::size_t a, std::size_t b) {
    for (const auto& [from, to] : {std::array{a, b}, std::array{b, a}}) {
      if (links_[2 * from] == kNone) touched_.push_back(from);
      links_[2 * from + (links_[2 * from] == kNone ? 0 : 1)] = static_cast<std::int32_t>(to);
    }
  }

  /// From an edge to the line's end, or around; what was passed is unlinked.
  Rows follow(std::size_t start) {
    Rows line;
    std::size_t edge = start, from = start;
    for (bool more = true; more;) {
      add(edge, line);
      const std::int32_t one = links_[2 * edge], other = links_[2 * edge + 1];
      links_[2 * edge] = links_[2 * edge + 1] = kNone;
      const bool back = one == static_cast<std::int32_t>(from) && edge != start;
      const std::int32_t next = back ? other : one;
      from = edge;
      more = next != kNone && links_[2 * static_cast<std::size_t>(next)] != kNone;
      if (!more && next == static_cast<std::int32_t>(start) && line.x.size() > 2) add(start, line);
      if (more) edge = static_cast<std::size_t>(next);
    }
    return line;
  }

  void add(std::size_t edge, Rows& line) const {
    const bool upward = edge >= cells_;
    const std::size_t node = upward ? edge - cells_ : edge;
    const std::size_t row = node / nodes_.columns(), column = node % nodes_.columns();
    const double a = nodes_.at(row, column);
    const double b = upward ? nodes_.at(row + 1, column) : nodes_.at(row, column + 1);
    const double share = share_of(a, b, level_);
    line.x.push_back(upward ? nodes_.x[column]
                            : between(nodes_.x[column], nodes_.x[column + 1], share));
    line.y.push_back(upward ? between(nodes_.y[row], nodes_.y[row + 1], share) : nodes_.y[row]);
  }

  const Nodes& nodes_;
  double level_;
  std::size_t cells_;
  std::vector<std::int32_t> links_;  ///< two an edge
  std::vector<std::size_t> touched_;
};

/// Collects the rings of a region cell by cell; whole cells of a row are one rectangle.
class RegionMaker {
 public:
  RegionMaker(const Nodes& nodes, double level, bool inclusive, const Mapping& mapping)
      : nodes_(nodes), level_(level), inclusive_(inclusive), mapping_(mapping) {}

  std::vector<Point> make() {
    for (std::size_t row = 0; row + 1 < nodes_.rows(); ++row) {
      std::size_t whole = 0;  // cells before this one that are wholly above
      for (std::size_t column = 0; column + 1 < nodes_.columns(); ++column) {
        if (is_whole(row, column)) {
          ++whole;
          continue;
        }
        add_whole(row, column - whole, column);
        whole = 0;
        add_part(row, column);
      }
      add_whole(row, nodes_.columns() - 1 - whole, nodes_.columns() - 1);
    }
    return std::move(rings_);
  }

 private:
  struct Corner {
    double x = 0, y = 0, value = 0;
  };

  bool above(double value) const { return inclusive_ ? value >= level_ : value > level_; }
  bool is_whole(std::size_t row, std::size_t column) const {
    for (const std::size_t up : {0, 1})
      for (const std::size_t along : {0, 1}) {
        const double value = nodes_.at(row + up, column + along);
        if (!std::isfinite(value) || !above(value)) return false;
      }
    return true;
  }

  void add(double x, double y) {
    rings_.push_back({static_cast<float>(place_near_plot(mapping_.x, x, kReachPx)),
                      static_cast<float>(place_near_plot(mapping_.y, y, kReachPx))});
  }
  void end_ring() {
    constexpr float kGap = std::numeric_limits<float>::quiet_NaN();
    rings_.push_back({kGap, kGap});
  }

  void add_whole(std::size_t row, std::size_t from, std::size_t to) {
    if (from == to) return;
    add(nodes_.x[from], nodes_.y[row]);
    add(nodes_.x[to], nodes_.y[row]);
    add(nodes_.x[to], nodes_.y[row + 1]);
    add(nodes_.x[from], nodes_.y[row + 1]);
    end_ring();
  }

  void add_crossing(const Corner& a, const Corner& b) {
    // From the lower value to the higher: neighbours get the same point.
    const Corner& low = a.value < b.value ? a : b;
    const Corner& high = a.value < b.value ? b : a;
    const double share = share_of(low.value, high.value, level_);
    add(between(low.x, high.x, share), between(low.y, high.y, share));
  }

  void add_part(std::size_t row, std::size_t column) {
    std::array<Corner, 4> corners{};
    std::size_t count = 0, above_count = 0;
    double sum = 0;
    for (const auto& [up, along] : {std::array<std::size_t, 2>{0, 0}, {0, 1}, {1, 1}, {1, 0}}) {
      const double value = nodes_.at(row + up, column + along);
      if (!std::isfinite(value)) continue;
      corners[count++] = {nodes_.x[column + along], nodes_.y[row + up], value};
      above_count += above(value);
      sum += value / 4;
    }
    if (count < 3 || above_count == 0) return;
    const bool saddle =
        count == 4 && above_count == 2 && above(corners[0].value) == above(corners[2].value);
    if (saddle && !above(sum)) {
      add_tips(corners);
      return;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const Corner& here = corners[i];
      const Corner& next = corners[(i + 1) % count];
      if (above(here.value)) add(here.x, here.y);
      if (above(here.value) != above(next.value)) add_crossing(here, next);
    }
    end_ring();
  }

  /// The two corners of a saddle whose middle is below.
  void add_tips(const std::array<Corner, 4>& corners) {
    for (std::size_t i = 0; i < 4; ++i) {
      if (!above(corners[i].value)) continue;
      add(corners[i].x, corners[i].y);
      add_crossing(corners[i], corners[(i + 1) % 4]);
      add_crossing(corners[i], corners[(i + 3) % 4]);
      end_ring();
    }
  }

  const Nodes& nodes_;
  double level_;
  bool inclusive_;
  const Mapping& mapping_;
  std::vector<Point> rings_;
};

}  // namespace

Nodes nodes_of(LayerInput& input) {
  const base::Field& field = input.field("value");
  const auto& shape = field.shape;
  if (shape.size() != 2 || shape[0] < 2 || shape[1] < 2)
    input.refuse(
        fmt::format("value = \"{}\" is of shape ({}): contours take two axes of at least 2",
                    input.written("value"), fmt::join(shape, ", ")));
  Nodes nodes{{}, places_of(input, "x", shape[1]), places_of(input, "y", shape[0])};
  const std::size_t step_x = (shape[1] - 1) / kMostAlong + 1;
  const std::size_t step_y = (shape[0] - 1) / kMostAlong + 1;
  if (step_x == 1 && step_y == 1) {
    nodes.values = field.values;
  } else {
    for (std::size_t row = 0; row < shape[0]; row += step_y)
      for (std::size_t column = 0; column < shape[1]; column += step_x)
        nodes.values.push_back(field.values[row * shape[1] + column]);
    nodes.x = every(nodes.x, step_x);
    nodes.y = every(nodes.y, step_y);
    input.note(fmt::format("of {} x {} values every {} in x and every {} in y are drawn", shape[0],
                           shape[1], step_x, step_y));
  }
  const auto odd = std::count_if(nodes.values.begin(), nodes.values.end(),
                                 [](double value) { return !std::isfinite(value); });
  if (odd > 0) input.note(fmt::format("{} of {} values are not finite", odd, nodes.values.size()));
  return nodes;
}

Range finite_range(std::span<const double> values) {
  Range range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const double value : values)
    if (std::isfinite(value)) {
      range.low = std::min(range.low, value);
      range.high = std::max(range.high, value);
    }
  return range;
}

std::vector<double> contour_levels(Range range, int count, bool log, bool open_low,
                                   bool open_high) {
  if (!(range.low <= range.high)) return {};
  if (range.low == range.high) return {range.low};
  const std::vector<double> all =
      log ? decades(range.low, range.high) : round_levels(range.low, range.high, count + 1);
  std::size_t from = 0, to = all.size();
  while (from + 1 < all.size() && all[from + 1] < range.low) ++from;
  while (to > from + 1 && to >= 2 && all[to - 2] > range.high) --to;
  if (open_low && all[from] < range.low) ++from;
  if (open_high && to > 0 && all[to - 1] > range.high) --to;
  if (to < from + 3) return all;
  return {all.begin() + static_cast<std::ptrdiff_t>(from),
          all.begin() + static_cast<std::ptrdiff_t>(to)};
}

std::vector<double> levels_of(const LayerInput& input, const Nodes& nodes, bool log) {
  std::vector<double> levels = input.numbers("levels");
  if (levels.size() == 1 && levels[0] >= 1 && levels[0] == std::floor(levels[0])) {
    if (levels[0] > static_cast<double>(kMostLevels))
      input.refuse(fmt::format("levels = {}: at most {} can be drawn", levels[0], kMostLevels));
    std::vector<double> shown = nodes.values;
    if (log) std::erase_if(shown, [](double value) { return !(value > 0); });
    const std::string& extend = input.text("extend");
    return contour_levels(finite_range(shown), static_cast<int>(levels[0]), log,
                          extend == "min" || extend == "both", extend == "max" || extend == "both");
  }
  if (levels.size() > kMostLevels)
    input.refuse(fmt::format("{} levels: at most {} can be drawn", levels.size(), kMostLevels));
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  for (std::size_t i = 1; i < levels.size(); ++i)
    if (!(levels[i - 1] < levels[i]))
      input.refuse(
          fmt::format("levels: {} after {}: levels must ascend", levels[i], levels[i - 1]));
  return levels;
}

std::vector<std::string> level_texts(const std::vector<double>& levels) {
  constexpr int kMostDecimals = 6;
  int decimals = 0;
  double most = 0;
  for (const double level : levels) {
    most = std::max(most, std::abs(level));
    while (decimals <= kMostDecimals &&
           std::abs(level - std::stod(fmt::format("{:.{}f}", level, decimals))) >
               1e-9 * std::abs(level))
      ++decimals;
  }
  std::vector<std::string> texts;
  for (const double level : levels) {
    const double shown = level == 0 ? 0 : level;  // no minus zero
    std::string text = decimals > kMostDecimals || most >= 1e6
                           ? fmt::format("{:.6g}", shown)
                           : fmt::format("{:.{}f}", shown, decimals);
    if (text.starts_with('-')) text.replace(0, 1, "\u2212");
    texts.push_back(std::move(text));
  }
  return texts;
}

job::Option levels_option() {
  job::Option levels;
  levels.name = "levels";
  levels.summary =
      "about how many levels, a whole number, or a list of them (a single whole one twice: [3, 3])";
  levels.type = job::OptionType::Numbers;
  levels.fallback = std::vector<double>{7};
  return levels;
}

std::vector<Rows> contour_lines(const Nodes& nodes, double level) {
  return Tracer(nodes, level).trace();
}

std::vector<Point> region_above(const Nodes& nodes, double level, bool inclusive,
                                const Mapping& mapping) {
  return RegionMaker(nodes, level, inclusive, mapping).make();
}

Extent extent_of_nodes(const Nodes& nodes, const AxisScales& scales) {
  Extent extent;
  for (const double x : nodes.x) extent.x.include(x, scales.x);
  for (const double y : nodes.y) extent.y.include(y, scales.y);
  extent.x.sticky = {nodes.x.front(), nodes.x.back()};
  extent.y.sticky = {nodes.y.front(), nodes.y.back()};
  return extent;
}

}  // namespace rankplot::render
