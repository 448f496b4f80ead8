#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names.hpp"

namespace rankplot::base {

/// Element types as they are kept in memory (native byte order), whatever the file's.
enum class ElementType : std::uint8_t {
  Int8,
  UInt8,
  Int16,
  UInt16,
  Int32,
  UInt32,
  Int64,
  UInt64,
  Float32,
  Float64
};

std::size_t element_bytes(ElementType type);
std::string_view element_name(ElementType type);  ///< "int8" ... "float64"

/// Product of the extents; 1 for a scalar (no axes). Throws Error when it exceeds 64 bits.
std::size_t element_count(std::span<const std::size_t> shape);

/// Numbers as they came from a file: row-major (last axis fastest). Immutable once made; copies
/// share the bytes. `data` may be heap memory or the mapping of a memfd: the pointer's deleter
/// knows.
struct Array {
  ElementType type = ElementType::Float64;
  std::vector<std::size_t> shape;
  std::shared_ptr<const std::byte> data;
  Names names = {};                     ///< of categories: each value is a place in it
  std::vector<std::string> notes = {};  ///< what the journal should say of it

  std::size_t count() const { return element_count(shape); }
  std::size_t bytes() const { return count() * element_bytes(type); }
};

/// What expressions compute and layers draw: doubles, row-major. A scalar has an empty shape and
/// one value.
struct Field {
  std::vector<std::size_t> shape;
  std::vector<double> values;
  Names names = {};  ///< of categories: each value is a place in it

  bool is_scalar() const { return shape.empty(); }
};

/// Element by element to double (64-bit integers above 2^53 are rounded).
Field to_field(const Array& array);

}  // namespace rankplot::base
