#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/devices/cairo_handles.hpp"
#include "painter/render/chart/devices/pixel_target.hpp"

namespace rankplot::render {

/// Draws one marker centred at (x, y), y down. A face and an edge of the same colour are one shape:
/// where they are translucent no ring shows.
void draw_marker(cairo_t* cairo, double x, double y, const MarkerStyle& style);

/// The style in a colour (0xAARRGGBB, straight) that replaces its face and, unless it has its own,
/// its edge.
MarkerStyle colored(MarkerStyle style, std::uint32_t argb, bool own_edge);

/// Markers drawn once for each eighth of a pixel and copied from then on: a million cost what some
/// thousand cost as paths. Positions are rounded to the eighth.
class MarkerStamps {
 public:
  /// Larger markers gain nothing and are left to draw_marker.
  static constexpr double kLargestSize = 48;

  /// `points` in pixels from the top left corner.
  void draw(const PixelTarget& target, std::span<const Point> points, const MarkerStyle& style);
  /// The same, each mark wholly in its colour (0xAARRGGBB, straight): one stamp serves all.
  void draw_tinted(const PixelTarget& target, std::span<const Point> points, MarkerStyle style,
                   std::span<const std::uint32_t> colors);
  /// The same with the style's edges around faces of those colours.
  void draw_faces(const PixelTarget& target, std::span<const Point> points,
                  const MarkerStyle& style, std::span<const std::uint32_t> colors);
  /// Forgets all stamps where they have grown past `most_bytes`.
  void trim(std::size_t most_bytes = std::size_t{2} << 20);

 private:
  static constexpr int kPhases = 8;
  struct Stamp {
    int left = 0, top = 0;  ///< of the pixels that are not empty, in the set's square
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;  ///< premultiplied, width x height
  };
  struct Set {
    int reach = 0;   ///< side of the square that holds a stamp
    int centre = 0;  ///< where in it the marker's pixel is
    std::array<std::optional<Stamp>, kPhases * kPhases> stamps;
  };
  using Key = std::tuple<std::string_view, double, double, std::uint32_t, std::uint32_t>;

  /// Calls with the stamp of each point that may touch the target and the pixel where it goes.
  template <class Place>
  void place(const PixelTarget& target, std::span<const Point> points, const MarkerStyle& style,
             Place&& place);
  static Stamp trimmed(std::span<const std::uint32_t> square, int side);
  Set& set_of(const MarkerStyle& style);
  const Stamp& stamp(Set& set, const MarkerStyle& style, int phase_x, int phase_y);

  std::map<Key, Set> sets_;
  std::size_t bytes_ = 0;
};

}  // namespace rankplot::render
