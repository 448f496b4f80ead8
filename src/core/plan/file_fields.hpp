#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/job/figure.hpp"
#include "core/plan/catalog.hpp"
#include "core/plan/pattern.hpp"

namespace rankplot::plan {

/// What the texts of figures ask of the files themselves: {attr.NAME} and {time}.
struct FileFields {
  std::vector<std::string> attributes;  ///< names, each once
  bool time = false;

  bool empty() const { return attributes.empty() && !time; }
  void add(const FileFields& more);
};

/// Is the field {attr.NAME}?
bool is_attribute(std::string_view field);

/// Of all templates of a figure. A malformed one asks for nothing: it is refused elsewhere.
FileFields file_fields_of(const job::Figure& figure);

/// The values by field name ("attr.units", "time"), of the dataset that {file} and {dataset} are
/// about; a capture hides the field of its name. Throws Error naming what the dataset has not.
std::map<std::string, std::string> file_fields(const FileFields& wanted, const Captures& captures,
                                               std::string_view file, const DatasetInfo& dataset);

}  // namespace rankplot::plan
