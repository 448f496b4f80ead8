#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rankplot::journal {

/// The part of a plan that one of several runs draws, each with its own lock and journal: for sites
/// that give only small jobs. The whole is share 1 of 1.
struct Share {
  std::uint32_t number = 1;  ///< 1 to `of`
  std::uint32_t of = 1;

  bool is_whole() const { return of == 1; }
  /// Neighbours go to different shares, so that each has as much to do.
  bool takes(std::uint64_t id) const { return id % of == number - 1; }
  /// "" of the whole, else ".2-of-8": behind the names of journal and lock.
  std::string suffix() const;
  bool operator==(const Share&) const = default;

  /// Reads "2/8". Throws base::Error.
  static Share parse(std::string_view text);
};

}  // namespace rankplot::journal
