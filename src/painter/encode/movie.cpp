#include "painter/encode/movie.hpp"

#include <dlfcn.h>

#include <filesystem>

#include "core/base/error.hpp"

namespace rankplot::encode {
namespace {

/// Where it lies beside the program, in the build tree as where it was installed.
std::string module_path() {
  const auto program = std::filesystem::read_symlink("/proc/self/exe");
  return (program.parent_path() / RANKPLOT_MODULE_DIR / "rankplot-movie.so").lexically_normal();
}

WriteMovie open_module() {
  const std::string path = module_path();
  void* const handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr)
    base::fail("movies need the module {}, which cannot be opened: {}", path, ::dlerror());
  void* const symbol = ::dlsym(handle, kWriteMovieSymbol);
  if (symbol == nullptr) base::fail("{} is no module of this version: {}", path, ::dlerror());
  return reinterpret_cast<WriteMovie>(symbol);
}

}  // namespace

std::unique_ptr<MovieWriter> write_movie(const std::string& file, std::string_view suffix,
                                         const MovieSettings& settings) {
  static const WriteMovie function = open_module();
  return function(file, suffix, settings);
}

}  // namespace rankplot::encode
