#pragma once

#include <cstdint>
#include <vector>

#include <vtkGenericOpenGLRenderWindow.h>

#include "painter/render/scene/egl_context.hpp"

namespace rankplot::scene {

/// VTK's window on an EGL context of ours. It exists once, and is reused for all pictures: windows
/// leak.
class Window : public vtkGenericOpenGLRenderWindow {
 public:
  static Window* New();
  vtkTypeMacro(Window, vtkGenericOpenGLRenderWindow) Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// What was rendered last: 0xAARRGGBB words, rows from the bottom.
  std::vector<std::uint32_t> pixels();
  bool is_software() const { return context_.is_software(); }

  void OpenGLInitContext() override;
  void MakeCurrent() override { context_.make_current(); }
  bool IsCurrent() override { return context_.is_current(); }
  int SupportsOpenGL() override { return 1; }
  vtkTypeBool IsDirect() override { return 1; }

 protected:
  Window();
  ~Window() override;

 private:
  EglContext context_;  // outlives what Finalize gives back
};

}  // namespace rankplot::scene
