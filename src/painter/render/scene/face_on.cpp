#include "painter/render/scene/face_on.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "painter/render/scene/color_request.hpp"
#include "painter/render/scene/plane_field.hpp"
#include "painter/render/scene/sight.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kRole = "value";

class FaceOn : public Scene {
 public:
  void add(render::LayerInput& input) override {
    const Grid grid = make_grid(input, kRole);
    bar_ = color_request(input, input.field(kRole).values);
    has_bar_ = input.flag("colorbar");
    const PlaneField plane = plane_field(input, grid, kRole);
    box_ = grid.box;
    across_ = {plane.across, grid.places[plane.across]};
    up_ = {plane.up, grid.places[plane.up]};
    corner_[plane.axis] = plane.position;
    corner_[plane.across] = across_.places.front();
    corner_[plane.up] = up_.places.front();
    places_.resize(plane.values.size());
    std::transform(plane.values.begin(), plane.values.end(), places_.begin(),
                   [this](double value) { return static_cast<float>(place_in(bar_.norm, value)); });
    if (!shows_something())
      input.note("the slice shows nothing: no cell in it has four finite values");
  }

  Box bounds() const override { return box_; }
  double height_scale() const override { return 1; }
  std::vector<render::ColorBarRequest> color_bars() const override {
    return has_bar_ ? std::vector{bar_} : std::vector<render::ColorBarRequest>();
  }

  std::vector<std::uint32_t> draw(const Eye& eye, int width_px, int height_px) override {
    const auto width = static_cast<std::size_t>(width_px);
    const auto height = static_cast<std::size_t>(height_px);
    const Projection project(eye, width_px, height_px);
    const Frame frame(box_);
    const auto seen = [&](const Vector& place) { return project(frame.to_local(place)); };
    const render::Point from = seen(corner_), right = seen(end_of(across_)),
                        top = seen(end_of(up_));
    std::vector<std::uint32_t> pixels(width * height, 0);
    const bool lies = std::abs(right.x - from.x) >= std::abs(right.y - from.y);  // columns do
    const Sight u = lies ? sight_of(across_.places, from.x, right.x, width)
                         : sight_of(across_.places, from.y, right.y, height);
    const Sight v = lies ? sight_of(up_.places, from.y, top.y, height)
                         : sight_of(up_.places, from.x, top.x, width);
    for (std::size_t row = 0; row < height; ++row) {
      std::uint32_t* out = &pixels[(height - 1 - row) * width];  // rows from the top
      for (std::size_t column = 0; column < width; ++column)
        out[column] = lies ? color_at(u, column, v, row) : color_at(u, row, v, column);
    }
    return pixels;
  }

 private:
  struct Side {
    std::size_t axis = 0;
    std::vector<double> places;
  };

  Vector end_of(const Side& side) const {
    Vector end = corner_;
    end[side.axis] = side.places.back();
    return end;
  }

  /// As OpenGL does: of the cell's two triangles, which meet from its first corner to its third.
  std::uint32_t color_at(const Sight& u, std::size_t i, const Sight& v, std::size_t j) const {
    if (u.before[i] == Sight::kNone || v.before[j] == Sight::kNone) return 0;
    const std::size_t columns = across_.places.size();
    const float* at = &places_[v.before[j] * columns + u.before[i]];
    const float a = at[0], b = at[1], c = at[columns + 1], d = at[columns];
    const float x = u.fraction[i], y = v.fraction[j];
    const float place = x >= y ? a + x * (b - a) + y * (c - b) : a + y * (d - a) + x * (c - d);
    if (std::isnan(a + b + c + d)) return 0;
    const auto& colors = bar_.map->colors;
    const float count = static_cast<float>(colors.size());
    return colors[static_cast<std::size_t>(std::clamp(place * count, 0.0F, count - 1))] |
           0xFF000000U;
  }

  bool shows_something() const {
    const std::size_t columns = across_.places.size(), rows = up_.places.size();
    for (std::size_t row = 0; row + 1 < rows; ++row)
      for (std::size_t column = 0; column + 1 < columns; ++column) {
        const float* at = &places_[row * columns + column];
        if (!std::isnan(at[0] + at[1] + at[columns] + at[columns + 1])) return true;
      }
    return false;
  }

  Box box_;
  Side across_, up_;
  Vector corner_{0, 0, 0};     ///< the plane's lowest
  std::vector<float> places_;  ///< of the plane's points in the colormap
  render::ColorBarRequest bar_;
  bool has_bar_ = true;
};

}  // namespace

bool is_face_on(const render::LayerInput& slice, const job::Camera& camera) {
  if (slice.kind() != "slice" || slice.has_option("normal") || slice.has_option("levels") ||
      slice.has("u") || slice.has("v") || slice.has("w") || slice.number("alpha") < 1 ||
      camera.view.size() != 2)
    return false;
  const bool turned = camera.azimuth != 0 || camera.elevation != 0 || camera.roll != 0;
  const bool placed = !camera.position.empty() || !camera.focal_point.empty() || !camera.up.empty();
  const bool curvilinear = slice.has("x") && slice.field("x").shape.size() > 1;
  return !turned && !placed && !curvilinear && camera.view.substr(1) == slice.text("axis");
}

std::unique_ptr<Scene> face_on_scene() { return std::make_unique<FaceOn>(); }

}  // namespace rankplot::scene
