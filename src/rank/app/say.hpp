#pragma once

#include <cstdio>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace rankplot::app {

/// Prints and flushes. A reader that is gone (`| head`) ends no run.
inline void say(std::FILE* stream, const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fflush(stream);
}

/// "1 figure", "2 figures"
inline std::string count_of(std::uint64_t count, const char* noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace rankplot::app
