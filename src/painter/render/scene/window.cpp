#include <vtk_glew.h>  // before whatever includes OpenGL

#include "painter/render/scene/window.hpp"

#include <vtkObjectFactory.h>
#include <vtkOpenGLState.h>
#include <vtkRect.h>

#include <fmt/format.h>

#include "core/base/error.hpp"

namespace rankplot::scene {

vtkStandardNewMacro(Window);

Window::Window() {
  SetReadyForRendering(true);
  SetShowWindow(false);
  SetUseOffScreenBuffers(true);
  SetFrameBlitModeToNoBlit();
  SetOwnContext(1);
  SetMultiSamples(0);
}

// VTK's own destructor finds a context that is gone.
Window::~Window() { Finalize(); }

void Window::OpenGLInitContext() {
  ContextCreationTime.Modified();
  if (Initialized) return;
  glewExperimental = GL_TRUE;
  const GLenum result = glewInit();
  // GLEW of this kind asks for a GLX display after it has loaded every function.
  constexpr GLenum kNoGlxDisplay = 4;
  GlewInitValid = result == GLEW_OK || result == kNoGlxDisplay;
  if (!GlewInitValid || GLEW_VERSION_3_2 == GL_FALSE)
    base::fail("OpenGL 3.2 is needed for 3-D scenes; GLEW says {}, the driver is {}", result,
               reinterpret_cast<const char*>(glGetString(GL_VERSION)));
  Initialized = true;
  GLfloat widths[2] = {1, 1};
  glGetFloatv(GL_ALIASED_LINE_WIDTH_RANGE, widths);
  MaximumHardwareLineWidth = widths[1];
}

std::vector<std::uint32_t> Window::pixels() {
  const int width = Size[0], height = Size[1];
  std::vector<std::uint32_t> read(static_cast<std::size_t>(width) *
                                  static_cast<std::size_t>(height));
  if (ReadPixels({0, 0, width, height}, 1, GL_BGRA, GL_UNSIGNED_BYTE, read.data(), 0) != VTK_OK)
    base::fail("the picture of a scene of {} x {} pixels could not be read back", width, height);
  return read;
}

}  // namespace rankplot::scene
