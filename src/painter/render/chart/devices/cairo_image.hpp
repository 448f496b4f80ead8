#pragma once

#include <vector>

#include "core/base/image.hpp"
#include "painter/render/chart/devices/cairo_handles.hpp"
#include "painter/render/chart/devices/chart_device.hpp"
#include "painter/render/chart/devices/markers.hpp"
#include "painter/render/chart/devices/pixel_target.hpp"

namespace rankplot::render {

/// Draws on the pixels of an Image with Cairo; text, markers and blocks of pixels by itself. Reused
/// from figure to figure for its caches, which never change a pixel.
class CairoImage : public ChartDevice {
 public:
  static CairoImage* New();
  vtkTypeMacro(CairoImage, ChartDevice)

      /// What is below the drawing: the image as it is, opaque; or nothing, where its words are
      /// premultiplied 0xAARRGGBB and begin as 0.
      enum class Ground {
        Opaque,
        Clear
      };
  /// Until finish: draws on `image`, which must not move. Throws base::Error where Cairo refuses.
  void start(base::Image& image, Ground ground = Ground::Opaque);
  /// Throws base::Error where anything drawn went wrong.
  void finish();

  void set_clip(const Rectangle& rectangle) override;
  void EnableClipping(bool enable) override;
  void SetClipping(int* rectangle) override;  ///< left, bottom, width, height

  void DrawPoly(float* points, int count, unsigned char*, int) override;
  void DrawLines(float* points, int count, unsigned char*, int) override;
  void DrawMarkers(int, bool, float* points, int count, unsigned char*, int) override;
  void DrawQuad(float* points, int count) override;
  void DrawPolygon(float* points, int count) override;
  void DrawColoredPolygon(float* points, int count, unsigned char*, int) override;
  using ChartDevice::DrawImage;
  using ChartDevice::DrawString;
  void DrawString(float* point, const vtkStdString& utf8) override;
  void DrawImage(const vtkRectf& place, vtkImageData* image) override;

 private:
  double flipped(double y) const { return height_ - y; }
  void set_pen(bool round_caps);
  void set_brush();
  /// Pixels that a stroke of the pen may touch around the clipped area, y up.
  Rectangle stroke_window() const;
  void add(const std::vector<Point>& piece, std::size_t from, std::size_t to);
  void stroke_exactly(const std::vector<std::vector<Point>>& pieces);
  void stroke_in_chunks(const std::vector<std::vector<Point>>& pieces);
  bool pen_draws() const;

  Surface surface_;
  Cairo cairo_;
  PixelTarget target_;
  double height_ = 0;
  MarkerStamps stamps_;
  std::vector<Point> flipped_points_;
};

}  // namespace rankplot::render
