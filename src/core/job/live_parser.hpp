#pragma once

#include <map>
#include <string>

#include "core/job/blocks.hpp"
#include "core/job/figure_parser.hpp"

namespace rankplot::job {

const Block& source_block();
const Block& probe_block();
const Block& monitor_block();

/// [[source]], all of them, and [monitor], from the top of the job into it.
void parse_live(const toml::table& root, const Context& context, Job& job);

/// [[probe]], all of them, into the job's probes and behind its figures, which it has already.
void parse_probes(const toml::table& root, const Context& context, Job& job);

}  // namespace rankplot::job
