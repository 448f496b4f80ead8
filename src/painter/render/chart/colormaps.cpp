#include "painter/render/chart/colormaps.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"
#include "painter/render/chart/colormap_table.hpp"
#include "painter/render/chart/shown_values.hpp"

namespace rankplot::render {
namespace {

std::uint32_t base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a' + 26);
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0' + 52);
  return c == '+' ? 62 : 63;
}

/// Four characters are three bytes: one colour.
std::vector<std::uint32_t> decode(std::string_view base64) {
  std::vector<std::uint32_t> colors;
  colors.reserve(base64.size() / 4);
  for (std::size_t i = 0; i + 4 <= base64.size(); i += 4) {
    std::uint32_t color = 0;
    for (std::size_t j = 0; j < 4; ++j) color = color << 6 | base64_digit(base64[i + j]);
    colors.push_back(0xFF000000u | color);
  }
  return colors;
}

std::optional<Colormap> find_colormap(std::string_view name) {
  std::string_view base = name;
  const bool reversed = name.ends_with("_r");
  if (reversed) base.remove_suffix(2);
  for (const ColormapText& entry : colormap_table()) {
    if (entry.name != base) continue;
    Colormap map{std::string(name), decode(entry.base64)};
    if (reversed) std::reverse(map.colors.begin(), map.colors.end());
    return map;
  }
  return std::nullopt;
}

/// The map's colours and, one past them, the pixel of a blank; so that a lookup never branches.
std::vector<std::uint32_t> with_blank(const Colormap& map) {
  std::vector<std::uint32_t> colors = map.colors;
  colors.push_back(0);
  return colors;
}

void map_linear(std::span<const double> values, const Range& range, const Colormap& map,
                std::span<std::uint32_t> pixels) {
  const std::vector<std::uint32_t> colors = with_blank(map);
  const auto count = static_cast<double>(map.colors.size());
  // Halved, so that the extent of -1e308 to 1e308 does not overflow.
  const double low = range.low / 2;
  const double extent = range.high / 2 - low;
  const double last = count - 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    double place = (values[i] / 2 - low) / extent * count;
    place = place < 0 ? 0 : place;
    place = place > last ? last : place;
    place = place == place ? place : count;
    pixels[i] = colors[static_cast<std::size_t>(static_cast<int>(place))];
  }
}

void map_symlog(std::span<const double> values, const Norm& norm, const Colormap& map,
                std::span<std::uint32_t> pixels) {
  std::vector<double> places;
  places.reserve(values.size());
  for (const double value : values) places.push_back(symlog(value, norm.threshold));
  map_linear(places,
             {symlog(norm.range.low, norm.threshold), symlog(norm.range.high, norm.threshold)}, map,
             pixels);
}

void map_log_exact(std::span<const double> values, const Range& range, const Colormap& map,
                   std::span<std::uint32_t> pixels) {
  const std::vector<std::uint32_t> colors = with_blank(map);
  const auto count = static_cast<double>(map.colors.size());
  const double low = std::log10(range.low);
  const double extent = std::log10(range.high) - low;
  for (std::size_t i = 0; i < values.size(); ++i) {
    double place = count;
    if (values[i] > 0) {
      place = std::clamp((std::log10(values[i]) - low) / extent * count, 0.0, count - 1);
    }
    pixels[i] = colors[static_cast<std::size_t>(place)];
  }
}

/// Where a positive double stands among all of them, at 256 places an octave: its upper bits, which
/// grow with the number.
std::uint64_t coarse(double value) { return std::bit_cast<std::uint64_t>(value) >> 44; }

/// The colours of a log norm, found by comparing with their boundaries. The coarse place of a value
/// tells where to begin, so that one comparison or two decide.
class LogLookup {
 public:
  LogLookup(const Range& range, std::size_t count) : boundaries_(count + 1) {
    const double low = std::log10(range.low);
    const double extent = std::log10(range.high) - low;
    for (std::size_t k = 0; k <= count; ++k) {
      boundaries_[k] =
          std::pow(10.0, low + extent * static_cast<double>(k) / static_cast<double>(count));
    }
    boundaries_.back() = std::numeric_limits<double>::infinity();
    first_place_ = coarse(range.low);
    starts_.resize(coarse(range.high) - first_place_ + 1);
    std::size_t color = 0;
    for (std::size_t i = 0; i < starts_.size(); ++i) {
      const double least = std::bit_cast<double>((first_place_ + i) << 44);
      while (least >= boundaries_[color + 1]) ++color;
      starts_[i] = static_cast<std::uint16_t>(color);
    }
  }

  /// Of a value above zero.
  std::size_t color_of(double value) const {
    const std::uint64_t place = std::max(coarse(value), first_place_) - first_place_;
    std::size_t color = starts_[std::min<std::size_t>(place, starts_.size() - 1)];
    while (value >= boundaries_[color + 1]) ++color;
    return color;
  }

 private:
  std::vector<double> boundaries_;  ///< colour k is for boundaries_[k] <= value < [k + 1]
  std::vector<std::uint16_t> starts_;
  std::uint64_t first_place_ = 0;
};

void map_log_fast(std::span<const double> values, const Range& range, const Colormap& map,
                  std::span<std::uint32_t> pixels) {
  const LogLookup lookup(range, map.colors.size());
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = values[i];
    if (!(value > 0)) {
      pixels[i] = 0;
    } else {
      pixels[i] = value < kInfinity ? map.colors[lookup.color_of(value)] : map.colors.back();
    }
  }
}

}  // namespace

const Colormap& colormap(std::string_view name) {
  static std::map<std::string, Colormap, std::less<>> known;
  if (auto found = known.find(name); found != known.end()) return found->second;
  std::optional<Colormap> map = find_colormap(name);
  if (!map) {
    const std::string near = job::nearest(name, colormap_names());
    base::fail("colormap '{}' is not known{}", name,
               near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near));
  }
  return known.emplace(name, std::move(*map)).first->second;
}

std::vector<std::string> colormap_names() {
  std::vector<std::string> names;
  for (const ColormapText& entry : colormap_table()) names.emplace_back(entry.name);
  return names;
}

Norm norm_of(std::span<const double> values, job::AxisScale scale) {
  const double floor = scale == job::AxisScale::Log ? 0 : -std::numeric_limits<double>::infinity();
  return {nonsingular(shown_values(values, floor).range, scale), scale};
}

void map_values(std::span<const double> values, const Norm& norm, const Colormap& map,
                std::span<std::uint32_t> pixels, Quality quality) {
  if (norm.scale == job::AxisScale::Linear) {
    map_linear(values, norm.range, map, pixels);
  } else if (norm.scale == job::AxisScale::Symlog) {
    map_symlog(values, norm, map, pixels);
  } else if (quality == Quality::Exact) {
    map_log_exact(values, norm.range, map, pixels);
  } else {
    map_log_fast(values, norm.range, map, pixels);
  }
}

}  // namespace rankplot::render
