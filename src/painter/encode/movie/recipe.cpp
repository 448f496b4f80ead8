#include "painter/encode/movie/recipe.hpp"

#include <cmath>

#include "core/base/error.hpp"

namespace rankplot::encode {
namespace {

/// Of an encoder whose constant rate factor goes from 0 (no loss) to `worst`.
std::string rate_factor(std::optional<int> quality, double worst, int fallback) {
  if (!quality) return std::to_string(fallback);
  return std::to_string(std::lround(worst * (100 - *quality) / 100.0));
}

// Threads are as many everywhere: what an encoder writes may depend on their number.
constexpr const char* kThreads = "4";

Recipe h264(std::optional<int> quality) {
  return {"mp4",
          "libx264",
          AV_PIX_FMT_YUV420P,
          {{"preset", "veryfast"}, {"crf", rate_factor(quality, 51, 18)}, {"threads", kThreads}},
          {{"movflags", "+faststart"}}};
}

Recipe vp9(std::optional<int> quality) {
  return {"webm",
          "libvpx-vp9",
          AV_PIX_FMT_YUV420P,
          {{"deadline", "good"},
           {"cpu-used", "5"},
           {"crf", rate_factor(quality, 63, 22)},
           {"b", "0"},
           {"tile-columns", "2"},
           {"threads", kThreads}},
          {}};
}

Recipe av1(std::optional<int> quality) {
  return {"webm",
          "libaom-av1",
          AV_PIX_FMT_YUV420P,
          {{"usage", "good"},
           {"cpu-used", "6"},
           {"crf", rate_factor(quality, 63, 22)},
           {"b", "0"},
           {"tile-columns", "1"},
           {"row-mt", "1"},
           {"threads", kThreads}},
          {}};
}

Recipe gif(bool loop) { return {"gif", "gif", AV_PIX_FMT_PAL8, {}, {{"loop", loop ? "0" : "-1"}}}; }

}  // namespace

Recipe recipe_of(std::string_view suffix, std::optional<int> quality, bool loop) {
  if (suffix == "mp4") return h264(quality);
  if (suffix == "webm") return vp9(quality);
  if (suffix == "av1.webm") return av1(quality);
  if (suffix == "gif") return gif(loop);
  base::fail("no movie is written as '{}'; known: mp4, webm, av1.webm, gif", suffix);
}

}  // namespace rankplot::encode
