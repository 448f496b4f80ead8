#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/pattern.hpp"

namespace rankplot::plan {

/// A path of a figure with its names resolved.
struct FigurePath {
  std::size_t input = 0;  ///< index into Job::inputs
  Pattern object;         ///< absolute, without globs
  std::string column;
  std::vector<expr::Slice> hyperslab;
};

/// All that a figure reads, each distinct path once.
struct FigurePaths {
  std::vector<FigurePath> paths;
  /// For each layer and role the places in `paths` of its expression's paths.
  std::vector<std::map<std::string, std::vector<std::size_t>>> of_roles;
  std::optional<std::size_t> main;  ///< what {file} and {dataset} are about
};

/// Resolves inputs and relative names. Throws Error naming the figure and the path.
FigurePaths figure_paths(const job::Job& job, const job::Figure& figure);

/// "FILE:LINE: figure 'NAME'", for messages.
std::string figure_title(const job::Job& job, const job::Figure& figure);

}  // namespace rankplot::plan
