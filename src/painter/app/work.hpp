#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/array.hpp"
#include "core/base/image.hpp"
#include "core/job/job.hpp"
#include "core/plan/outcome.hpp"
#include "core/plan/plan.hpp"
#include "core/wire/messages.hpp"
#include "painter/app/failure.hpp"
#include "painter/encode/encode.hpp"

/// What one thread of the painter hands to the next: read -> draw -> save.
namespace rankplot::app {

/// What Setup said.
struct Setting {
  job::Job job;
  int rank = 0;
  std::uint64_t most_array_bytes = 0;
};

using ArrayOrFailure = std::variant<base::Array, Failure>;

/// What a layer gathered: for each role the rows of its gathers, as its expression has them.
using Gathered = std::map<std::string, std::vector<base::Field>>;

/// A picture to draw, or one that cannot be (`failure`).
struct PictureToDraw {
  plan::Outcome outcome;  ///< what is known of it before it is drawn
  plan::BoundPicture bound;
  std::vector<Gathered> gathered;  ///< one per layer of `bound`
  std::optional<Failure> failure;
};

struct TaskToDraw {
  std::shared_ptr<const Setting> setting;
  std::uint64_t id = 0;
  plan::Captures captures;
  std::vector<plan::Read> reads;
  std::vector<ArrayOrFailure> arrays;  ///< one per read
  std::vector<PictureToDraw> pictures;
  double read_s = 0;
};

/// A drawn picture; without one (neither image nor documents) the outcome says why, and is passed
/// on.
struct PictureToSave {
  plan::Outcome outcome;
  base::Image image;                                        ///< of the files that are encoded
  std::map<std::string, std::vector<std::byte>> documents;  ///< files of these suffixes, finished
  std::vector<std::string> files;
  std::string frame;  ///< also kept here, for movies; empty: it is not
  encode::Settings settings;
};

/// Tasks end in the order in which they were read, after their pictures.
using ToSave = std::variant<PictureToSave, wire::TaskDone>;

/// Of a file's name, without its dot: "png".
inline std::string suffix_of(const std::string& file) {
  const std::string suffix = std::filesystem::path(file).extension().string();
  return suffix.empty() ? suffix : suffix.substr(1);
}

/// Measures wall time from its making on.
class Timer {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace rankplot::app
