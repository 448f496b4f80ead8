#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <vtkActor.h>
#include <vtkArrowSource.h>
#include <vtkConeSource.h>
#include <vtkDataSet.h>
#include <vtkDoubleArray.h>
#include <vtkFloatArray.h>
#include <vtkGlyph3DMapper.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkSphereSource.h>
#include <vtkUnsignedCharArray.h>

#include "painter/render/scene/material.hpp"
#include "painter/render/scene/places.hpp"
#include "painter/render/scene/plane.hpp"
#include "painter/render/scene/scene_layer.hpp"
#include "painter/render/scene/skin.hpp"
#include "painter/render/scene/spread.hpp"
#include "painter/render/scene/vectors.hpp"

namespace rankplot::scene {
namespace {

/// Where glyphs may stand, and the data there; one entry a place in each that is not empty.
struct Field {
  std::vector<Vector> places;      ///< in the data's units
  std::vector<Vector> directions;  ///< of any length; empty: the glyph has none
  std::vector<double> sizes, colors;
  double step = 1;  ///< from one to the next
};

template <class Values>
std::vector<double> picked(const Values& values, const std::vector<std::size_t>& at) {
  std::vector<double> found(at.size());
  std::transform(at.begin(), at.end(), found.begin(), [&](std::size_t i) { return values[i]; });
  return found;
}

/// The layer of points next to the option position.
std::optional<Layered> layer_of(render::LayerInput& input, const Grid& grid) {
  if (!input.has_option("position")) return std::nullopt;
  if (grid.kind == Grid::Kind::Curvilinear)
    input.refuse("'position' picks a layer across an axis, which a curvilinear grid has not");
  const std::size_t axis = axis_named(input.text("axis"));
  const double position = input.number("position");
  const auto& places = grid.places[axis];
  if (!(position >= places.front() && position <= places.back()))
    input.refuse(fmt::format("position = {} is outside the data, which is from {} to {} along {}",
                             position, places.front(), places.back(), input.text("axis")));
  const auto nearest = std::min_element(places.begin(), places.end(), [&](double a, double b) {
    return std::abs(a - position) < std::abs(b - position);
  });
  return Layered{axis, static_cast<std::size_t>(nearest - places.begin())};
}

class Glyphs : public SceneLayer {
 public:
  explicit Glyphs(render::LayerInput& input)
      : shape_(input.text("shape")), pivot_(input.text("pivot")) {
    const bool on_grid = input.has("u") && input.field("u").shape.size() != 1;
    Field field = on_grid ? from_grid(input) : from_points(input);
    if (shape_ != "sphere" && field.directions.empty())
      input.refuse(fmt::format("an {} needs a direction: u, v and w; or say shape = \"sphere\"",
                               shape_ == "cone" ? "upright cone" : "arrow"));
    if (!skin_) skin_.emplace(input, std::nullopt);
    take_sizes(input, field);
    keep(input, std::move(field));
  }

  Box bounds() const override { return box_; }
  double reach() const override { return largest_; }
  std::optional<render::ColorBarRequest> color_bar() const override { return skin_->bar(); }
  bool is_translucent() const override { return skin_->is_translucent(); }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    if (shown_.places.empty()) return;
    vtkNew<vtkGlyph3DMapper> mapper;
    mapper->SetInputData(mesh_in(frame));
    mapper->SetSourceData(form());
    mapper->SetScaleModeToScaleByMagnitude();
    mapper->SetScaleArray("size");
    mapper->ScalingOn();
    mapper->ClampingOff();
    if (!shown_.directions.empty()) {
      mapper->SetOrientationArray("direction");
      mapper->SetOrientationModeToDirection();
    }
    mapper->SetOrient(!shown_.directions.empty());
    mapper->SetColorModeToDirectScalars();
    mapper->SetScalarVisibility(skin_->has_values());
    vtkNew<vtkActor> actor;
    make_matter(*actor, skin_->color(), skin_->alpha());
    actor->SetMapper(mapper);
    renderer.AddActor(actor);
  }

 private:
  Field from_grid(render::LayerInput& input) {
    const Grid grid = make_grid(input, "u");
    if (!input.has("v")) input.refuse("it needs 'v' beside 'u'");
    const Vectors vectors = take_vectors(input, grid);
    box_ = grid.box;
    const Spread spread =
        spread_over(grid, static_cast<std::size_t>(input.integer("count")), layer_of(input, grid));
    Field field;
    field.step = spread.step;
    for (const std::size_t id : spread.points) {
      const auto at = static_cast<vtkIdType>(id);
      Vector local, direction;
      grid.data->GetPoint(at, local.data());
      vectors.directions->GetTuple(at, direction.data());
      field.places.push_back(grid.frame.middle + grid.frame.size * local);
      field.directions.push_back(direction);
    }
    field.sizes = input.has("size_by") ? at_points(input, "size_by", grid, spread.points)
                                       : picked(vectors.lengths, spread.points);
    if (input.has("color_by")) {
      skin_.emplace(input, input.field("color_by").values);
      field.colors = at_points(input, "color_by", grid, spread.points);
    } else {
      skin_.emplace(input, vectors.lengths);
      field.colors = picked(vectors.lengths, spread.points);
    }
    return field;
  }

  static std::vector<double> at_points(render::LayerInput& input, const char* role,
                                       const Grid& grid, const std::vector<std::size_t>& points) {
    const auto array = values_at_points(input, role, grid);
    return picked(vtkDoubleArray::SafeDownCast(array)->GetPointer(0), points);
  }

  Field from_points(render::LayerInput& input) {
    const std::vector<Vector> places = take_places(input);
    box_ = box_of(places);
    const auto picks = every(places.size(), static_cast<std::size_t>(input.integer("count")));
    Field field;
    field.step = Frame(box_).size / std::max(1.0, std::cbrt(static_cast<double>(picks.size())) - 1);
    for (const std::size_t i : picks) field.places.push_back(places[i]);
    std::vector<double> lengths;
    if (input.has("u")) lengths = take_rows(input, places.size(), picks, field);
    field.sizes = input.has("size_by") ? picked(row(input, "size_by", places.size()), picks)
                  : input.has("u")     ? picked(lengths, picks)
                                       : std::vector<double>(picks.size(), 1);
    if (input.has("color_by")) {
      skin_.emplace(input, row(input, "color_by", places.size()));
      field.colors = picked(row(input, "color_by", places.size()), picks);
    } else if (input.has("u")) {
      skin_.emplace(input, lengths);
      field.colors = picked(lengths, picks);
    }
    return field;
  }

  static std::span<const double> row(render::LayerInput& input, const char* role,
                                     std::size_t count) {
    const auto values = input.row(role);
    if (values.size() != count)
      input.refuse(fmt::format("{} = \"{}\" has {} values for {} points", role, input.written(role),
                               values.size(), count));
    return values;
  }

  /// Directions of the picked points, and the lengths of all.
  static std::vector<double> take_rows(render::LayerInput& input, std::size_t count,
                                       const std::vector<std::size_t>& picks, Field& field) {
    if (!input.has("v")) input.refuse("it needs 'v' beside 'u'");
    const auto u = row(input, "u", count), v = row(input, "v", count);
    const auto w = input.has("w") ? row(input, "w", count) : std::span<const double>();
    std::vector<double> lengths(count);
    for (std::size_t i = 0; i < count; ++i)
      lengths[i] = std::hypot(u[i], v[i], w.empty() ? 0 : w[i]);
    for (const std::size_t i : picks)
      field.directions.push_back(unit({u[i], v[i], w.empty() ? 0 : w[i]}));
    return lengths;
  }

  /// What sizes mean in the data's units.
  void take_sizes(render::LayerInput& input, Field& field) {
    double most = 0;
    for (double& size : field.sizes) {
      if (input.has("size_by")) size = std::abs(size);
      if (std::isfinite(size)) most = std::max(most, size);
    }
    if (most == 0) return;
    constexpr double kGap = 0.95;  // of the way to the next one
    const double scale =
        input.has_option("scale") ? input.number("scale") : kGap * field.step / most;
    const bool scaled = input.flag("scaled");
    for (double& size : field.sizes)
      size = !std::isfinite(size) || scaled || size == 0 ? size * scale : most * scale;
    largest_ = most * scale;
  }

  /// Those that have a place, a size, a direction and a colour.
  void keep(render::LayerInput& input, Field field) {
    std::size_t odd = 0, zero = 0;
    const auto colors = skin_->has_values() ? skin_->coloring()->colors(field.colors)
                                            : std::vector<std::uint32_t>();
    for (std::size_t i = 0; i < field.places.size(); ++i) {
      const bool colored = colors.empty() || colors[i] >> 24 != 0;
      const bool finite = is_finite(field.places[i]) && std::isfinite(field.sizes[i]) && colored &&
                          (field.directions.empty() || is_finite(field.directions[i]));
      const bool still = !field.directions.empty() && length(field.directions[i]) == 0;
      odd += finite ? 0 : 1;
      zero += finite && (still || field.sizes[i] == 0) ? 1 : 0;
      if (!finite || still || field.sizes[i] == 0) continue;
      shown_.places.push_back(field.places[i]);
      shown_.sizes.push_back(field.sizes[i]);
      if (!field.directions.empty()) shown_.directions.push_back(field.directions[i]);
      if (!colors.empty()) colors_.push_back(colors[i]);
    }
    if (odd > 0)
      input.note(
          fmt::format("{} of {} glyphs have data that is not finite", odd, field.places.size()));
    if (zero > 0)
      input.note(
          fmt::format("{} of {} glyphs have no size or direction", zero, field.places.size()));
  }

  vtkSmartPointer<vtkPolyData> mesh_in(const Frame& frame) const {
    vtkNew<vtkPoints> points;
    vtkNew<vtkFloatArray> sizes, directions;
    vtkNew<vtkUnsignedCharArray> colors;
    sizes->SetName("size");
    directions->SetName("direction");
    directions->SetNumberOfComponents(3);
    colors->SetNumberOfComponents(4);
    for (std::size_t i = 0; i < shown_.places.size(); ++i) {
      points->InsertNextPoint(frame.to_local(shown_.places[i]).data());
      sizes->InsertNextValue(static_cast<float>(shown_.sizes[i] / frame.size));
      if (!shown_.directions.empty())
        directions->InsertNextTuple(unit(shown_.directions[i]).data());
      if (colors_.empty()) continue;
      const std::uint32_t color = colors_[i];
      colors->InsertNextTuple4(color >> 16 & 255U, color >> 8 & 255U, color & 255U, 255);
    }
    auto mesh = vtkSmartPointer<vtkPolyData>::New();
    mesh->SetPoints(points);
    mesh->GetPointData()->AddArray(sizes);
    if (!shown_.directions.empty()) mesh->GetPointData()->AddArray(directions);
    if (!colors_.empty()) mesh->GetPointData()->SetScalars(colors);
    return mesh;
  }

  /// One of length 1 along x, which its mapper copies.
  vtkSmartPointer<vtkPolyData> form() const {
    constexpr int kRound = 12;
    const double tail = pivot_ == "tail" ? 0 : pivot_ == "mid" ? -0.5 : -1;
    vtkSmartPointer<vtkPolyData> form;
    if (shape_ == "sphere") {
      vtkNew<vtkSphereSource> source;
      source->SetThetaResolution(2 * kRound);
      source->SetPhiResolution(kRound);
      source->Update();
      return source->GetOutput();
    }
    if (shape_ == "cone") {
      vtkNew<vtkConeSource> source;
      source->SetCenter(tail + 0.5, 0, 0);
      source->SetRadius(0.25);
      source->SetResolution(2 * kRound);
      source->Update();
      return source->GetOutput();
    }
    vtkNew<vtkArrowSource> source;
    source->SetShaftResolution(kRound);
    source->SetTipResolution(2 * kRound);
    source->SetShaftRadius(0.035);
    source->SetTipRadius(0.11);
    source->Update();
    form = source->GetOutput();
    for (vtkIdType i = 0; i < form->GetNumberOfPoints(); ++i) {
      Vector at;
      form->GetPoint(i, at.data());
      form->GetPoints()->SetPoint(i, at[0] + tail, at[1], at[2]);
    }
    return form;
  }

  std::string shape_, pivot_;
  Box box_;
  std::optional<Skin> skin_;
  Field shown_;
  std::vector<std::uint32_t> colors_;
  double largest_ = 0;
};

}  // namespace

std::unique_ptr<SceneLayer> glyphs_layer(render::LayerInput& input) {
  return std::make_unique<Glyphs>(input);
}

}  // namespace rankplot::scene
