#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/plan/pattern.hpp"
#include "core/plan/sketch.hpp"

namespace rankplot::plan {

/// Where in the straight line something happened; in messages by its name.
enum class Stage : std::uint8_t { Idle, Plan, Scan, Read, Draw, Encode, Write };
const char* stage_name(Stage stage);  ///< "idle", "plan", ...

/// What a picture was found to hold where only that was asked for (shared_limits.hpp).
struct Measured {
  std::size_t limits = 0;  ///< which of the job's shared limits it is for
  Sketch values;
};

/// What a [[probe]] found in one case.
struct Probed {
  double x = 0, y = 0;
  bool operator==(const Probed&) const = default;
};

/// What became of one picture: a line in the journal, a row in data.csv.
struct Outcome {
  std::uint64_t picture = 0;  ///< Picture::id
  std::uint64_t task = 0;
  std::string figure;  ///< its name
  Captures captures;
  std::string key;
  bool saved = false;
  bool set_aside = false;  ///< failures: painters died under it; not tried again until asked for
  std::vector<std::string>
      files;  ///< written, relative to the current directory; also those written before a failure
  std::uint64_t bytes = 0;    ///< of those files
  Stage stage = Stage::Idle;  ///< failures: where
  std::string reason;         ///< failures: why
  std::string file;           ///< failures: the file it is about, if one
  std::string object;         ///< failures: the object in it, if one
  int rank = -1;
  double seconds = 0;              ///< of a painter's time
  std::vector<std::string> notes;  ///< "12 of 100 points are NaN"
  std::vector<Measured> measured;  ///< instead of a picture
  std::optional<Probed> probed;    ///< instead of a picture: that of a saved probe
};

void to_json(nlohmann::json& json, const Measured& measured);
void from_json(const nlohmann::json& json, Measured& measured);
void to_json(nlohmann::json& json, const Outcome& outcome);
void from_json(const nlohmann::json& json, Outcome& outcome);

}  // namespace rankplot::plan
