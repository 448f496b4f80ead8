#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

extern "C" {
#include <libavutil/pixfmt.h>
}

namespace rankplot::encode {

/// How one kind of movie is made by libav.
struct Recipe {
  std::string container;  ///< libav's names
  std::string encoder;
  AVPixelFormat pixels = AV_PIX_FMT_YUV420P;
  std::vector<std::pair<std::string, std::string>> encoder_options;
  std::vector<std::pair<std::string, std::string>> container_options;
};

/// The recipe of "mp4", "webm", "av1.webm" or "gif". `quality`: 1 to 100. Throws base::Error on any
/// other suffix.
Recipe recipe_of(std::string_view suffix, std::optional<int> quality, bool loop);

}  // namespace rankplot::encode
