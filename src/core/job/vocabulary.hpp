#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/job/job.hpp"

namespace rankplot::job {

enum class OptionType { Bool, Int, Number, Text, Choice, Color, Numbers, Texts, Limits, Template };

/// One option of a layer kind or of a block of the job: what may be written, and what is meant when
/// nothing is. Limits is "own" or [lo, hi] (kept as an empty or two-element list of numbers).
struct Option {
  std::string name;
  std::string summary;
  OptionType type = OptionType::Text;
  std::optional<Value> fallback;      ///< the default; absent: none
  std::vector<std::string> choices;   ///< of a Choice
  std::optional<double> least, most;  ///< of Int, Number
};

struct Role {
  std::string name;
  std::string summary;
  bool required = true;
};

/// What a registry entry (layer kind, format, convention) says of itself.
struct Entry {
  std::string name;
  std::string summary;
  std::vector<Role> roles;  ///< layer kinds only
  std::vector<Option> options;
  std::string example;                ///< lines of a job that work as they stand
  std::vector<std::string> suffixes;  ///< formats only: "jpg", "jpeg"
};

/// Every word that the painter knows: made from its registries (`rankplot-painter --vocabulary`),
/// embedded in rankplot. The job checker, the error messages and the reference come from it.
struct Vocabulary {
  std::vector<Entry> layers;
  std::vector<Entry> formats;
  std::vector<std::string> colormaps;  ///< with matplotlib's names; each also as NAME_r
  std::vector<std::string>
      colors;  ///< named colours; "#rrggbb", "#rgb" and "C0".."C9" are valid besides
  std::vector<std::string> markers;
  std::vector<std::string> linestyles;
};

void to_json(nlohmann::json& json, const Vocabulary& vocabulary);
void from_json(const nlohmann::json& json, Vocabulary& vocabulary);

}  // namespace rankplot::job
