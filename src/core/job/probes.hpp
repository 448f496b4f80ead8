#pragma once

#include "core/job/figure.hpp"

/// A [[probe]] stands among the job's figures too, behind those that are drawn: it has cases,
/// tasks, a key and lines in the journal as they have, and a number where they have a picture. What
/// it evaluates are the roles x and y of its one layer.
namespace rankplot::job {

inline constexpr const char* kProbeKind = "probe";

bool is_probe(const Figure& figure);

}  // namespace rankplot::job
