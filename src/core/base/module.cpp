#include "core/base/module.hpp"

#include <dlfcn.h>

#include <filesystem>

#include "core/base/error.hpp"

namespace rankplot::base {

void* function_of_module(const std::string& what, const std::string& folder,
                         const std::string& file, const char* symbol) {
  const auto program = std::filesystem::read_symlink("/proc/self/exe");
  const std::string path = (program.parent_path() / folder / file).lexically_normal();
  void* const handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr)
    fail("{} need the module {}, which cannot be opened: {}", what, path, ::dlerror());
  void* const function = ::dlsym(handle, symbol);
  if (function == nullptr) fail("{} is no module of this version: {}", path, ::dlerror());
  return function;
}

}  // namespace rankplot::base
