#include "painter/render/scene/egl_context.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "painter/render/scene/threads.hpp"

namespace rankplot::scene {
namespace {

std::string_view text(const char* words) { return words == nullptr ? "" : words; }

std::string last_error(const char* call) {
  return fmt::format("{}: EGL error {:#x}", call, eglGetError());
}

template <class Function>
Function function(const char* name) {
  return reinterpret_cast<Function>(eglGetProcAddress(name));
}

/// llvmpipe starts a thread for each core of the machine; a painter has its own cores only. None
/// besides the drawing thread where that is one.
void bound_software_threads() {
  const int cores = cores_of_this_process();
  ::setenv("LP_NUM_THREADS", fmt::format("{}", cores == 1 ? 0 : cores).c_str(), 0);
}

/// Devices that are no CPU, by CUDA's order where that can be told. CUDA_VISIBLE_DEVICES, which
/// Slurm sets for what it binds, chooses among them.
std::vector<EGLDeviceEXT> hardware_devices() {
  const auto query = function<PFNEGLQUERYDEVICESEXTPROC>("eglQueryDevicesEXT");
  const auto words = function<PFNEGLQUERYDEVICESTRINGEXTPROC>("eglQueryDeviceStringEXT");
  const auto attribute = function<PFNEGLQUERYDEVICEATTRIBEXTPROC>("eglQueryDeviceAttribEXT");
  EGLint count = 0;
  if (query == nullptr || words == nullptr || !query(0, nullptr, &count) || count <= 0) return {};
  std::vector<EGLDeviceEXT> all(static_cast<std::size_t>(count));
  if (!query(count, all.data(), &count)) return {};
  const std::string_view visible = text(std::getenv("CUDA_VISIBLE_DEVICES"));
  std::vector<EGLDeviceEXT> hardware;
  for (EGLDeviceEXT device : all) {
    const std::string_view extensions = text(words(device, EGL_EXTENSIONS));
    if (extensions.find("EGL_MESA_device_software") != extensions.npos) continue;
    EGLAttrib ordinal = -1;
    const bool has_ordinal = attribute != nullptr &&
                             extensions.find("EGL_NV_device_cuda") != extensions.npos &&
                             attribute(device, EGL_CUDA_DEVICE_NV, &ordinal);
    const std::string listed = fmt::format(",{},", visible);
    const bool bound =
        !visible.empty() && has_ordinal && visible.find_first_not_of("0123456789,") == visible.npos;
    if (bound && listed.find(fmt::format(",{},", ordinal)) == listed.npos) continue;
    hardware.push_back(device);
  }
  return hardware;
}

bool wants_software() {
  const std::string_view wish = text(std::getenv("RANKPLOT_SOFTWARE"));
  return !wish.empty() && wish != "0";
}

EGLDisplay display_of(EGLenum platform, void* native) {
  const auto get = function<PFNEGLGETPLATFORMDISPLAYEXTPROC>("eglGetPlatformDisplayEXT");
  return get == nullptr ? EGL_NO_DISPLAY : get(platform, native, nullptr);
}

}  // namespace

EglContext::EglContext() {
  std::string why;
  if (!wants_software()) {
    why = open_hardware();
    if (context_ != nullptr) return;
  }
  bound_software_threads();
  ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 0);
  software_ = true;
  const std::string software = open(display_of(EGL_PLATFORM_SURFACELESS_MESA, nullptr));
  if (software.empty()) return;
  base::fail(
      "no OpenGL context for 3-D scenes: {}Mesa's software renderer: {} (Debian: "
      "libegl-mesa0 and libgl1-mesa-dri)",
      why, software);
}

EglContext::~EglContext() { close(); }

/// Tries each device once, beginning with that of this painter's turn.
std::string EglContext::open_hardware() {
  const std::vector<EGLDeviceEXT> devices = hardware_devices();
  std::string why;
  const auto turn = static_cast<std::size_t>(::getpid());
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const std::size_t device = (turn + i) % devices.size();
    const std::string said = open(display_of(EGL_PLATFORM_DEVICE_EXT, devices[device]));
    if (said.empty()) return "";
    why += fmt::format("device {}: {}; ", device, said);
  }
  return why;
}

std::string EglContext::open(void* display) {
  display_ = display;
  if (display_ == EGL_NO_DISPLAY) return "no display";
  const auto give_up = [this](const char* call) {
    std::string why = last_error(call);
    close();
    return why;
  };
  EGLint major = 0, minor = 0;
  if (!eglInitialize(display_, &major, &minor)) {
    display_ = nullptr;
    return last_error("eglInitialize");
  }
  if (!eglBindAPI(EGL_OPENGL_API)) return give_up("eglBindAPI");
  const EGLint wanted[] = {EGL_SURFACE_TYPE,
                           EGL_PBUFFER_BIT,
                           EGL_RENDERABLE_TYPE,
                           EGL_OPENGL_BIT,
                           EGL_RED_SIZE,
                           8,
                           EGL_GREEN_SIZE,
                           8,
                           EGL_BLUE_SIZE,
                           8,
                           EGL_ALPHA_SIZE,
                           8,
                           EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  if (!eglChooseConfig(display_, wanted, &config, 1, &count) || count == 0)
    return give_up("eglChooseConfig");
  const EGLint version[] = {EGL_CONTEXT_MAJOR_VERSION,
                            3,
                            EGL_CONTEXT_MINOR_VERSION,
                            2,
                            EGL_CONTEXT_OPENGL_PROFILE_MASK,
                            EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                            EGL_NONE};
  context_ = eglCreateContext(display_, config, EGL_NO_CONTEXT, version);
  if (context_ == EGL_NO_CONTEXT) return give_up("eglCreateContext");
  // VTK draws in framebuffers of its own: a surface is there only to make the context current.
  const EGLint one_pixel[] = {EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
  surface_ = eglCreatePbufferSurface(display_, config, one_pixel);
  if (surface_ == EGL_NO_SURFACE) return give_up("eglCreatePbufferSurface");
  if (!eglMakeCurrent(display_, surface_, surface_, context_)) return give_up("eglMakeCurrent");
  return "";
}

void EglContext::close() {
  if (display_ == nullptr) return;
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  if (surface_ != nullptr) eglDestroySurface(display_, surface_);
  if (context_ != nullptr) eglDestroyContext(display_, context_);
  eglTerminate(display_);
  display_ = context_ = surface_ = nullptr;
}

void EglContext::make_current() {
  if (!is_current()) eglMakeCurrent(display_, surface_, surface_, context_);
}

bool EglContext::is_current() const {
  return context_ != nullptr && eglGetCurrentContext() == context_;
}

}  // namespace rankplot::scene
