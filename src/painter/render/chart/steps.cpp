#include "painter/render/chart/steps.hpp"

namespace rankplot::render {

Steps find_steps(std::string_view name) {
  if (name == "pre" || name == "steps" || name == "steps-pre") return Steps::Pre;
  if (name == "mid" || name == "steps-mid") return Steps::Mid;
  if (name == "post" || name == "steps-post") return Steps::Post;
  return Steps::None;
}

Rows stepped(std::span<const double> x, std::span<const double> y, Steps steps) {
  if (steps == Steps::None || x.empty()) return {{x.begin(), x.end()}, {y.begin(), y.end()}};
  Rows corners;
  corners.x.reserve(3 * x.size());
  corners.y.reserve(3 * x.size());
  const auto add = [&](double at, double value) {
    corners.x.push_back(at);
    corners.y.push_back(value);
  };
  add(x.front(), y.front());
  for (std::size_t i = 1; i < x.size(); ++i) {
    // Halved before they are added: the ends may be as far apart as numbers reach.
    const double change = steps == Steps::Pre   ? x[i - 1]
                          : steps == Steps::Mid ? x[i - 1] / 2 + x[i] / 2
                                                : x[i];
    add(change, y[i - 1]);
    add(change, y[i]);
    if (steps != Steps::Post) add(x[i], y[i]);
  }
  return corners;
}

}  // namespace rankplot::render
