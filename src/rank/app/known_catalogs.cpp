#include "rank/app/known_catalogs.hpp"

#include <algorithm>

#include "core/base/error.hpp"

namespace rankplot::app {
namespace {

bool same(const plan::ScanRequest& a, const plan::ScanRequest& b) {
  return a.patterns == b.patterns && a.attributes == b.attributes && a.time == b.time;
}

bool is_as_it_was(const plan::FileIdentity& identity) {
  try {
    return plan::identify(identity.path) == identity;
  } catch (const base::Error&) {
    return false;
  }
}

}  // namespace

std::vector<plan::ScanRequest> KnownCatalogs::unknown(
    const std::vector<plan::ScanRequest>& requests) const {
  std::vector<plan::ScanRequest> unknown;
  for (const plan::ScanRequest& request : requests) {
    const auto known = known_.find(request.file);
    const bool holds = known != known_.end() && same(known->second.request, request) &&
                       known->second.catalog.error.empty() &&
                       is_as_it_was(known->second.catalog.file);
    if (!holds) unknown.push_back(request);
  }
  return unknown;
}

std::vector<plan::FileCatalog> KnownCatalogs::complete(
    const std::vector<plan::ScanRequest>& requests, std::vector<plan::FileCatalog> scanned) {
  for (plan::FileCatalog& catalog : scanned) {
    Known& known = known_[catalog.file.path];
    known.catalog = std::move(catalog);
  }
  std::vector<plan::FileCatalog> all;
  for (const plan::ScanRequest& request : requests) {
    Known& known = known_[request.file];
    known.request = request;
    all.push_back(known.catalog);
  }
  return all;
}

}  // namespace rankplot::app
