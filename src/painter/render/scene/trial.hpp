#pragma once

#include <string>

namespace rankplot::scene {

struct Trial {
  std::string device;  ///< as Stage::device
  double seconds = 0;  ///< of one picture
};

/// Draws a small scene twice and looks at it; the second counts. Throws base::Error where it
/// cannot, or where the picture is not the right one.
Trial try_scene();

}  // namespace rankplot::scene
