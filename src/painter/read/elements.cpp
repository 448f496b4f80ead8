#include "painter/read/elements.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <unordered_map>

#include "core/base/error.hpp"

namespace rankplot::read {
namespace {

/// The places within an element that a hyperslab takes, in row-major order.
std::vector<std::size_t> places(const Kept& kept, std::span<const plan::Slab::Axis> inner) {
  std::vector<std::size_t> all{0};
  for (std::size_t axis = 0; axis < kept.extents.size(); ++axis) {
    const plan::Slab::Axis whole{0, 1, kept.extents[axis], false};
    const plan::Slab::Axis& taken = inner.empty() ? whole : inner[axis];
    std::vector<std::size_t> next;
    next.reserve(all.size() * taken.count);
    for (const std::size_t before : all) {
      for (std::size_t i = 0; i < taken.count; ++i) {
        next.push_back(before * kept.extents[axis] + taken.start + i * taken.stride);
      }
    }
    all = std::move(next);
  }
  return all;
}

/// Calls `take` with the bytes at each place of each element.
template <class Take>
void for_each_leaf(const Raw& raw, std::span<const std::size_t> places, Take take) {
  for (std::size_t at = 0; at < raw.bytes.size(); at += raw.element_bytes) {
    for (const std::size_t place : places) {
      take(raw.bytes.subspan(at + place * raw.leaf_bytes, raw.leaf_bytes));
    }
  }
}

/// A string of a fixed length without what it was filled up with.
class FixedText {
 public:
  explicit FixedText(hid_t type) : padding_(H5Tget_strpad(type)) {}

  std::string_view operator()(std::span<const std::byte> bytes) const {
    const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (padding_ == H5T_STR_NULLTERM) return all.substr(0, all.find('\0'));
    const std::size_t last = all.find_last_not_of(padding_ == H5T_STR_SPACEPAD ? ' ' : '\0');
    return last == all.npos ? std::string_view() : all.substr(0, last + 1);
  }

 private:
  H5T_str_t padding_;
};

std::string_view variable_text(std::span<const std::byte> bytes) {
  const char* text = nullptr;
  std::memcpy(&text, bytes.data(), sizeof text);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

/// An integer of up to 8 bytes; those of 8 that are unsigned keep their bits.
std::int64_t integer_at(std::span<const std::byte> bytes, base::ElementType type) {
  const auto value = [&](auto zero) {
    std::memcpy(&zero, bytes.data(), sizeof zero);
    return static_cast<std::int64_t>(zero);
  };
  switch (type) {
    case base::ElementType::Int8: return value(std::int8_t{});
    case base::ElementType::UInt8: return value(std::uint8_t{});
    case base::ElementType::Int16: return value(std::int16_t{});
    case base::ElementType::UInt16: return value(std::uint16_t{});
    case base::ElementType::Int32: return value(std::int32_t{});
    case base::ElementType::UInt32: return value(std::uint32_t{});
    default: return value(std::int64_t{});
  }
}

struct Member {
  std::int64_t value;
  std::string name;
};

/// An enumeration's members by value, in the integer type that they have in memory.
std::vector<Member> members_of(hid_t enumeration, base::ElementType integer) {
  std::vector<Member> members;
  const TypeHandle base_type(H5Tget_super(enumeration));
  const TypeHandle in_memory = memory_type(base_type.id(), kept_as(base_type.id()));
  const int count = H5Tget_nmembers(enumeration);
  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<unsigned>(i);
    // Converted in place: room for the wider of both.
    std::vector<std::byte> value(std::max(H5Tget_size(enumeration), H5Tget_size(in_memory.id())));
    if (H5Tget_member_value(enumeration, index, value.data()) < 0 ||
        H5Tconvert(base_type.id(), in_memory.id(), 1, value.data(), nullptr, H5P_DEFAULT) < 0) {
      base::fail("its labels cannot be read: {}", hdf5_reason());
    }
    char* name = H5Tget_member_name(enumeration, index);
    members.push_back({integer_at(value, integer), name == nullptr ? "" : name});
    H5free_memory(name);
  }
  std::stable_sort(members.begin(), members.end(),
                   [](const Member& a, const Member& b) { return a.value < b.value; });
  return members;
}

/// Numbers an enumeration's values; one that has no label is labelled by itself.
class Labels {
 public:
  explicit Labels(hid_t enumeration)
      : integer_(kept_as(TypeHandle(H5Tget_super(enumeration)).id()).type) {
    for (const Member& member : members_of(enumeration, integer_)) {
      numbers_.emplace(member.value, table_.number(member.name));
    }
  }

  std::size_t number(std::span<const std::byte> bytes) {
    const std::int64_t value = integer_at(bytes, integer_);
    const auto known = numbers_.find(value);
    if (known != numbers_.end()) return known->second;
    return numbers_.emplace(value, table_.number(std::to_string(value))).first->second;
  }
  base::Names names() const { return table_.names(); }

 private:
  base::ElementType integer_;
  std::unordered_map<std::int64_t, std::size_t> numbers_;
  base::NameTable table_;
};

void put(std::size_t number, std::byte*& to) {
  const auto value = static_cast<std::int32_t>(number);  // at most kMostNames
  std::memcpy(to, &value, sizeof value);
  to += sizeof value;
}

/// The numbers that `number` finds for all leaves, one after the other.
template <class Number>
void put_all(const Raw& raw, std::span<const std::size_t> places, std::byte* to, Number number) {
  for_each_leaf(raw, places, [&](std::span<const std::byte> bytes) { put(number(bytes), to); });
}

base::Names convert_text(const Raw& raw, std::span<const std::size_t> places, hid_t leaf,
                         std::byte* to) {
  base::NameTable table;
  if (H5Tis_variable_str(leaf) > 0) {
    put_all(raw, places, to, [&](auto bytes) { return table.number(variable_text(bytes)); });
  } else {
    const FixedText text(leaf);
    put_all(raw, places, to, [&](auto bytes) { return table.number(text(bytes)); });
  }
  return table.names();
}

}  // namespace

bool wants_all(const Kept& kept, std::span<const plan::Slab::Axis> inner) {
  for (std::size_t axis = 0; axis < inner.size(); ++axis) {
    if (inner[axis].count != kept.extents[axis]) return false;
  }
  return kept.as == Kept::As::Numbers;
}

base::Names convert(const Raw& raw, const Kept& kept, std::span<const plan::Slab::Axis> inner,
                    hid_t leaf, std::byte* to) {
  const std::vector<std::size_t> wanted = places(kept, inner);
  if (kept.as == Kept::As::Text) return convert_text(raw, wanted, leaf, to);
  if (kept.as == Kept::As::Labels) {
    Labels labels(leaf);
    put_all(raw, wanted, to, [&](auto bytes) { return labels.number(bytes); });
    return labels.names();
  }
  for_each_leaf(raw, wanted, [&](std::span<const std::byte> bytes) {
    std::memcpy(to, bytes.data(), bytes.size());
    to += bytes.size();
  });
  return nullptr;
}

}  // namespace rankplot::read
