#include "painter/render/chart/scene.hpp"

#include <vtkContext2D.h>
#include <vtkContextItem.h>
#include <vtkContextScene.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>

#include "painter/render/chart/devices/cairo_image.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::render {
namespace {

class PartItem : public vtkContextItem {
 public:
  static PartItem* New();

  /// The canvas outlives the painting.
  void set(Part part, Canvas* canvas) {
    part_ = std::move(part);
    canvas_ = canvas;
  }
  bool Paint(vtkContext2D*) override {
    part_(*canvas_);
    return true;
  }

 private:
  Part part_;
  Canvas* canvas_ = nullptr;
};
vtkStandardNewMacro(PartItem);

/// The stage that all figures share.
struct Stage {
  vtkNew<vtkContextScene> scene;
  vtkNew<vtkContext2D> context;
  vtkNew<CairoImage> device;
};

/// Leaves the stage empty however painting ends.
class Performance {
 public:
  Performance(Stage& stage, base::Image& image) : stage_(stage) {
    stage_.device->start(image);
    stage_.context->Begin(stage_.device);
    stage_.scene->SetGeometry(image.width_px, image.height_px);
  }
  ~Performance() {
    stage_.scene->ClearItems();
    stage_.context->End();
  }
  Performance(const Performance&) = delete;
  Performance& operator=(const Performance&) = delete;

 private:
  Stage& stage_;
};

}  // namespace

void paint_scene(base::Image& image, std::vector<Part> parts, Quality quality) {
  static Stage stage;
  text::current().trim();
  {
    const Performance performance(stage, image);
    Canvas canvas(*stage.context, *stage.device, quality);
    for (Part& part : parts) {
      vtkNew<PartItem> item;
      item->set(std::move(part), &canvas);
      stage.scene->AddItem(item);
    }
    stage.scene->Paint(stage.context);
  }
  stage.device->finish();
}

}  // namespace rankplot::render
