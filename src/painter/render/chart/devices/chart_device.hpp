#pragma once

#include <vtkContextDevice2D.h>

#include <algorithm>
#include <functional>
#include <span>
#include <stdexcept>

#include "painter/render/chart/canvas.hpp"

namespace rankplot::render {

/// What Canvas needs of a device beyond vtkContextDevice2D: the state that VTK's pens and text
/// properties have no words for. Drawing itself goes through vtkContext2D. Conventions:
/// - DrawPoly breaks the line at NaN points and closes it where the first point equals the last.
/// - DrawMarkers draws the marker set by set_marker, its shape argument is ignored; with colours
///   (0xAARRGGBB in words) each of them replaces face and edge, with shape 1 the face alone.
/// - DrawPolygon's points may be several rings parted by NaN points, filled together by their
/// winding,
///   or even-odd where set.
/// - A text property's font size is in 1/64 pixel; DrawString draws one line of text from the left
///   end of its baseline, turned by the property's orientation about it (0 and 90 are on the
///   pixels).
/// - Points are pixels, y up; there are no transforms.
class ChartDevice : public vtkContextDevice2D {
 public:
  vtkAbstractTypeMacro(ChartDevice, vtkContextDevice2D)

      void set_quality(Quality quality) {
    quality_ = quality;
  }
  void set_ends(Cap cap, Join join) {
    cap_ = cap;
    join_ = join;
  }
  void set_even_odd(bool even_odd) { even_odd_ = even_odd; }
  void set_marker(const MarkerStyle& marker) { marker_ = marker; }
  /// Paints a layer of the chart by calling `paint`, which may be called twice. Returns how many
  /// marks of it became pixels on a page of vectors, 0 elsewhere.
  virtual std::size_t paint_layer(const std::function<void()>& paint) {
    paint();
    return 0;
  }
  /// How many pixels of an image are worth drawing where there is one of the picture's, each way.
  virtual int fineness() const { return 1; }
  /// Clipping to any rectangle; vtkContextDevice2D's own is for whole pixels.
  virtual void set_clip(const Rectangle& rectangle) = 0;

  // What charts do not use. To be called by a bug only.
  void DrawPoints(float*, int, unsigned char*, int) override { unused("DrawPoints"); }
  void DrawPointSprites(vtkImageData*, float*, int, unsigned char*, int) override {
    unused("DrawPointSprites");
  }
  void DrawEllipseWedge(float, float, float, float, float, float, float, float) override {
    unused("DrawEllipseWedge");
  }
  void DrawEllipticArc(float, float, float, float, float, float) override {
    unused("DrawEllipticArc");
  }
  void DrawString(float*, const vtkUnicodeString&) override { unused("DrawString (Unicode)"); }
  void ComputeStringBounds(const vtkUnicodeString&, float[4]) override {
    unused("ComputeStringBounds (Unicode)");
  }
  void ComputeStringBounds(const vtkStdString&, float[4]) override {
    unused("ComputeStringBounds");
  }
  void ComputeJustifiedStringBounds(const char*, float[4]) override {
    unused("ComputeJustifiedStringBounds");
  }
  void DrawMathTextString(float*, const vtkStdString&) override { unused("DrawMathTextString"); }
  void DrawImage(float[2], float, vtkImageData*) override { unused("DrawImage (scaled)"); }
  void SetTexture(vtkImageData*, int) override { unused("SetTexture"); }
  void SetColor4(unsigned char[4]) override { unused("SetColor4"); }
  void SetPointSize(float) override { unused("SetPointSize"); }
  void SetLineWidth(float) override { unused("SetLineWidth"); }
  void SetLineType(int) override { unused("SetLineType"); }
  void SetMatrix(vtkMatrix3x3*) override { unused("SetMatrix"); }
  void GetMatrix(vtkMatrix3x3*) override { unused("GetMatrix"); }
  void MultiplyMatrix(vtkMatrix3x3*) override { unused("MultiplyMatrix"); }
  void PushMatrix() override { unused("PushMatrix"); }
  void PopMatrix() override { unused("PopMatrix"); }

 protected:
  static std::span<const Point> as_points(const float* points, int count) {
    return {reinterpret_cast<const Point*>(points), static_cast<std::size_t>(std::max(count, 0))};
  }

  Quality quality_ = Quality::Fast;
  Cap cap_ = Cap::Butt;
  Join join_ = Join::Round;
  bool even_odd_ = false;
  MarkerStyle marker_;

 private:
  [[noreturn]] static void unused(const char* call) {
    throw std::logic_error(std::string("charts do not use vtkContextDevice2D::") + call);
  }
};

}  // namespace rankplot::render
