#include "rank/app/painter_program.hpp"

#include <unistd.h>

#include <filesystem>

#include "core/base/error.hpp"

namespace rankplot::app {

painters::Settings painter_settings() {
  const auto self = std::filesystem::read_symlink("/proc/self/exe");
  painters::Settings settings;
  settings.program = (self.parent_path() / "rankplot-painter").string();
  if (::access(settings.program.c_str(), X_OK) != 0) {
    base::fail("cannot start '{}': {}; it is installed beside rankplot", settings.program,
               base::errno_text(errno));
  }
  return settings;
}

}  // namespace rankplot::app
