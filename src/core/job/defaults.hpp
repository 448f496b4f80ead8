#pragma once

#include <map>
#include <string>

#include "core/job/problems.hpp"
#include "core/job/vocabulary.hpp"

namespace rankplot::job {

/// The tables of [defaults], nullptr where there is none. They belong to the job's text.
struct Defaults {
  const toml::table* figure = nullptr;               ///< any key of [[figure]]
  const toml::table* axes = nullptr;                 ///< axes_keys(); speaks before `figure`
  const toml::table* layer = nullptr;                ///< options of all layers
  std::map<std::string, const toml::table*> layers;  ///< by kind; speak before `layer`

  const toml::table* of_kind(const std::string& kind) const {
    const auto place = layers.find(kind);
    return place == layers.end() ? nullptr : place->second;
  }
};

/// Reads [defaults]; `node` may be nullptr. Keys that no block has are noted here; values are
/// checked where they are used.
Defaults read_defaults(const toml::node* node, const Vocabulary& vocabulary, Problems& problems);

}  // namespace rankplot::job
