#include "painter/render/chart/colormap_groups.hpp"

#include <algorithm>
#include <cmath>

namespace rankplot::render {
namespace {

/// A channel of sRGB made linear (IEC 61966-2-1).
double linear(std::uint32_t channel) {
  const double value = (channel & 0xFF) / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

/// CIE 1976 L*, 0 to 100, under sRGB's own white.
double lightness(std::uint32_t color) {
  const double luminance =
      0.2126 * linear(color >> 16) + 0.7152 * linear(color >> 8) + 0.0722 * linear(color);
  constexpr double kKnee = 216.0 / 24389, kSlope = 24389.0 / 27;
  return luminance > kKnee ? 116 * std::cbrt(luminance) - 16 : kSlope * luminance;
}

}  // namespace

std::span<const ColormapGroup> colormap_groups() {
  static const std::vector<ColormapGroup> groups{
      {"Perceptually uniform", {"viridis", "plasma", "inferno", "magma", "cividis"}, true},
      {"Sequential",
       {"Greys", "Purples", "Blues", "Greens", "Oranges", "Reds", "YlOrBr", "YlOrRd", "OrRd",
        "PuRd", "RdPu", "BuPu", "GnBu", "PuBu", "YlGnBu", "PuBuGn", "BuGn", "YlGn"},
       true},
      {"Sequential, older",
       {"binary", "gist_yarg", "gist_gray", "gray", "bone", "pink", "spring", "summer", "autumn",
        "winter", "cool", "Wistia", "hot", "afmhot", "gist_heat", "copper"},
       true},
      {"Diverging",
       {"PiYG", "PRGn", "BrBG", "PuOr", "RdGy", "RdBu", "RdYlBu", "RdYlGn", "Spectral", "coolwarm",
        "bwr", "seismic"}},
      {"Cyclic", {"twilight", "twilight_shifted", "hsv"}},
      {"Qualitative",
       {"Pastel1", "Pastel2", "Paired", "Accent", "Dark2", "Set1", "Set2", "Set3", "tab10", "tab20",
        "tab20b", "tab20c"}},
      {"Miscellaneous",
       {"flag", "prism", "ocean", "gist_earth", "terrain", "gist_stern", "gnuplot", "gnuplot2",
        "CMRmap", "cubehelix", "brg", "gist_rainbow", "rainbow", "jet", "turbo", "nipy_spectral",
        "gist_ncar"},
       true},
  };
  return groups;
}

bool keeps_order_of_lightness(const Colormap& map, double slack) {
  double least = lightness(map.colors.front()), most = least;
  double fall = 0, rise = 0;  // the largest on the way
  for (const std::uint32_t color : map.colors) {
    const double here = lightness(color);
    fall = std::max(fall, most - here);
    rise = std::max(rise, here - least);
    least = std::min(least, here);
    most = std::max(most, here);
  }
  return std::min(fall, rise) <= slack && std::max(fall, rise) > slack;
}

}  // namespace rankplot::render
