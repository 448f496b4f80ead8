#include "painter/read/conventions/packing.hpp"

#include <limits>
#include <span>

#include "painter/read/attributes.hpp"

namespace rankplot::read {
namespace {

const Names kWanted{"_FillValue", "missing_value", "scale_factor", "add_offset"};

/// One number, and one that changes something.
double single(const plan::Attributes& attributes, const char* name, double otherwise) {
  const auto found = attributes.find(name);
  if (found == attributes.end() || found->second.numbers.size() != 1) return otherwise;
  return found->second.numbers[0];
}

template <class Number>
void unpack(const Packing& packing, std::span<Number> numbers) {
  constexpr Number kMissing = std::numeric_limits<Number>::quiet_NaN();
  // A number is missing where it is the same once both are of the file's precision.
  for (const double missing : packing.missing) {
    const auto value = static_cast<Number>(missing);
    for (Number& number : numbers) number = number == value ? kMissing : number;
  }
  if (!packing.is_scaled()) return;
  const auto scale = static_cast<Number>(packing.scale);
  const auto offset = static_cast<Number>(packing.offset);
  for (Number& number : numbers) number = number * scale + offset;
}

}  // namespace

Packing packing_of(hid_t dataset) {
  Packing packing;
  if (!has_attributes(dataset)) return packing;
  const plan::Attributes attributes = attributes_of(dataset, kWanted);
  for (const char* name : {"_FillValue", "missing_value"}) {
    const auto found = attributes.find(name);
    if (found == attributes.end()) continue;
    const auto& values = found->second.numbers;
    packing.missing.insert(packing.missing.end(), values.begin(), values.end());
  }
  packing.scale = single(attributes, "scale_factor", 1);
  packing.offset = single(attributes, "add_offset", 0);
  return packing;
}

base::ElementType unpacked_type(const Packing& packing, base::ElementType stored) {
  if (packing.empty()) return stored;
  const bool exact = stored == base::ElementType::Float32 && !packing.is_scaled();
  return exact ? base::ElementType::Float32 : base::ElementType::Float64;
}

void unpack(const Packing& packing, base::ElementType type, std::byte* elements,
            std::size_t count) {
  if (packing.empty()) return;
  if (type == base::ElementType::Float32) {
    unpack(packing, std::span(reinterpret_cast<float*>(elements), count));
  } else {
    unpack(packing, std::span(reinterpret_cast<double*>(elements), count));
  }
}

}  // namespace rankplot::read
