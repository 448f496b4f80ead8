#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/plan/plan.hpp"

namespace rankplot::plan {

/// Files that are not taken are as if they were not there.
using Takes = std::function<bool(const std::string& path)>;

/// As scans(job), of the files that `takes`.
std::vector<ScanRequest> scans(const job::Job& job, const Takes& takes);

}  // namespace rankplot::plan
