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
  /// The same of the expressions that are gathered.
  std::vector<std::map<std::string, std::vector<std::vector<std::size_t>>>> of_gathers;
  std::optional<std::size_t> main;  ///< what {file} and {dataset} are about
};

/// Resolves inputs and relative names. Throws Error naming the figure and the path.
FigurePaths figure_paths(const job::Job& job, const job::Figure& figure);

/// What {file} and {dataset} are about in the texts of a layer: the first path of a layer that is
/// drawn over captures, else the figure's main one.
std::optional<std::size_t> main_of_layer(const job::Figure& figure, const FigurePaths& paths,
                                         std::size_t layer);

/// "FILE:LINE: figure 'NAME'", for messages.
std::string figure_title(const job::Job& job, const job::Figure& figure);

}  // namespace rankplot::plan
