#pragma once

#include <string>

namespace rankplot::text {

/// A font in a file: its number where the file is a collection.
struct FontPlace {
  std::string file;  ///< a bundled font's name, or a path
  int index = 0;
};

/// A font's file by its name, found beside the program (../share/rankplot/fonts) or where Debian
/// installs it; a path is given back as it is. Throws base::Error naming the places that were
/// searched.
std::string font_file(const std::string& name);

}  // namespace rankplot::text
