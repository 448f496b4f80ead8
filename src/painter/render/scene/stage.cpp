#include <algorithm>
#include <mutex>

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkLight.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLRenderWindow.h>
#include <vtkOutputWindow.h>
#include <vtkPolyData.h>
#include <vtkProp3D.h>
#include <vtkProperty.h>
#include <vtkRegularPolygonSource.h>
#include <vtkRenderer.h>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "painter/render/scene/coverage.hpp"
#include "painter/render/scene/edges.hpp"
#include "painter/render/scene/material.hpp"
#include "painter/render/scene/scene.hpp"
#include "painter/render/scene/scene_layer.hpp"
#include "painter/render/scene/threads.hpp"
#include "painter/render/scene/window.hpp"

namespace rankplot::scene {

void place(vtkProp3D& prop, const Frame& own, const Frame& frame) {
  prop.SetScale(own.size / frame.size);
  const Vector at = frame.to_local(own.middle);
  prop.SetPosition(at[0], at[1], at[2]);
}

namespace {

/// Keeps what VTK has to say, which would go to stderr.
class Messages : public vtkOutputWindow {
 public:
  static Messages* New();
  vtkTypeMacro(Messages, vtkOutputWindow)

      void DisplayText(const char* text) override {
    const std::lock_guard lock(mutex_);
    constexpr std::size_t kMost = 4096;
    if (said_.size() < kMost) said_ += text;
  }
  std::string take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(said_, "");
  }

 private:
  std::mutex mutex_;
  std::string said_;
};
vtkStandardNewMacro(Messages);

/// One line, without VTK's frame of "ERROR: In /build/..., line 12" and blanks.
std::string brief(const std::string& text) {
  const std::size_t start = text.find("): ");
  std::string line = start == text.npos ? text : text.substr(start + 3);
  line = line.substr(0, line.find('\n'));
  constexpr std::size_t kMost = 300;
  return line.substr(0, kMost);
}

/// Leaves the renderer empty however a drawing ends: the next picture shows nothing of this one.
class Performance {
 public:
  explicit Performance(vtkRenderer& renderer) : renderer_(renderer) {}
  ~Performance() { renderer_.RemoveAllViewProps(); }
  Performance(const Performance&) = delete;
  Performance& operator=(const Performance&) = delete;

 private:
  vtkRenderer& renderer_;
};

constexpr int kSamples = 4;  // llvmpipe has no more

class VtkStage : public Stage {
 public:
  VtkStage() {
    vtkOutputWindow::SetInstance(messages_);
    bound_filter_threads();
    window_ = vtkSmartPointer<Window>::New();
    window_->AddRenderer(renderer_);
    renderer_->SetBackground(0, 0, 0);
    renderer_->SetBackgroundAlpha(0);
    renderer_->SetMaximumNumberOfPeels(16);
    renderer_->SetOcclusionRatio(0);
    renderer_->AutomaticLightCreationOff();
    add_light({0.35, 0.5, 1}, 0.75);  // from above the left shoulder
    add_light({-0.6, -0.2, 1}, 0.3);
    window_->SetSize(16, 16);
    window_->Render();
    throw_what_was_said("the first frame");
  }

  std::unique_ptr<Scene> scene() override;

  std::string device() const override {
    const std::string all = window_->ReportCapabilities();
    const std::string key = "OpenGL renderer string:";
    const std::size_t at = all.find(key);
    if (at == all.npos) return "unknown";
    const std::size_t start = all.find_first_not_of(' ', at + key.size());
    return all.substr(start, all.find('\n', start) - start);
  }

  bool is_software() const { return window_->is_software(); }

  /// The layers as premultiplied pixels, rows from the top.
  std::vector<std::uint32_t> draw(const std::vector<std::unique_ptr<SceneLayer>>& layers,
                                  const Frame& frame, const Box& box, const Eye& eye, int width,
                                  int height) {
    const Performance performance(*renderer_);
    forget_what_was_said();
    const Smoothing smoothing = smoothing_of(layers);
    set_samples(smoothing, is_translucent(layers));
    window_->SetSize(width, height);
    double reach = 0;
    for (const auto& layer : layers) reach = std::max(reach, layer->reach());
    constexpr double kPad = 1e-3;
    look(eye, box, kPad + reach / frame.size);
    for (const auto& layer : layers) layer->enter(*renderer_, frame);
    window_->Render();
    std::vector<std::uint32_t> pixels = window_->pixels();
    throw_what_was_said("a scene");
    const bool sampled = window_->GetMultiSamples() > 0;
    if (sampled && averages_light()) undo_light_averaging(pixels);
    if (!sampled && smoothing != Smoothing::None)
      smooth_edges(pixels, static_cast<std::size_t>(width));
    for (int row = 0; row < height / 2; ++row)
      std::swap_ranges(pixels.begin() + static_cast<std::ptrdiff_t>(row) * width,
                       pixels.begin() + static_cast<std::ptrdiff_t>(row + 1) * width,
                       pixels.begin() + static_cast<std::ptrdiff_t>(height - 1 - row) * width);
    return pixels;
  }

  /// Of what failed before, which the next picture has no part in.
  void forget_what_was_said() { messages_->take(); }
  void throw_what_was_said(const std::string& of) {
    const std::string said = messages_->take();
    if (!said.empty()) base::fail("VTK said of {}: {}", of, brief(said));
  }

 private:
  void add_light(const Vector& from, double intensity) {
    vtkNew<vtkLight> light;
    light->SetLightTypeToCameraLight();
    light->SetPosition(from[0], from[1], from[2]);
    light->SetFocalPoint(0, 0, 0);
    light->SetIntensity(intensity);
    renderer_->AddLight(light);
  }

  /// How this driver makes a pixel of its samples, found by drawing a white triangle once.
  bool averages_light() {
    if (averages_light_) return *averages_light_;
    renderer_->RemoveAllViewProps();
    vtkNew<vtkRegularPolygonSource> source;
    source->SetNumberOfSides(3);
    source->Update();
    const auto actor = actor_of(source->GetOutput());
    actor->GetProperty()->LightingOff();
    renderer_->AddActor(actor);
    Eye eye;
    eye.position = {0, 0, 3};
    look(eye, Box{{-1, -1, -1}, {1, 1, 1}}, 0);
    window_->SetSize(16, 16);
    window_->Render();
    averages_light_ = is_light_averaged(window_->pixels());
    return *averages_light_;
  }

  using Layers = std::vector<std::unique_ptr<SceneLayer>>;

  static bool is_translucent(const Layers& layers) {
    return std::any_of(layers.begin(), layers.end(),
                       [](auto& layer) { return layer->is_translucent(); });
  }

  static Smoothing smoothing_of(const Layers& layers) {
    Smoothing most = Smoothing::None;
    for (const auto& layer : layers) most = std::max(most, layer->smoothing());
    return most;
  }

  /// Samples and depth peeling exclude each other: what is translucent vanishes without a word.
  void set_samples(Smoothing smoothing, bool translucent) {
    const Smoothing least = is_software() ? Smoothing::Samples : Smoothing::Edges;
    const int samples = smoothing >= least && !translucent ? kSamples : 0;
    if (window_->GetMultiSamples() != samples) window_->SetMultiSamples(samples);
    renderer_->SetUseDepthPeeling(translucent);
  }

  /// All is in sight that stands in the box or, by `pad`, out of it.
  void look(const Eye& eye, const Box& box, double pad) {
    vtkCamera& camera = *renderer_->GetActiveCamera();
    camera.SetPosition(eye.position.data());
    camera.SetFocalPoint(eye.focal_point.data());
    camera.SetViewUp(eye.up.data());
    camera.SetViewAngle(eye.angle);
    camera.SetParallelProjection(eye.parallel ? 1 : 0);
    camera.SetParallelScale(eye.half_height);
    double bounds[6];
    for (std::size_t i = 0; i < 3; ++i) {
      bounds[2 * i] = box.low[i] - pad;
      bounds[2 * i + 1] = box.high[i] + pad;
    }
    renderer_->ResetCameraClippingRange(bounds);
  }

  vtkNew<Messages> messages_;
  vtkSmartPointer<Window> window_;
  vtkNew<vtkRenderer> renderer_;
  std::optional<bool> averages_light_;
};

class VtkScene : public Scene {
 public:
  explicit VtkScene(VtkStage& stage) : stage_(stage) {}

  void add(render::LayerInput& input) override {
    stage_.forget_what_was_said();
    layers_.push_back(make_layer(input));
    stage_.throw_what_was_said(input.place());
    box_.include(layers_.back()->bounds());
  }
  Box bounds() const override { return box_; }
  double height_scale() const override {
    double common = 0;
    for (const auto& layer : layers_) {
      const double scale = layer->height_scale();
      if (scale == 0) continue;
      if (common != 0 && common != scale) return 1;
      common = scale;
    }
    return common == 0 ? 1 : common;
  }
  std::vector<render::ColorBarRequest> color_bars() const override {
    std::vector<render::ColorBarRequest> bars;
    for (const auto& layer : layers_)
      if (const auto bar = layer->color_bar()) bars.push_back(*bar);
    return bars;
  }
  std::vector<std::uint32_t> draw(const Eye& eye, int width_px, int height_px) override {
    const Frame frame(box_);
    return stage_.draw(layers_, frame, frame.to_local(box_), eye, width_px, height_px);
  }

 private:
  VtkStage& stage_;
  std::vector<std::unique_ptr<SceneLayer>> layers_;
  Box box_;
};

std::unique_ptr<Scene> VtkStage::scene() { return std::make_unique<VtkScene>(*this); }

}  // namespace
}  // namespace rankplot::scene

extern "C" __attribute__((visibility("default"))) rankplot::scene::Stage& rankplot_scene_stage() {
  static rankplot::scene::VtkStage stage;
  return stage;
}
