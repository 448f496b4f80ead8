#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/job/figure.hpp"
#include "core/job/live.hpp"
#include "core/job/movie.hpp"

namespace rankplot::job {

struct Input {
  std::string name;     ///< "" for the unnamed one
  std::string pattern;  ///< path template: {captures}, *
};

enum class Distribute { Auto, Shared, Scatter };
enum class PngSize { Fast, Small };
enum class TiffPacking { Deflate, Lzw };

struct Job {
  std::string file;    ///< as given on the command line, for messages
  std::string output;  ///< folder
  std::vector<Input> inputs;
  std::vector<Figure> figures;
  Distribute distribute = Distribute::Auto;
  PngSize png = PngSize::Fast;
  TiffPacking tiff = TiffPacking::Deflate;
  std::vector<Source> sources;
  std::vector<Probe> probes;
  std::vector<Movie> movies;
  std::optional<Monitor> monitor;
};

/// The job as the painters receive it; expressions travel as text. from_json throws Error on
/// anything that to_json does not write.
void to_json(nlohmann::json& json, const Job& job);
void from_json(const nlohmann::json& json, Job& job);

}  // namespace rankplot::job
