#pragma once

#include <string>
#include <vector>

#include "core/job/vocabulary.hpp"
#include "core/plan/catalog.hpp"
#include "core/plan/plan.hpp"

/// The job that `rankplot plot FILE PATH...` stands for. Pure.
namespace rankplot::app {

struct PlotRequest {
  std::string file;                ///< a file or a pattern of files
  std::vector<std::string> paths;  ///< paths or expressions, at least one
  std::string kind;                ///< of layer; empty: from the shapes
  std::string save;                ///< empty: named after the last path
};

/// What is to be looked for in which file before the kind can be told: the first file that the
/// pattern names. Throws base::Error.
plan::ScanRequest plot_scan(const PlotRequest& request);

/// The job as TOML. `catalog` answers plot_scan. Throws base::Error naming file, path and shape
/// where no kind draws them.
std::string plot_job(const PlotRequest& request, const plan::FileCatalog& catalog,
                     const job::Vocabulary& vocabulary);

}  // namespace rankplot::app
