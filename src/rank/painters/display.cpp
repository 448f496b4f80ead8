#include "rank/painters/display.hpp"

#include <stdlib.h>

#include <fmt/format.h>

namespace rankplot::painters {

std::string display() {
  const char* name = ::getenv("DISPLAY");
  return name == nullptr ? "" : name;
}

std::string no_display(const std::string& found) {
  return display().empty() ? "$DISPLAY is not set"
                           : fmt::format("$DISPLAY is '{}', {}", display(), found);
}

}  // namespace rankplot::painters
