#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/plan/plan.hpp"

namespace rankplot::app {

/// A look before the whole run: what of the plan to draw.
struct Look {
  bool first = false;              ///< of each figure its first picture that can be drawn
  std::vector<std::string> cases;  ///< "step=100" or "step=100,run=a": any of them; none: all

  bool whole() const { return !first && cases.empty(); }
};

/// The ids of the pictures that `look` takes. Values of captures that are numbers are equal as
/// numbers ("100" is "00100"). Throws base::Error where a case is malformed, names a capture that
/// there is not, or is no case of the plan.
std::set<std::uint64_t> pictures_of(const plan::Plan& plan, const Look& look);

/// Takes all other pictures out of the plan; ids stay what they are.
void leave_only(plan::Plan& plan, const std::set<std::uint64_t>& pictures);

}  // namespace rankplot::app
