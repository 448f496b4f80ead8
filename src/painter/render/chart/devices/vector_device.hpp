#pragma once

#include <optional>
#include <vector>

#include "painter/render/chart/devices/chart_device.hpp"
#include "painter/render/chart/devices/dense_layer.hpp"
#include "painter/render/chart/devices/page.hpp"

namespace rankplot::render {

/// Draws a chart as vectors on a Page. Long lines lose points that fall within the same column of
/// 1/600 inch; a layer of more than kMostMarks marks becomes an image (DenseLayer), between texts
/// and images of its own, which stay what they are.
class VectorDevice : public ChartDevice {
 public:
  /// A mark is a marker, a separate segment, an area, or four points of a line.
  static constexpr std::size_t kMostMarks = 20'000;

  static VectorDevice* New();
  vtkTypeMacro(VectorDevice, ChartDevice)

      /// Until finish: draws on `page`.
      void start(Page& page, const PageSize& size);
  void finish();

  int fineness() const override;
  std::size_t paint_layer(const std::function<void()>& paint) override;

  void set_clip(const Rectangle& rectangle) override;
  void EnableClipping(bool enable) override;
  void SetClipping(int* rectangle) override;  ///< left, bottom, width, height

  void DrawPoly(float* points, int count, unsigned char*, int) override;
  void DrawLines(float* points, int count, unsigned char*, int) override;
  void DrawMarkers(int own_edges, bool, float* points, int count, unsigned char* colors,
                   int) override;
  void DrawQuad(float* points, int count) override;
  void DrawPolygon(float* points, int count) override;
  void DrawColoredPolygon(float* points, int count, unsigned char*, int) override;
  using ChartDevice::DrawImage;
  using ChartDevice::DrawString;
  void DrawString(float* point, const vtkStdString& utf8) override;
  void DrawImage(const vtkRectf& place, vtkImageData* image) override;

 private:
  Point flipped(const Point& point) const { return {point.x, height_ - point.y}; }
  bool pen_draws() const;
  struct Pen pen() const;
  Color brush() const;
  /// What a stroke of the pen may touch around the clipped area, y up.
  Rectangle stroke_window() const;
  MarkerStyle scaled_marker() const;
  /// Gives the dense layer's device this one's pen, brush, marker and clip; its points are in
  /// `scaled_` then.
  void set_dense(std::span<const Point> points);
  CairoImage& dense(std::span<const Point> points);
  /// What the dense layer holds goes on the page, below what is drawn next.
  void flush_dense();

  Page* page_ = nullptr;
  PageSize size_;
  float height_ = 0;
  Rectangle clip_;  ///< y up
  bool counting_ = false;
  std::size_t marks_ = 0;
  std::optional<DenseLayer> dense_;
  std::vector<Point> scaled_;
};

}  // namespace rankplot::render
