#include "painter/render/scene/flow_texture.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkTexture.h>
#include <vtkUnsignedCharArray.h>

#include "painter/render/scene/convolution.hpp"
#include "painter/render/scene/sight.hpp"

namespace rankplot::scene {
namespace {

constexpr double kLongerSide = 720;  ///< pixels of the texture

/// Pixels as wide as high in the data's units that cover a plane.
class Raster {
 public:
  Raster(const Grid& grid, const PlaneField& plane) : columns_(grid.count[plane.across]) {
    const auto &across = grid.places[plane.across], &up = grid.places[plane.up];
    const double width = across.back() - across.front(), height = up.back() - up.front();
    const double pixel = std::max(width, height) / kLongerSide;
    const auto pixels = [&](double side) {
      return std::clamp(std::round(side / pixel), 2.0, kLongerSide);
    };
    across_ = sight_of(across, 0, pixels(width), static_cast<std::size_t>(pixels(width)));
    up_ = sight_of(up, 0, pixels(height), static_cast<std::size_t>(pixels(height)));
  }

  std::size_t width() const { return across_.before.size(); }
  std::size_t height() const { return up_.before.size(); }

  /// Values at the plane's points as values at the pixels, bilinear between them.
  std::vector<double> sampled(const std::vector<double>& values) const {
    std::vector<double> pixels;
    pixels.reserve(width() * height());
    for (std::size_t row = 0; row < height(); ++row)
      for (std::size_t column = 0; column < width(); ++column) {
        const double* at = &values[up_.before[row] * columns_ + across_.before[column]];
        const double x = static_cast<double>(across_.fraction[column]);
        const double low = std::lerp(at[0], at[1], x);
        const double high = std::lerp(at[columns_], at[columns_ + 1], x);
        pixels.push_back(std::lerp(low, high, static_cast<double>(up_.fraction[row])));
      }
    return pixels;
  }

 private:
  std::size_t columns_;
  Sight across_, up_;
};

/// What of the vectors lies in the plane, along one of its sides.
std::vector<double> component(render::LayerInput& input, const Grid& grid, std::size_t axis,
                              const Raster& raster) {
  constexpr std::array kRoles{"u", "v", "w"};
  if (!input.has(kRoles.at(axis))) return std::vector<double>(raster.width() * raster.height());
  return raster.sampled(plane_field(input, grid, kRoles.at(axis)).values);
}

Directions directions_in(render::LayerInput& input, const Grid& grid, const PlaneField& plane,
                         const Raster& raster) {
  const std::vector<double> across = component(input, grid, plane.across, raster);
  const std::vector<double> up = component(input, grid, plane.up, raster);
  Directions directions{raster.width(), raster.height(), {}};
  bool moves = false;
  for (std::size_t i = 0; i < across.size(); ++i) {
    const double length = std::hypot(across[i], up[i]);
    const bool has_one = std::isfinite(length) && length > 0;
    moves = moves || has_one;
    directions.at.push_back({has_one ? static_cast<float>(across[i] / length) : 0,
                             has_one ? static_cast<float>(up[i] / length) : 0});
  }
  if (!moves) input.note("no vector has a direction in the plane: it shows its values alone");
  return directions;
}

/// Writes a colour made lighter (towards white) or darker (towards black), by as much as leaves the
/// mean of both as light as the colour itself is: dark ones hardly go towards white, nor light ones
/// towards black. Lightness is that of Rec. ITU-R BT.709.
unsigned char* write_shaded(unsigned char* texel, std::uint32_t color, float light) {
  constexpr std::array kShifts{16, 8, 0};
  constexpr std::array kWeights{0.2126F, 0.7152F, 0.0722F};
  float lightness = 0;
  for (std::size_t i = 0; i < 3; ++i)
    lightness += kWeights.at(i) * static_cast<float>(color >> kShifts.at(i) & 255U) / 255;
  const float end = light > 0 ? 255 : 0, room = light > 0 ? lightness : 1 - lightness;
  const float share = std::min(1.0F, 2 * room * std::abs(light));
  for (const int shift : kShifts) {
    const float channel = std::lerp(static_cast<float>(color >> shift & 255U), end, share);
    *texel++ = static_cast<unsigned char>(std::lround(channel));
  }
  return texel;
}

}  // namespace

vtkSmartPointer<vtkTexture> flow_texture(render::LayerInput& input, const Grid& grid,
                                         const PlaneField& plane, const Coloring& coloring,
                                         double contrast) {
  const Raster raster(grid, plane);
  const std::vector<std::uint32_t> colors = coloring.colors(raster.sampled(plane.values));
  const std::vector<float> light =
      line_integral_convolution(directions_in(input, grid, plane, raster));
  vtkNew<vtkUnsignedCharArray> texels;
  texels->SetNumberOfComponents(3);
  texels->SetNumberOfTuples(static_cast<vtkIdType>(colors.size()));
  unsigned char* next = texels->GetPointer(0);
  for (std::size_t i = 0; i < colors.size(); ++i)
    next = write_shaded(next, colors[i], static_cast<float>(contrast) * light[i]);
  vtkNew<vtkImageData> image;
  image->SetDimensions(static_cast<int>(raster.width()), static_cast<int>(raster.height()), 1);
  image->GetPointData()->SetScalars(texels);
  auto texture = vtkSmartPointer<vtkTexture>::New();
  texture->SetInputData(image);
  texture->SetColorModeToDirectScalars();
  texture->InterpolateOn();
  texture->MipmapOn();
  texture->RepeatOff();
  texture->EdgeClampOn();
  return texture;
}

void spread_texture(vtkPolyData& mesh, const Grid& grid, const PlaneField& plane) {
  const auto &across = grid.places[plane.across], &up = grid.places[plane.up];
  const auto share = [](const std::vector<double>& places, double place) {
    return static_cast<float>((place - places.front()) / (places.back() - places.front()));
  };
  vtkNew<vtkFloatArray> places;
  places->SetName("in the plane");
  places->SetNumberOfComponents(2);
  for (const double v : up)
    for (const double u : across) places->InsertNextTuple2(share(across, u), share(up, v));
  mesh.GetPointData()->SetTCoords(places);
}

}  // namespace rankplot::scene
