#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/expr/path.hpp"
#include "painter/read/types.hpp"

namespace rankplot::read {

/// A dataset that a reference points to.
struct Target {
  std::string object;
  std::vector<expr::Slice> region;  ///< what a region reference takes of it; empty: all
};

/// References in a dataset are followed up to this number.
inline constexpr std::size_t kMostReferences = 10'000;

/// Follows references that were read from `dataset`. Throws base::Error: one is null, points to
/// what is no dataset or has no name, or to a region that is no hyperslab.
std::vector<Target> follow(hid_t dataset, const Kept& kept, std::span<const std::byte> references);

/// The axes of what the references of a dataset point to, as the plan is to know them: the largest
/// extents of all. Throws base::Error where there are too many.
std::vector<std::uint64_t> extents_of_targets(hid_t dataset, const Kept& kept, hid_t space);

/// What several references point to, one behind the other along the axes of `shape` (the
/// references' own). Throws base::Error where the shapes differ, or numbers meet names.
base::Array stack(const std::vector<std::size_t>& shape, const std::vector<base::Array>& parts,
                  const std::function<std::shared_ptr<std::byte>(std::size_t)>& allocate);

}  // namespace rankplot::read
