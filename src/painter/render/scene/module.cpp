#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "painter/render/scene/scene.hpp"

namespace rankplot::scene {
namespace {

/// Where it lies beside the program, in the build tree as where it was installed.
std::string module_path() {
  const auto program = std::filesystem::read_symlink("/proc/self/exe");
  return (program.parent_path() / RANKPLOT_MODULE_DIR / "rankplot-scene.so").lexically_normal();
}

StageFunction open_module() {
  const std::string path = module_path();
  void* const handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr)
    base::fail("3-D scenes need the module {}, which cannot be opened: {}", path, ::dlerror());
  void* const symbol = ::dlsym(handle, kStageSymbol);
  if (symbol == nullptr) base::fail("{} is no module of this version: {}", path, ::dlerror());
  return reinterpret_cast<StageFunction>(symbol);
}

}  // namespace

Stage& stage() {
  static const StageFunction function = open_module();
  return function();
}

bool is_scene_kind(const std::string& name) {
  const auto& kinds = scene_kinds();
  return std::any_of(kinds.begin(), kinds.end(), [&](auto* kind) { return kind->name == name; });
}

}  // namespace rankplot::scene
