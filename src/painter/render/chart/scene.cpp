#include "painter/render/chart/scene.hpp"

#include <vtkContext2D.h>
#include <vtkContextItem.h>
#include <vtkContextScene.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>

#include "painter/render/chart/devices/cairo_image.hpp"
#include "painter/render/chart/devices/vector_device.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::render {
namespace {

class PartItem : public vtkContextItem {
 public:
  static PartItem* New();

  /// Both outlive the painting.
  void set(const Part& part, Canvas& canvas) {
    part_ = &part;
    canvas_ = &canvas;
  }
  bool Paint(vtkContext2D*) override {
    (*part_)(*canvas_);
    return true;
  }

 private:
  const Part* part_ = nullptr;
  Canvas* canvas_ = nullptr;
};
vtkStandardNewMacro(PartItem);

/// The stage that all figures share.
struct Stage {
  vtkNew<vtkContextScene> scene;
  vtkNew<vtkContext2D> context;
  vtkNew<CairoImage> image_device;
  vtkNew<VectorDevice> vector_device;
};

/// Leaves the stage empty however painting ends.
class Performance {
 public:
  Performance(Stage& stage, ChartDevice& device, const SheetSize& size) : stage_(stage) {
    stage_.context->Begin(&device);
    stage_.scene->SetGeometry(size.width_px, size.height_px);
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

/// On a device that was started; `paper`, where there is one, below the parts.
void paint(Stage& stage, ChartDevice& device, const SheetSize& size, const Part* paper,
           const std::vector<Part>& parts, Quality quality) {
  const Performance performance(stage, device, size);
  Canvas canvas(*stage.context, device, quality);
  const auto add = [&](const Part& part) {
    vtkNew<PartItem> item;
    item->set(part, canvas);
    stage.scene->AddItem(item);
  };
  if (paper != nullptr) add(*paper);
  for (const Part& part : parts) add(part);
  stage.scene->Paint(stage.context);
}

}  // namespace

void paint_scene(const Sheets& sheets, const SheetSize& size, Color paper,
                 const std::vector<Part>& parts, Quality quality) {
  static Stage stage;
  text::current().trim();
  if (sheets.image != nullptr) {
    stage.image_device->start(*sheets.image);
    paint(stage, *stage.image_device, size, nullptr, parts, quality);
    stage.image_device->finish();
  }
  if (sheets.pages.empty()) return;
  const Rectangle whole{0, 0, static_cast<double>(size.width_px),
                        static_cast<double>(size.height_px)};
  const Part lay_paper = [&](Canvas& canvas) { canvas.rectangles({&whole, 1}, paper); };
  for (Page* page : sheets.pages) {
    stage.vector_device->start(*page, {size.width_px, size.height_px, size.dpi});
    paint(stage, *stage.vector_device, size, &lay_paper, parts, quality);
    stage.vector_device->finish();
  }
}

}  // namespace rankplot::render
