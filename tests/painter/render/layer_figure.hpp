#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/job/figure.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::render {

/// A figure of one layer of a kind with that kind's defaults, to be changed and drawn by a test.
struct LayerFigure {
  job::Figure figure;
  LayerData data;

  explicit LayerFigure(const std::string& kind) {
    job::Layer layer;
    layer.kind = kind;
    job::Vocabulary vocabulary;
    describe(vocabulary);
    for (const job::Entry& known : vocabulary.layers) {
      if (known.name != kind) continue;
      for (const job::Option& option : known.options) {
        if (option.fallback) layer.options[option.name] = *option.fallback;
      }
    }
    figure.name = "test";
    figure.layers.push_back(layer);
  }

  void role(const std::string& name, std::vector<std::size_t> shape, std::vector<double> values) {
    data.roles[name] = base::Field{std::move(shape), std::move(values)};
    data.role_names[name] = "/" + name;
  }
  void row(const std::string& name, std::vector<double> values) {
    const std::size_t count = values.size();
    role(name, {count}, std::move(values));
  }
  void option(const std::string& name, job::Value value) {
    figure.layers[0].options[name] = std::move(value);
  }

  Drawing draw(Quality quality = Quality::Fast) const {
    return render::draw(figure, {data}, quality);
  }

  /// What the layer itself says, without a picture; `notes` are kept in `said`.
  std::vector<std::string> said;
  std::unique_ptr<Layer> make() {
    const Metrics metrics{figure.dpi};
    ColorCycle cycle;
    LayerInput input(figure.layers[0], 0, data, metrics, cycle, said);
    for (const LayerKind* known : layer_kinds()) {
      if (known->entry.name == figure.layers[0].kind) return known->make(input);
    }
    return nullptr;
  }
};

/// Why it cannot be drawn; empty: it was.
inline std::string refusal(const LayerFigure& figure) {
  try {
    figure.draw();
    return "";
  } catch (const base::Error& error) {
    return error.what();
  }
}

inline std::size_t count_pixels(const base::Image& image, std::uint32_t rgb) {
  return static_cast<std::size_t>(std::count(image.pixels.begin(), image.pixels.end(), rgb));
}

}  // namespace rankplot::render
