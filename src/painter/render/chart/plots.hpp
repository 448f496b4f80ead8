#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/layout.hpp"
#include "painter/render/scene/panel.hpp"

namespace rankplot::render {

using Layers = std::vector<std::unique_ptr<Layer>>;

/// Which axes a layer is measured by: the second ones stand on the right and on top.
struct Measure {
  bool right = false, top = false;
};

/// One pair of axes with what is drawn on it.
struct Plot {
  Layers layers;
  std::vector<Measure> measures;        ///< of each layer
  std::vector<std::string> places;      ///< of each layer, for messages: "layer 2 (scatter)"
  std::unique_ptr<scene::Panel> scene;  ///< in place of layers, where they are a scene's
  LayoutRequest request;  ///< without size; in a figure without panels its size is the figure's
  job::Grid grid;
  job::Spines spines;
};

/// The plots of a figure: one, or one for each panel in which something is drawn, with limits
/// shared as the figure says, and labels left out where a neighbour shows the same ones. Throws
/// base::Error as draw does.
std::vector<std::optional<Plot>> make_plots(const job::Figure& figure,
                                            const std::vector<LayerData>& data,
                                            const Metrics& metrics,
                                            std::vector<std::string>& notes);

}  // namespace rankplot::render
