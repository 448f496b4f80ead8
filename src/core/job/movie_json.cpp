#include <nlohmann/json.hpp>

#include "core/job/json_fields.hpp"
#include "core/job/movie.hpp"
#include "core/job/value_json.hpp"

namespace rankplot::job {

void to_json(nlohmann::json& json, const Movie& movie) {
  json = {{"figure", movie.figure}, {"save", movie.save},
          {"fps", movie.fps},       {"quality", json_or_null(movie.quality)},
          {"loop", movie.loop},     {"title", movie.title},
          {"line", movie.line}};
}

void from_json(const nlohmann::json& json, Movie& movie) {
  JsonFields fields(json, "a movie");
  fields.take("figure", movie.figure);
  fields.take("save", movie.save);
  fields.take("fps", movie.fps);
  fields.take("quality", movie.quality);
  fields.take("loop", movie.loop);
  fields.take("title", movie.title);
  fields.take("line", movie.line);
  fields.finish();
}

}  // namespace rankplot::job
