#include "core/base/array.hpp"

#include <array>
#include <cstring>

#include "core/base/error.hpp"

namespace rankplot::base {
namespace {

struct ElementInfo {
  std::size_t bytes;
  std::string_view name;
};

constexpr std::array<ElementInfo, 10> kElements{{{1, "int8"},
                                                 {1, "uint8"},
                                                 {2, "int16"},
                                                 {2, "uint16"},
                                                 {4, "int32"},
                                                 {4, "uint32"},
                                                 {8, "int64"},
                                                 {8, "uint64"},
                                                 {4, "float32"},
                                                 {8, "float64"}}};

/// Made from its first value to its last: filled with zeros before, large arrays would take half as
/// long again.
template <class T>
std::vector<double> converted(const std::byte* from, std::size_t count) {
  const T* typed = reinterpret_cast<const T*>(from);
  return std::vector<double>(typed, typed + count);
}

}  // namespace

std::size_t element_bytes(ElementType type) {
  return kElements.at(static_cast<std::size_t>(type)).bytes;
}

std::string_view element_name(ElementType type) {
  return kElements.at(static_cast<std::size_t>(type)).name;
}

std::size_t element_count(std::span<const std::size_t> shape) {
  std::size_t count = 1;
  for (std::size_t extent : shape) {
    if (__builtin_mul_overflow(count, extent, &count)) {
      fail("an array of shape ({}) has more elements than 64 bits can count",
           fmt::join(shape, ", "));
    }
  }
  return count;
}

Field to_field(const Array& array) {
  Field field{array.shape, {}, array.names};
  const std::size_t count = array.count();
  const std::byte* bytes = array.data.get();
  switch (array.type) {
    case ElementType::Int8: field.values = converted<std::int8_t>(bytes, count); break;
    case ElementType::UInt8: field.values = converted<std::uint8_t>(bytes, count); break;
    case ElementType::Int16: field.values = converted<std::int16_t>(bytes, count); break;
    case ElementType::UInt16: field.values = converted<std::uint16_t>(bytes, count); break;
    case ElementType::Int32: field.values = converted<std::int32_t>(bytes, count); break;
    case ElementType::UInt32: field.values = converted<std::uint32_t>(bytes, count); break;
    case ElementType::Int64: field.values = converted<std::int64_t>(bytes, count); break;
    case ElementType::UInt64: field.values = converted<std::uint64_t>(bytes, count); break;
    case ElementType::Float32: field.values = converted<float>(bytes, count); break;
    case ElementType::Float64: field.values = converted<double>(bytes, count); break;
  }
  return field;
}

}  // namespace rankplot::base
