#include "painter/render/chart/hatch.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <utility>

namespace rankplot::render {
namespace {

constexpr std::string_view kSigns = "/\\|-+x.";
constexpr double kDiagonal = std::numbers::sqrt2 / 2;

struct Direction {
  double x, y;  ///< of length 1
};
constexpr Direction kLevel{1, 0}, kUpright{0, 1}, kRising{kDiagonal, kDiagonal},
    kFalling{kDiagonal, -kDiagonal};

struct Reach {
  double from, to;  ///< along a line
};

/// Parallel lines cut by rings: line k has the points p with p . normal = k * spacing + shift.
class Family {
 public:
  Family(Direction along, double spacing, double shift = 0)
      : along_(along), spacing_(spacing), shift_(shift) {}

  /// Per line that meets them, what of it lies within the rings and the window, ascending.
  std::map<long, std::vector<Reach>> within(std::span<const Point> rings,
                                            const Rectangle& window) const {
    std::map<long, std::vector<double>> crossings;
    const auto [least, most] = lines_of(window);
    std::size_t first = 0;
    for (std::size_t i = 0; i <= rings.size(); ++i) {
      if (i < rings.size() && !std::isnan(rings[i].x)) continue;
      for (std::size_t j = first; j < i; ++j)
        cross(rings[j], rings[j + 1 < i ? j + 1 : first], least, most, crossings);
      first = i + 1;
    }
    std::map<long, std::vector<Reach>> found;
    for (auto& [line, places] : crossings) found[line] = reaches(line, places, window);
    return found;
  }

  Point point(long line, double place) const {
    const double off = offset(line);
    return {static_cast<float>(along_.x * place - along_.y * off),
            static_cast<float>(along_.y * place + along_.x * off)};
  }

 private:
  double offset(long line) const { return static_cast<double>(line) * spacing_ + shift_; }
  double across(double x, double y) const { return x * -along_.y + y * along_.x; }
  double place(double x, double y) const { return x * along_.x + y * along_.y; }

  std::pair<long, long> lines_of(const Rectangle& window) const {
    const double corners[] = {across(window.left, window.bottom), across(window.left, window.top),
                              across(window.right, window.bottom),
                              across(window.right, window.top)};
    const auto line = [&](double value) { return (value - shift_) / spacing_; };
    return {static_cast<long>(std::ceil(line(*std::min_element(corners, corners + 4)))),
            static_cast<long>(std::floor(line(*std::max_element(corners, corners + 4))))};
  }

  void cross(const Point& a, const Point& b, long least, long most,
             std::map<long, std::vector<double>>& crossings) const {
    const auto d = [](float value) { return static_cast<double>(value); };
    const double from = across(d(a.x), d(a.y)), to = across(d(b.x), d(b.y));
    if (!std::isfinite(from) || !std::isfinite(to) || from == to) return;
    // Half open, so that a corner on a line counts once.
    const auto first = [&](double value) { return std::ceil((value - shift_) / spacing_); };
    const double low = std::max(first(std::min(from, to)), static_cast<double>(least));
    const double high = std::min(first(std::max(from, to)) - 1, static_cast<double>(most));
    for (double k = low; k <= high; ++k) {
      const auto line = static_cast<long>(k);
      const double share = (offset(line) - from) / (to - from);
      crossings[line].push_back(
          place(d(a.x) + share * d(b.x - a.x), d(a.y) + share * d(b.y - a.y)));
    }
  }

  /// What of a line lies in the window.
  std::optional<Reach> in_window(long line, const Rectangle& window) const {
    Reach reach{-1e9, 1e9};
    const double off = offset(line);
    const auto limit = [&](double slope, double origin, double low, double high) {
      if (std::abs(slope) < 1e-12) {
        if (origin < low || origin > high) reach = {1, 0};
        return;
      }
      const double one = (low - origin) / slope, other = (high - origin) / slope;
      reach.from = std::max(reach.from, std::min(one, other));
      reach.to = std::min(reach.to, std::max(one, other));
    };
    limit(along_.x, -along_.y * off, window.left, window.right);
    limit(along_.y, along_.x * off, window.bottom, window.top);
    if (reach.from >= reach.to) return std::nullopt;
    return reach;
  }

  std::vector<Reach> reaches(long line, std::vector<double>& places,
                             const Rectangle& window) const {
    std::vector<Reach> found;
    const std::optional<Reach> shown = in_window(line, window);
    if (!shown) return found;
    std::sort(places.begin(), places.end());
    for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
      const Reach reach{std::max(places[i], shown->from), std::min(places[i + 1], shown->to)};
      if (reach.from < reach.to) found.push_back(reach);
    }
    return found;
  }

  Direction along_;
  double spacing_, shift_;
};

long count_of(const Hatch& hatch, std::string_view signs) {
  return std::count_if(hatch.pattern.begin(), hatch.pattern.end(),
                       [&](char sign) { return signs.find(sign) != signs.npos; });
}

bool holds(const std::map<long, std::vector<Reach>>& lines, long line, double from, double to) {
  const auto found = lines.find(line);
  return found != lines.end() &&
         std::any_of(found->second.begin(), found->second.end(),
                     [&](const Reach& reach) { return reach.from <= from && reach.to >= to; });
}

}  // namespace

std::string_view hatch_signs() { return kSigns; }

std::vector<Point> hatch_lines(std::span<const Point> rings, const Rectangle& window,
                               const Hatch& hatch) {
  constexpr std::pair<Direction, std::string_view> kFamilies[] = {
      {kRising, "/x"}, {kFalling, "\\x"}, {kUpright, "|+"}, {kLevel, "-+"}};
  std::vector<Point> lines;
  for (const auto& [along, signs] : kFamilies) {
    const long count = count_of(hatch, signs);
    if (count == 0) continue;
    const bool slanted = along.x == kDiagonal;
    const Family family(along,
                        hatch.unit_px / static_cast<double>(count) * (slanted ? kDiagonal : 1));
    for (const auto& [line, reaches] : family.within(rings, window))
      for (const Reach& reach : reaches) {
        lines.push_back(family.point(line, reach.from));
        lines.push_back(family.point(line, reach.to));
      }
  }
  return lines;
}

std::vector<Point> hatch_dots(std::span<const Point> rings, const Rectangle& window,
                              const Hatch& hatch) {
  const long count = count_of(hatch, ".");
  std::vector<Point> dots;
  if (count == 0) return dots;
  const double apart = hatch.unit_px / static_cast<double>(count), radius = hatch.dot_px() / 2;
  const double row = apart / 2;  // rows are shifted by half against each other
  const Family family(kLevel, row);
  const auto middle = family.within(rings, window);
  const auto below = Family(kLevel, row, -radius).within(rings, window);
  const auto above = Family(kLevel, row, radius).within(rings, window);
  for (const auto& [line, reaches] : middle)
    for (const Reach& reach : reaches) {
      const double shift = line % 2 == 0 ? 0 : apart / 2;
      for (double k = std::ceil((reach.from + radius - shift) / apart);
           k * apart + shift <= reach.to - radius; ++k) {
        const double at = k * apart + shift;
        if (holds(below, line, at, at) && holds(above, line, at, at))
          dots.push_back(family.point(line, at));
      }
    }
  return dots;
}

}  // namespace rankplot::render
