#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace rankplot::job {

/// [[movie]]: the pictures of a figure, one after the other in the order of its cases.
struct Movie {
  std::string figure;             ///< its name
  std::vector<std::string> save;  ///< templates, one per format: ".mp4", ".webm", ".gif"
  double fps = 24;                ///< pictures a second
  std::optional<int> quality;     ///< 1 to 100; absent: the format's own
  bool loop = true;               ///< of GIF: it begins again
  std::string title;              ///< a template: shown first on a card of its own; empty: none
  int line = 0;                   ///< in the job text, for messages
};

// from_json throws base::Error on anything that to_json does not write.
void to_json(nlohmann::json& json, const Movie& movie);
void from_json(const nlohmann::json& json, Movie& movie);

}  // namespace rankplot::job
