#pragma once

#include <string>

namespace rankplot::base {

/// The function `symbol` of a module that lies in `folder` (from the program's own), in the build
/// tree as where it was installed. The module stays open. Throws Error: "`what` need the module
/// ..." where it cannot be opened, and where it is of another version.
void* function_of_module(const std::string& what, const std::string& folder,
                         const std::string& file, const char* symbol);

}  // namespace rankplot::base
