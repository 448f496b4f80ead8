#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/plan/cases.hpp"

namespace rankplot::plan {

/// Refuses the rows whose datasets cannot be read as their paths ask (no such column, axis or
/// index), and makes one row of each index that captures in hyperslabs run over.
void expand_hyperslabs(Cases& cases, const Catalogs& catalogs, Symbols& symbols);

/// Elements that a path reads of a dataset, whatever its captures are; none: more than 64 bits can
/// count. Throws Error where resolve does.
std::optional<std::uint64_t> slab_elements(const FigurePath& path, const DatasetInfo& dataset);

/// Bytes of an element of a path as kept in memory.
std::uint64_t element_bytes(const FigurePath& path, const DatasetInfo& dataset);

}  // namespace rankplot::plan
