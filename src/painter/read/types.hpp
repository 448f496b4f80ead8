#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/array.hpp"
#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// What the elements of a type in a file become in memory, or why they become nothing.
struct Kept {
  enum class As {
    Numbers,
    Labels,   ///< an enumeration: the places of its values in ascending order, with their names
    Text,     ///< strings: numbered as they first appear, with a table of them
    Objects,  ///< references to datasets: what those hold
    Regions   ///< references to parts of datasets: what those hold
  };
  As as = As::Numbers;
  base::ElementType type = base::ElementType::Float64;  ///< in memory
  std::vector<std::uint64_t> extents;  ///< of arrays as elements: axes behind those of the dataset
  std::uint64_t file_bytes = 0;        ///< of one number or string where it is
  std::string refusal;                 ///< empty: it can be read

  /// That an element takes, at least, while it is read.
  std::uint64_t bytes() const;
};

/// Integers keep their sign and go to the next width of 8 to 64 bits; floats of up to 32 bits go to
/// float32, all others to float64; a bool (an enumeration of FALSE and TRUE) is its integer. Of a
/// compound type `column` says which member, "pos.x" one in a member.
Kept kept_as(hid_t file_type, std::string_view column = {});

/// The type that H5Dread is to give for what is kept: numbers as kept.type, enumerations as their
/// integers, strings and references as they are; arrays and compounds (with the one member) around
/// it. Throws base::Error where HDF5 cannot make it.
TypeHandle memory_type(hid_t file_type, const Kept& kept, std::string_view column = {});

/// The type in the file that stands inside all arrays and members.
TypeHandle leaf_type(hid_t file_type, std::string_view column = {});

/// The columns of a compound type in file order, those of compounds in it by their full names; none
/// for any other type. At most kMostColumns.
std::vector<std::string> columns_of(hid_t file_type);
inline constexpr std::size_t kMostColumns = 5'000;

}  // namespace rankplot::read
