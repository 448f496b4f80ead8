#include "painter/render/libraries.hpp"

#include <cairo.h>
#include <vtkVersion.h>

namespace rankplot::render {

std::vector<std::string> libraries() {
  return {std::string("VTK ") + vtkVersion::GetVTKVersion(),
          std::string("Cairo ") + cairo_version_string()};
}

}  // namespace rankplot::render
