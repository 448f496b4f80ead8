#include "painter/app/title_card.hpp"

#include <algorithm>
#include <string_view>

#include "painter/app/default_layer.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::app {
namespace {

constexpr double kDpi = 100, kPointsPerInch = 72;
constexpr double kShareOfHeight = 0.07, kShareOfWidth = 0.9;
constexpr double kLetter = 0.6;  ///< of its size: about as wide as a letter of DejaVu Sans is

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 1;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    longest = std::max(longest, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

double size_pt(const std::string& title, int width_px, int height_px) {
  const double fits =
      kShareOfWidth * width_px / (kLetter * static_cast<double>(longest_line(title)));
  return std::min(kShareOfHeight * height_px, fits) * kPointsPerInch / kDpi;
}

/// Where what is not paper begins and ends.
struct Span {
  int first = 0, last = -1;
  /// What to add to move it to the middle of `length`.
  int to_middle(int length) const { return (length - 1 - first - last) / 2; }
  void include(int place) {
    first = last < first ? place : std::min(first, place);
    last = std::max(last, place);
  }
};

/// The same with its ink in the middle: axes that nobody sees leave more room on their left.
base::Image centred(const base::Image& image) {
  const auto at = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width_px) +
           static_cast<std::size_t>(x);
  };
  const std::uint32_t paper = image.pixels.front();
  Span across, down;
  for (int y = 0; y < image.height_px; ++y) {
    for (int x = 0; x < image.width_px; ++x) {
      if (image.pixels[at(x, y)] == paper) continue;
      across.include(x);
      down.include(y);
    }
  }
  const int right = across.to_middle(image.width_px), below = down.to_middle(image.height_px);
  base::Image moved{image.width_px, image.height_px,
                    std::vector<std::uint32_t>(image.pixels.size(), paper)};
  for (int y = down.first; y <= down.last; ++y) {
    for (int x = across.first; x <= across.last; ++x)
      moved.pixels[at(x + right, y + below)] = image.pixels[at(x, y)];
  }
  return moved;
}

}  // namespace

base::Image title_card(const std::string& title, int width_px, int height_px) {
  job::Figure figure;
  figure.width_px = width_px;
  figure.height_px = height_px;
  figure.dpi = kDpi;
  figure.spines = {false, false, false, false};
  for (job::Axis* axis : {&figure.x, &figure.y}) {
    axis->low = 0;
    axis->high = 1;
    axis->ticks.emplace();
  }
  job::Layer layer = default_layer("text");
  layer.options["text"] = title;
  layer.options["ha"] = layer.options["va"] = std::string("center");
  layer.options["coords"] = std::string("axes");
  layer.options["fontsize"] = size_pt(title, width_px, height_px);
  figure.layers.push_back(std::move(layer));
  render::LayerData data;
  data.roles["x"] = data.roles["y"] = {{1}, {0.5}, {}};
  return centred(render::draw(figure, {data}).image);
}

}  // namespace rankplot::app
