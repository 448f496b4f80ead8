#include "painter/read/attributes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "core/base/utf8.hpp"

namespace rankplot::read {
namespace {

constexpr std::size_t kMostNames = 1000;
constexpr std::size_t kMostTextBytes = 1024;
constexpr std::size_t kMostFixedBytes = 65536;  // of a text that is read whole before it is cut
constexpr hssize_t kMostNumbers = 4;
constexpr hssize_t kMostTexts = 8;

/// As files with no word of their encoding mean it.
std::string from_latin1(std::string_view text) {
  std::string utf8;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0 | (byte >> 6));
      utf8 += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return utf8;
}

/// What is before the first zero byte, without control characters and padding.
std::string clean(std::string_view text) {
  text = text.substr(0, text.find('\0'));
  std::string cut(text.substr(0, kMostTextBytes));
  while (cut.size() < text.size() && !cut.empty() && (cut.back() & 0x80) != 0) cut.pop_back();
  for (char& c : cut) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  cut.erase(cut.find_last_not_of(' ') + 1);
  return base::to_utf8(cut) == cut ? cut : from_latin1(cut);
}

std::optional<plan::Attribute> texts(hid_t attribute, hid_t type, hid_t space, std::size_t count) {
  std::vector<std::string> read;
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> pointers(count, nullptr);
    if (H5Aread(attribute, type, pointers.data()) < 0) return std::nullopt;
    for (const char* text : pointers) read.push_back(text == nullptr ? "" : clean(text));
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
  } else {
    const std::size_t each = H5Tget_size(type);
    if (each == 0 || each > kMostFixedBytes) return std::nullopt;
    std::string bytes(each * count, '\0');
    if (H5Aread(attribute, type, bytes.data()) < 0) return std::nullopt;
    for (std::size_t i = 0; i < count; ++i) {
      read.push_back(clean(std::string_view(bytes).substr(i * each, each)));
    }
  }
  return plan::Attribute{fmt::format("{}", fmt::join(read, ", ")), {}};
}

template <class Number>
std::optional<plan::Attribute> numbers(hid_t attribute, hid_t memory_type, std::size_t count) {
  std::array<Number, kMostNumbers> read{};
  if (H5Aread(attribute, memory_type, read.data()) < 0) return std::nullopt;
  plan::Attribute numbers;
  bool finite = true;
  for (std::size_t i = 0; i < count; ++i) {
    numbers.numbers.push_back(static_cast<double>(read[i]));
    finite = finite && std::isfinite(numbers.numbers.back());
  }
  const auto end = read.begin() + static_cast<std::ptrdiff_t>(count);
  numbers.text = fmt::format("{}", fmt::join(read.begin(), end, ", "));
  if (count > 1) numbers.text = fmt::format("[{}]", numbers.text);
  if (!finite) numbers.numbers.clear();
  return numbers;
}

/// The name of an enumeration's value, such as h5py's TRUE.
std::optional<plan::Attribute> named(hid_t attribute, hid_t type) {
  std::array<std::byte, 8> value{};
  std::array<char, 128> name{};
  if (H5Tget_size(type) > value.size() || H5Aread(attribute, type, value.data()) < 0 ||
      H5Tenum_nameof(type, value.data(), name.data(), name.size()) < 0) {
    return std::nullopt;
  }
  name.back() = '\0';
  return plan::Attribute{clean(name.data()), {}};
}

std::optional<plan::Attribute> numbers(hid_t attribute, hid_t type, std::size_t count) {
  switch (H5Tget_class(type)) {
    case H5T_INTEGER:
      if (H5Tget_sign(type) == H5T_SGN_NONE) {
        return numbers<unsigned long long>(attribute, H5T_NATIVE_ULLONG, count);
      }
      return numbers<long long>(attribute, H5T_NATIVE_LLONG, count);
    case H5T_FLOAT:
      // A float's own digits: 0.1, not the 0.10000000149 of the same number as a double.
      if (H5Tget_size(type) <= sizeof(float)) {
        return numbers<float>(attribute, H5T_NATIVE_FLOAT, count);
      }
      return numbers<double>(attribute, H5T_NATIVE_DOUBLE, count);
    case H5T_ENUM: return count == 1 ? named(attribute, type) : std::nullopt;
    default: return std::nullopt;
  }
}

herr_t add_name(hid_t, const char* name, const H5A_info_t*, void* data) {
  auto& names = *static_cast<std::vector<std::string>*>(data);
  names.emplace_back(name);
  return names.size() < kMostNames ? 0 : 1;
}

}  // namespace

std::optional<plan::Attribute> read_attribute(hid_t object, const char* name) {
  const AttributeHandle attribute(H5Aopen(object, name, H5P_DEFAULT));
  if (!attribute) return std::nullopt;
  const TypeHandle type(H5Aget_type(attribute.id()));
  const SpaceHandle space(H5Aget_space(attribute.id()));
  if (!type || !space || H5Sget_simple_extent_type(space.id()) == H5S_NULL) return std::nullopt;
  const hssize_t count = H5Sget_simple_extent_npoints(space.id());
  const bool is_text = H5Tget_class(type.id()) == H5T_STRING;
  if (count < 1 || count > (is_text ? kMostTexts : kMostNumbers)) return std::nullopt;
  const auto each = static_cast<std::size_t>(count);
  return is_text ? texts(attribute.id(), type.id(), space.id(), each)
                 : numbers(attribute.id(), type.id(), each);
}

bool has_attributes(hid_t object) {
  H5O_info_t info{};
  return H5Oget_info2(object, &info, H5O_INFO_NUM_ATTRS) >= 0 && info.num_attrs > 0;
}

std::vector<std::string> attribute_names(hid_t object) {
  std::vector<std::string> names;
  hsize_t at = 0;
  H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, &at, add_name, &names);
  return names;
}

plan::Attributes attributes_of(hid_t object, const Names& wanted) {
  plan::Attributes found;
  for (const std::string& name : attribute_names(object)) {
    if (!wanted.contains(name)) continue;
    if (auto attribute = read_attribute(object, name.c_str())) {
      found.emplace(name, std::move(*attribute));
    }
  }
  return found;
}

}  // namespace rankplot::read
