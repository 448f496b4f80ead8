#include "painter/encode/movie.hpp"

#include "core/base/module.hpp"

namespace rankplot::encode {

std::unique_ptr<MovieWriter> write_movie(const std::string& file, std::string_view suffix,
                                         const MovieSettings& settings) {
  static const auto function = reinterpret_cast<WriteMovie>(base::function_of_module(
      "movies", RANKPLOT_MODULE_DIR, "rankplot-movie.so", kWriteMovieSymbol));
  return function(file, suffix, settings);
}

}  // namespace rankplot::encode
