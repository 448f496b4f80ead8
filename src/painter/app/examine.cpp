#include "painter/app/examine.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "painter/app/default_layer.hpp"
#include "painter/app/work.hpp"
#include "painter/encode/encode.hpp"
#include "painter/read/library.hpp"
#include "painter/render/draw.hpp"
#include "painter/render/libraries.hpp"
#include "painter/render/scene/trial.hpp"

namespace rankplot::app {
using nlohmann::json;
namespace {

constexpr std::uint32_t kWhite = 0xFFFFFF;

job::Figure test_figure() {
  job::Figure figure;
  figure.name = "test";
  figure.title = "Test picture";
  figure.x.label = "x";
  figure.y.label = "sin(x)";
  figure.layers.push_back(default_layer("line"));
  return figure;
}

render::LayerData sine() {
  constexpr std::size_t kPoints = 100;
  render::LayerData data;
  for (const char* role : {"x", "y"}) {
    base::Field& field = data.roles[role];
    data.role_names[role] = role;
    field.shape = {kPoints};
    for (std::size_t i = 0; i < kPoints; ++i) {
      const double x = 2 * std::numbers::pi * static_cast<double>(i) / (kPoints - 1);
      field.values.push_back(*role == 'x' ? x : std::sin(x));
    }
  }
  return data;
}

/// Dark pixels among the first `rows`: the letters of the title.
std::ptrdiff_t dark_pixels(const base::Image& image, int rows) {
  const auto end = image.pixels.begin() + static_cast<std::ptrdiff_t>(rows) * image.width_px;
  return std::count_if(image.pixels.begin(), end, [](std::uint32_t pixel) {
    return (pixel & 0xFF) < 96 && (pixel >> 8 & 0xFF) < 96 && (pixel >> 16 & 0xFF) < 96;
  });
}

/// Throws base::Error where the picture that comes back is not the one that was drawn.
void check(const base::Image& drawn, const std::vector<std::byte>& bytes) {
  const base::Image image = encode::decode(bytes, "png");
  if (image.width_px != drawn.width_px || image.height_px != drawn.height_px)
    base::fail("the test picture was drawn {}x{} and read back {}x{}", drawn.width_px,
               drawn.height_px, image.width_px, image.height_px);
  for (std::size_t i = 0; i < image.pixels.size(); ++i) {
    if ((image.pixels[i] & kWhite) == (drawn.pixels[i] & kWhite)) continue;
    base::fail("the test picture came back from PNG with pixel {} changed", i);
  }
  if (std::set<std::uint32_t>(image.pixels.begin(), image.pixels.end()).size() < 8)
    base::fail("the test picture is blank");
  if (dark_pixels(image, image.height_px / 8) < 40)
    base::fail("the test picture has no title: fonts do not draw");
}

json draw_test_picture() {
  const Timer timer;
  const job::Figure figure = test_figure();
  const render::Drawing drawing = render::draw(figure, {sine()});
  const std::vector<std::byte> bytes = encode::encode(drawing.image, "png", {});
  const double seconds = timer.seconds();
  check(drawing.image, bytes);
  return fmt::format("{}x{}, {} bytes of PNG, in {:.1f} ms", drawing.image.width_px,
                     drawing.image.height_px, bytes.size(), 1e3 * seconds);
}

}  // namespace

json examine() {
  const read::LibraryFacts library = read::library_facts();
  json filters = json::array();
  for (const read::FilterFact& fact : library.filters) {
    filters.push_back({{"number", fact.number},
                       {"name", fact.name},
                       {"package", fact.package},
                       {"there", fact.there}});
  }
  json facts{{"version", RANKPLOT_VERSION},          {"hdf5", library.version},
             {"plugin_paths", library.plugin_paths}, {"filters", filters},
             {"drawing", render::libraries()},       {"problems", json::array()}};
  try {
    draw_test_picture();  // the first one loads the font
    facts["picture"] = draw_test_picture();
  } catch (const std::exception& error) {
    facts["problems"].push_back(fmt::format("drawing: {}", error.what()));
  }
  try {
    const scene::Trial trial = scene::try_scene();
    facts["scene"] = {{"device", trial.device}, {"ms", 1e3 * trial.seconds}};
  } catch (const std::exception& error) {
    facts["problems"].push_back(fmt::format("3-D scenes: {}", error.what()));
  }
  return facts;
}

}  // namespace rankplot::app
