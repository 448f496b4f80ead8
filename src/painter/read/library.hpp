#pragma once

#include <string>
#include <vector>

#include "painter/read/filters.hpp"

namespace rankplot::read {

/// The HDF5 library that this program runs with.
struct LibraryFacts {
  std::string version;                    ///< "1.10.8"
  std::vector<std::string> plugin_paths;  ///< folders searched for filters
  std::vector<FilterFact> filters;
};
LibraryFacts library_facts();

}  // namespace rankplot::read
