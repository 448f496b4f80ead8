#pragma once

#include <string>
#include <vector>

#include "rank/painters/process.hpp"

namespace rankplot::app {

/// What a painter printed, errors included, and how it ended.
struct PainterAnswer {
  std::string text;
  painters::Ending ending;

  bool exited_with(int code) const { return !ending.by_signal && ending.number == code; }
};

/// Starts `rankplot-painter ARGUMENTS` outside any crew and waits for it. One that cannot be
/// started or says nothing for half a minute is a base::Error.
PainterAnswer ask_painter(const std::vector<std::string>& arguments);

/// Throws base::Error with how the painter ended and its last words.
[[noreturn]] void refuse(const PainterAnswer& answer);

}  // namespace rankplot::app
