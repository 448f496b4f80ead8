#pragma once

#include <string>

#include "core/job/problems.hpp"

namespace rankplot::job {

/// Puts the "key=value" of a --set into the job's table, before it is checked. The key is a dotted
/// path; blocks of a list are chosen by number or by name: figure.v.title, figure.0.layer.1.cmap.
/// The value is TOML, or text where it is not TOML or a text is wanted. What cannot be done is
/// noted.
void apply_override(toml::table& root, const std::string& setting, Problems& problems);

}  // namespace rankplot::job
