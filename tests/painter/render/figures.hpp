#pragma once

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/image.hpp"
#include "core/job/figure.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::render {

/// A figure with any number of layers, for tests of whole pictures.
struct TestFigure {
  job::Figure figure;
  std::vector<LayerData> data;

  TestFigure() { figure.name = "test"; }

  /// Adds a layer of rows x and y with the kind's defaults.
  job::Layer& add(const std::string& kind, std::vector<double> x, std::vector<double> y) {
    LayerData layer_data;
    const auto role = [&](const char* name, std::vector<double> values) {
      layer_data.role_names[name] = std::string("/") + name;
      layer_data.roles[name] = base::Field{{values.size()}, std::move(values)};
    };
    role("x", std::move(x));
    role("y", std::move(y));
    data.push_back(std::move(layer_data));
    job::Layer layer;
    layer.kind = kind;
    for (const LayerKind* known : layer_kinds())
      if (known->entry.name == kind)
        for (const job::Option& option : known->entry.options)
          if (option.fallback) layer.options[option.name] = *option.fallback;
    figure.layers.push_back(std::move(layer));
    return figure.layers.back();
  }
  Drawing draw(Quality quality = Quality::Fast) const {
    return render::draw(figure, data, quality);
  }
};

inline std::uint32_t pixel(const base::Image& image, int x, int y) {
  return image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width_px) +
                      static_cast<std::size_t>(x)];
}

/// Rows and columns of white around all ink: the least of the four sides.
inline int white_border(const base::Image& image) {
  int border = std::min(image.width_px, image.height_px) / 2;
  for (int y = 0; y < image.height_px; ++y)
    for (int x = 0; x < image.width_px; ++x)
      if (pixel(image, x, y) != 0xFFFFFF)
        border = std::min({border, x, y, image.width_px - 1 - x, image.height_px - 1 - y});
  return border;
}

/// How two pictures of one size differ, in steps of 255 of a channel.
struct Difference {
  double mean = 0;          ///< over all channels of all pixels
  std::size_t far_off = 0;  ///< pixels with a channel off by more than 64
};

inline Difference difference(const base::Image& a, const base::Image& b) {
  Difference result;
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    int most = 0;
    for (const int shift : {0, 8, 16}) {
      const int one = static_cast<int>(a.pixels[i] >> shift & 255);
      const int other = static_cast<int>(b.pixels[i] >> shift & 255);
      most = std::max(most, std::abs(one - other));
      sum += std::abs(one - other);
    }
    result.far_off += most > 64;
  }
  result.mean = sum / (3 * static_cast<double>(a.pixels.size()));
  return result;
}

}  // namespace rankplot::render
