#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/job/figure.hpp"

namespace rankplot::job {

enum class OptionType { Bool, Int, Number, Text, Choice, Color, Numbers, Texts, Limits, Template };

/// One option of a layer kind or of a block of the job: what may be written, and what is meant when
/// nothing is. Kept as: Bool bool; Int int64; Number double; Text, Choice, Color, Template text;
/// Numbers and Texts lists (a single one may be written without brackets; Numbers with choices
/// takes one of those words too, kept as text); Limits a list of
/// numbers, empty for "own", else [lo, hi], NaN for "auto" (without choices only: of an axis). A
/// Choice without choices of its own that is called
/// cmap, marker or linestyle takes the vocabulary's.
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
  bool scene = false;                 ///< layer kinds: drawn in a 3-D scene, not in a chart
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

// from_json throws base::Error on anything that to_json does not write.
void to_json(nlohmann::json& json, const Option& option);
void from_json(const nlohmann::json& json, Option& option);
void to_json(nlohmann::json& json, const Role& role);
void from_json(const nlohmann::json& json, Role& role);
void to_json(nlohmann::json& json, const Entry& entry);
void from_json(const nlohmann::json& json, Entry& entry);
void to_json(nlohmann::json& json, const Vocabulary& vocabulary);
void from_json(const nlohmann::json& json, Vocabulary& vocabulary);

}  // namespace rankplot::job
