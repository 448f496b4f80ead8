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

template <class T>
void convert(const std::byte* from, std::vector<double>& to) {
  const T* typed = reinterpret_cast<const T*>(from);
  for (std::size_t i = 0; i < to.size(); ++i) to[i] = static_cast<double>(typed[i]);
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
  Field field{array.shape, std::vector<double>(array.count()), array.names};
  const std::byte* bytes = array.data.get();
  switch (array.type) {
    case ElementType::Int8: convert<std::int8_t>(bytes, field.values); break;
    case ElementType::UInt8: convert<std::uint8_t>(bytes, field.values); break;
    case ElementType::Int16: convert<std::int16_t>(bytes, field.values); break;
    case ElementType::UInt16: convert<std::uint16_t>(bytes, field.values); break;
    case ElementType::Int32: convert<std::int32_t>(bytes, field.values); break;
    case ElementType::UInt32: convert<std::uint32_t>(bytes, field.values); break;
    case ElementType::Int64: convert<std::int64_t>(bytes, field.values); break;
    case ElementType::UInt64: convert<std::uint64_t>(bytes, field.values); break;
    case ElementType::Float32: convert<float>(bytes, field.values); break;
    case ElementType::Float64: convert<double>(bytes, field.values); break;
  }
  return field;
}

}  // namespace rankplot::base
