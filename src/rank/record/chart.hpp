#pragma once

#include <optional>
#include <string>

#include "core/job/vocabulary.hpp"
#include "core/wire/messages.hpp"
#include "rank/stream/view.hpp"

namespace rankplot::record {

/// What a painter needs to draw monitor.png.
struct Chart {
  wire::Setup setup;
  wire::Paint paint;
};

/// The view as a figure of line layers, one for each series (those of rankplot's own only where
/// there are no others), to be saved as `output`/monitor.png: the same picture as a job makes that
/// draws the record. Series with many points are drawn by their buckets: first, least, greatest and
/// last. Empty: there is nothing to draw. `task` tells drawings apart.
std::optional<Chart> make_chart(const stream::View& view, const std::string& output,
                                const job::Vocabulary& vocabulary, std::uint64_t task);

}  // namespace rankplot::record
