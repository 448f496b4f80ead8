#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <vtkColorTransferFunction.h>
#include <vtkFixedPointVolumeRayCastMapper.h>
#include <vtkGPUVolumeRayCastMapper.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPiecewiseFunction.h>
#include <vtkPointData.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkUnsignedShortArray.h>
#include <vtkVolume.h>
#include <vtkVolumeProperty.h>

#include "painter/render/scene/coloring.hpp"
#include "painter/render/scene/grid.hpp"
#include "painter/render/scene/scene_layer.hpp"
#include "painter/render/scene/threads.hpp"
#include "painter/render/scene/window.hpp"

namespace rankplot::scene {
namespace {

constexpr const char* kRole = "value";
/// Values are places in the colormap, in steps fine enough for any; 0 is for those without one.
constexpr double kSteps = 65534;
/// Light is taken up over this part of the longest side as `opacity` says.
constexpr double kUnit = 1.0 / 64;

std::vector<double> opacities(render::LayerInput& input) {
  if (!input.is_text("opacity")) {
    const auto& given = input.numbers("opacity");
    for (const double one : given)
      if (!(one >= 0 && one <= 1))
        input.refuse(fmt::format("opacity holds {}: each is from 0 to 1", one));
    if (given.empty()) input.refuse("opacity = [] says nothing: give one or more from 0 to 1");
    return given.size() == 1 ? std::vector<double>{given[0], given[0]} : given;
  }
  const std::string& preset = input.text("opacity");
  std::vector<double> made(65);
  for (std::size_t i = 0; i < made.size(); ++i) {
    const double at = static_cast<double>(i) / static_cast<double>(made.size() - 1);
    if (preset == "sigmoid") {
      constexpr double kMiddle = 0.5, kSteepness = 12;
      made[i] = 1 / (1 + std::exp(-kSteepness * (at - kMiddle)));
      if (i == 0) made[i] = 0;
    } else {
      made[i] = preset == "quadratic" ? at * at : at;
    }
  }
  return made;
}

class Volume : public SceneLayer {
 public:
  explicit Volume(render::LayerInput& input)
      : coloring_(input, input.field(kRole).values), shade_(input.flag("shade")) {
    Grid grid = make_grid(input, kRole);
    if (grid.kind != Grid::Kind::Uniform)
      input.refuse("rays are cast through even grids: x, y and z must be rows in equal steps");
    for (std::size_t axis = 0; axis < 3; ++axis)
      if (grid.count[axis] < 2)
        input.refuse(fmt::format("{} = \"{}\" has one point along {}: a volume needs two at least",
                                 kRole, input.written(kRole), "xyz"[axis]));
    box_ = grid.box;
    frame_ = grid.frame;
    data_ = vtkImageData::SafeDownCast(grid.data);
    take_values(input, *values_at_points(input, kRole, grid));
    set_functions(input);
  }

  Box bounds() const override { return box_; }
  std::optional<render::ColorBarRequest> color_bar() const override { return coloring_.bar(); }
  Smoothing smoothing() const override { return Smoothing::None; }
  bool is_translucent() const override { return true; }

  void enter(vtkRenderer& renderer, const Frame& frame) override {
    vtkNew<vtkVolume> volume;
    const auto* window = Window::SafeDownCast(renderer.GetRenderWindow());
    if (window == nullptr || window->is_software()) {
      volume->SetMapper(cpu_mapper());
    } else {
      volume->SetMapper(gpu_mapper());
    }
    vtkVolumeProperty& property = *volume->GetProperty();
    property.SetInterpolationTypeToLinear();
    property.SetColor(colors_);
    property.SetScalarOpacity(opacity_);
    property.SetScalarOpacityUnitDistance(kUnit * frame_.size / frame.size);
    property.SetShade(shade_ ? 1 : 0);
    property.SetAmbient(0.3);
    property.SetDiffuse(0.8);
    property.SetSpecular(0.1);
    place(*volume, frame_, frame);
    renderer.AddVolume(volume);
  }

 private:
  void take_values(render::LayerInput& input, vtkDataArray& values) {
    vtkNew<vtkUnsignedShortArray> steps;
    steps->SetNumberOfValues(values.GetNumberOfTuples());
    const double* from = static_cast<const double*>(values.GetVoidPointer(0));
    unsigned short* to = steps->GetPointer(0);
    vtkIdType missing = 0;
    for (vtkIdType i = 0; i < values.GetNumberOfTuples(); ++i) {
      const double at = coloring_.place(from[i]);
      missing += std::isnan(at) ? 1 : 0;
      to[i] = std::isnan(at) ? static_cast<unsigned short>(0)
                             : static_cast<unsigned short>(1 + std::clamp(at, 0.0, 1.0) * kSteps);
    }
    if (missing > 0)
      input.note(fmt::format("{} of {} points have no value that can be shown", missing,
                             values.GetNumberOfTuples()));
    data_->GetPointData()->SetScalars(steps);
  }

  void set_functions(render::LayerInput& input) {
    const auto& map = coloring_.map().colors;
    for (std::size_t i = 0; i < map.size(); ++i) {
      const double at = (static_cast<double>(i) + 0.5) / static_cast<double>(map.size());
      colors_->AddRGBPoint(1 + at * kSteps, (map[i] >> 16 & 255U) / 255.0,
                           (map[i] >> 8 & 255U) / 255.0, (map[i] & 255U) / 255.0);
    }
    const std::vector<double> given = opacities(input);
    const double density = input.number("density");
    opacity_->AddPoint(0, 0);
    for (std::size_t i = 0; i < given.size(); ++i) {
      const double at = static_cast<double>(i) / static_cast<double>(given.size() - 1);
      const double dense = given[i] >= 1 ? 1 : 1 - std::pow(1 - given[i], density);
      opacity_->AddPoint(1 + at * kSteps, dense);
    }
  }

  /// The smallest step of the grid, in the coordinates of the data as drawn.
  double step() const {
    const double* spacing = data_->GetSpacing();
    return std::min({spacing[0], spacing[1], spacing[2]});
  }

  vtkSmartPointer<vtkVolumeMapper> cpu_mapper() {
    auto mapper = vtkSmartPointer<vtkFixedPointVolumeRayCastMapper>::New();
    mapper->SetInputData(data_);
    mapper->SetNumberOfThreads(cores_of_this_process());
    mapper->AutoAdjustSampleDistancesOff();
    mapper->SetSampleDistance(static_cast<float>(0.5 * step()));
    mapper->SetImageSampleDistance(1);
    return mapper;
  }

  vtkSmartPointer<vtkVolumeMapper> gpu_mapper() {
    auto mapper = vtkSmartPointer<vtkGPUVolumeRayCastMapper>::New();
    mapper->SetInputData(data_);
    mapper->AutoAdjustSampleDistancesOff();
    mapper->SetSampleDistance(static_cast<float>(0.5 * step()));
    return mapper;
  }

  Coloring coloring_;
  bool shade_ = false;
  Box box_;
  Frame frame_;
  vtkSmartPointer<vtkImageData> data_;
  vtkNew<vtkColorTransferFunction> colors_;
  vtkNew<vtkPiecewiseFunction> opacity_;
};

}  // namespace

std::unique_ptr<SceneLayer> volume_layer(render::LayerInput& input) {
  return std::make_unique<Volume>(input);
}

}  // namespace rankplot::scene
