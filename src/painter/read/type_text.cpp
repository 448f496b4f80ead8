#include "painter/read/type_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace rankplot::read {
namespace {

constexpr int kMostNested = 4;  // types in types
constexpr int kMostNames = 6;   // of an enumeration

std::string nested_text(hid_t type, int depth);

std::string order_text(hid_t type) {
  return H5Tget_size(type) > 1 && H5Tget_order(type) == H5T_ORDER_BE ? " big-endian" : "";
}

/// "int16"; "int16 of 12 bits" where it does not use them all.
std::string number_text(hid_t type, const char* name) {
  const std::size_t bits = 8 * H5Tget_size(type);
  const std::size_t used = H5Tget_precision(type);
  const std::string part = used < bits ? fmt::format(" of {} bits", used) : "";
  return fmt::format("{}{}{}{}", name, bits, part, order_text(type));
}

std::string string_text(hid_t type) {
  if (H5Tis_variable_str(type) > 0) return "text";
  return fmt::format("text of {} bytes", H5Tget_size(type));
}

std::string enumeration_text(hid_t type, int depth) {
  const int count = H5Tget_nmembers(type);
  std::vector<std::string> names;
  for (int i = 0; i < std::min(count, kMostNames); ++i) {
    char* name = H5Tget_member_name(type, static_cast<unsigned>(i));
    if (name != nullptr) names.emplace_back(name);
    H5free_memory(name);
  }
  const TypeHandle base(H5Tget_super(type));
  return fmt::format("enumeration of {} ({}{})", nested_text(base.id(), depth + 1),
                     fmt::join(names, ", "), count > kMostNames ? ", ..." : "");
}

std::string array_text(hid_t type, int depth) {
  std::array<hsize_t, H5S_MAX_RANK> extents{};
  const int rank = H5Tget_array_ndims(type);
  if (rank < 0 || rank > H5S_MAX_RANK || H5Tget_array_dims2(type, extents.data()) < 0) {
    return "arrays";
  }
  const TypeHandle base(H5Tget_super(type));
  return fmt::format("{}[{}]", nested_text(base.id(), depth + 1),
                     fmt::join(extents.begin(), extents.begin() + rank, ", "));
}

std::string nested_text(hid_t type, int depth) {
  if (depth > kMostNested) return "...";
  switch (H5Tget_class(type)) {
    case H5T_INTEGER: return number_text(type, H5Tget_sign(type) == H5T_SGN_NONE ? "uint" : "int");
    case H5T_FLOAT: return number_text(type, "float");
    case H5T_STRING: return string_text(type);
    case H5T_ENUM: return enumeration_text(type, depth);
    case H5T_COMPOUND: return fmt::format("compound of {} columns", H5Tget_nmembers(type));
    case H5T_ARRAY: return array_text(type, depth);
    case H5T_VLEN: {
      const TypeHandle base(H5Tget_super(type));
      return "sequences of " + nested_text(base.id(), depth + 1);
    }
    case H5T_REFERENCE:
      return H5Tequal(type, H5T_STD_REF_DSETREG) > 0 ? "region references" : "object references";
    case H5T_OPAQUE: return fmt::format("opaque, {} bytes", H5Tget_size(type));
    case H5T_BITFIELD: return fmt::format("bit field of {} bits", 8 * H5Tget_size(type));
    case H5T_TIME: return "time";
    default: return "a type that cannot be read";
  }
}

}  // namespace

std::string type_text(hid_t type) { return nested_text(type, 0); }

std::string filter_text(hid_t creation, unsigned index) {
  unsigned flags = 0;
  std::array<unsigned, 1> level{};
  std::size_t values = level.size();
  std::array<char, 64> name{};
  const H5Z_filter_t number = H5Pget_filter2(creation, index, &flags, &values, level.data(),
                                             name.size(), name.data(), nullptr);
  switch (number) {
    case H5Z_FILTER_DEFLATE: return fmt::format("deflate {}", level[0]);
    case H5Z_FILTER_SHUFFLE: return "shuffle";
    case H5Z_FILTER_FLETCHER32: return "fletcher32";
    case H5Z_FILTER_SZIP: return "szip";
    case H5Z_FILTER_NBIT: return "n-bit";
    case H5Z_FILTER_SCALEOFFSET: return "scale-offset";
    default: break;
  }
  if (number < 0) return "a filter that cannot be read";
  name.back() = '\0';
  const std::string own = name[0] == '\0' ? "" : fmt::format(" ({})", name.data());
  return fmt::format("filter {}{}{}", number, own,
                     H5Zfilter_avail(number) > 0 ? "" : ", not installed");
}

}  // namespace rankplot::read
