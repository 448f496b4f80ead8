#pragma once

#include "core/job/blocks.hpp"

namespace rankplot::job {

const Block& movie_block();

}  // namespace rankplot::job
