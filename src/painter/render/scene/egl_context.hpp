#pragma once

#include <string>

namespace rankplot::scene {

/// An OpenGL context on EGL, without window and X server: on a hardware device where there is one
/// (painters of a node take them in turn), else Mesa's software renderer, which is also what the
/// environment variable RANKPLOT_SOFTWARE asks for. Throws base::Error with what each attempt said.
class EglContext {
 public:
  EglContext();
  ~EglContext();
  EglContext(const EglContext&) = delete;
  EglContext& operator=(const EglContext&) = delete;

  void make_current();
  bool is_current() const;
  bool is_software() const { return software_; }

 private:
  /// Empty where the display serves; else why not.
  std::string open(void* display);
  std::string open_hardware();
  void close();

  void* display_ = nullptr;  // EGLDisplay, EGLContext and EGLSurface are pointers
  void* context_ = nullptr;
  void* surface_ = nullptr;
  bool software_ = false;
};

}  // namespace rankplot::scene
