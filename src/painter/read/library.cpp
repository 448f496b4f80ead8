#include "painter/read/library.hpp"

#include <fmt/format.h>

#include <H5PLpublic.h>

namespace rankplot::read {

LibraryFacts library_facts() {
  LibraryFacts facts;
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  facts.version = fmt::format("{}.{}.{}", major, minor, release);
  unsigned count = 0;
  H5PLsize(&count);
  for (unsigned i = 0; i < count; ++i) {
    char path[4096] = "";
    if (H5PLget(i, path, sizeof path) > 0) facts.plugin_paths.emplace_back(path);
  }
  facts.filters = filter_facts();
  return facts;
}

}  // namespace rankplot::read
