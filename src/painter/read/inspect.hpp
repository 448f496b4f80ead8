#pragma once

#include "core/plan/inspection.hpp"
#include "painter/read/read.hpp"

namespace rankplot::read {

/// What a file holds, as deep and as wide as the request says: links are shown with where they lead
/// and are not followed into groups, so that cycles end; a group that several names lead to is
/// shown once. What cannot be opened is in its node's `problem`; a file that cannot be gives
/// Inspection::error.
plan::Inspection inspect(const plan::InspectRequest& request, const Progress& progress = {});

}  // namespace rankplot::read
