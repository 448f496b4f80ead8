#include "painter/render/scene/coloring.hpp"

#include <algorithm>
#include <cmath>

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkTexture.h>
#include <vtkUnsignedCharArray.h>

#include "painter/render/scene/color_request.hpp"
#include "painter/render/scene/plane_field.hpp"

namespace rankplot::scene {
namespace {

vtkSmartPointer<vtkTexture> texture_of(const render::Colormap& map) {
  const auto count = static_cast<int>(map.colors.size());
  vtkNew<vtkUnsignedCharArray> texels;
  texels->SetNumberOfComponents(3);
  texels->SetNumberOfTuples(count);
  unsigned char* next = texels->GetPointer(0);
  for (const std::uint32_t color : map.colors)
    for (const int shift : {16, 8, 0}) *next++ = static_cast<unsigned char>(color >> shift & 255U);
  vtkNew<vtkImageData> image;
  image->SetDimensions(count, 1, 1);
  image->GetPointData()->SetScalars(texels);
  auto texture = vtkSmartPointer<vtkTexture>::New();
  texture->SetInputData(image);
  texture->SetColorModeToDirectScalars();
  texture->InterpolateOff();
  texture->MipmapOff();
  texture->RepeatOff();
  texture->EdgeClampOn();
  return texture;
}

/// The polygons without those that touch a point without colour.
vtkSmartPointer<vtkCellArray> colored_cells(vtkCellArray& cells, const vtkFloatArray& places) {
  auto kept = vtkSmartPointer<vtkCellArray>::New();
  auto* values = const_cast<vtkFloatArray&>(places).GetPointer(0);
  vtkIdType size = 0;
  const vtkIdType* ids = nullptr;
  for (cells.InitTraversal(); cells.GetNextCell(size, ids) != 0;) {
    const bool colored =
        std::none_of(ids, ids + size, [&](vtkIdType id) { return std::isnan(values[2 * id]); });
    if (colored) kept->InsertNextCell(size, ids);
  }
  return kept;
}

}  // namespace

Coloring::Coloring(render::LayerInput& input, std::span<const double> values) {
  request_ = color_request(input, values);
  if (input.flag("colorbar")) bar_ = request_;
  texture_ = texture_of(*request_.map);
}

double Coloring::place(double value) const { return place_in(request_.norm, value); }

std::vector<std::uint32_t> Coloring::colors(std::span<const double> values) const {
  std::vector<std::uint32_t> found(values.size());
  render::map_values(values, request_.norm, *request_.map, found);
  return found;
}

void Coloring::apply(vtkPolyData& mesh, vtkDataArray& values) const {
  vtkNew<vtkFloatArray> places;
  places->SetName("colors");
  places->SetNumberOfComponents(2);
  places->SetNumberOfTuples(values.GetNumberOfTuples());
  bool all = true;
  float* next = places->GetPointer(0);
  for (vtkIdType i = 0; i < values.GetNumberOfTuples(); ++i) {
    const double at = place(values.GetComponent(i, 0));
    all = all && !std::isnan(at);
    *next++ = static_cast<float>(at);
    *next++ = 0.5F;
  }
  mesh.GetPointData()->SetTCoords(places);
  if (!all) mesh.SetPolys(colored_cells(*mesh.GetPolys(), *places));
}

void Coloring::apply(vtkActor& actor) const { actor.SetTexture(texture_); }

}  // namespace rankplot::scene
