#pragma once

#include "core/job/figure_parser.hpp"
#include "core/job/movie_block.hpp"

namespace rankplot::job {

/// [[movie]], all of them, into the job's movies; its figures are known already.
void parse_movies(const toml::table& root, const Context& context, Job& job);

}  // namespace rankplot::job
