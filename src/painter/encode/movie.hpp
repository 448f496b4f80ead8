#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/image.hpp"
#include "core/job/vocabulary.hpp"

namespace rankplot::encode {

/// How a movie is written, besides its frames.
struct MovieSettings {
  double fps = 24;             ///< frames a second
  std::optional<int> quality;  ///< 1 to 100; absent: the format's own
  bool loop = true;            ///< of GIF: it begins again at its end
};

/// A movie file that is being written. Whoever drops one that is not finished removes its file.
class MovieWriter {
 public:
  virtual ~MovieWriter() = default;
  /// All frames have the size of the first. Throws base::Error naming file, call and reason.
  virtual void add(const base::Image& frame) = 0;
  /// The file is whole. Throws base::Error, also where there was no frame.
  virtual void finish() = 0;
};

/// Begins a movie at `file`, in the format that the suffix names ("mp4", "webm", "av1.webm" or
/// "gif"). Equal frames and settings give the same bytes on the same type of machine. The writers
/// lie in a module that is opened by the first call; throws base::Error where that fails.
///
/// H.264, VP9 and AV1 take pixels in pairs: a frame of odd width or height gets its last column or
/// row once more. Their colours are BT.709 with sRGB's transfer function, in the limited range.
std::unique_ptr<MovieWriter> write_movie(const std::string& file, std::string_view suffix,
                                         const MovieSettings& settings);

/// What the module has to offer, found by name.
using WriteMovie = std::unique_ptr<MovieWriter> (*)(const std::string& file,
                                                    std::string_view suffix,
                                                    const MovieSettings& settings);
inline constexpr const char* kWriteMovieSymbol = "rankplot_write_movie";

}  // namespace rankplot::encode
