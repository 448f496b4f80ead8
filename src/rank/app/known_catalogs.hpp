#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/plan/catalog.hpp"

namespace rankplot::app {

/// What is known of files from earlier rounds of a run that scans again and again.
class KnownCatalogs {
 public:
  /// Of the requests, those for files that are new, have changed or are asked for something else.
  std::vector<plan::ScanRequest> unknown(const std::vector<plan::ScanRequest>& requests) const;
  /// The answers to all requests, where `scanned` are those to what unknown() said.
  std::vector<plan::FileCatalog> complete(const std::vector<plan::ScanRequest>& requests,
                                          std::vector<plan::FileCatalog> scanned);

 private:
  struct Known {
    plan::ScanRequest request;
    plan::FileCatalog catalog;
  };
  std::unordered_map<std::string, Known> known_;
};

}  // namespace rankplot::app
