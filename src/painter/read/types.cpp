#include "painter/read/types.hpp"

#include "core/base/error.hpp"

namespace rankplot::read {
namespace {

using base::ElementType;

Kept integer(hid_t type) {
  const std::size_t bytes = H5Tget_size(type);
  const bool is_signed = H5Tget_sign(type) != H5T_SGN_NONE;
  if (bytes == 0 || bytes > 8) {
    return {std::nullopt, fmt::format("integers of {} bytes are not in this version", bytes)};
  }
  if (bytes == 1) return {is_signed ? ElementType::Int8 : ElementType::UInt8, ""};
  if (bytes == 2) return {is_signed ? ElementType::Int16 : ElementType::UInt16, ""};
  if (bytes <= 4) return {is_signed ? ElementType::Int32 : ElementType::UInt32, ""};
  return {is_signed ? ElementType::Int64 : ElementType::UInt64, ""};
}

const char* class_name(hid_t type) {
  switch (H5Tget_class(type)) {
    case H5T_TIME: return "times";
    case H5T_STRING: return "strings";
    case H5T_BITFIELD: return "bit fields";
    case H5T_OPAQUE: return "opaque bytes";
    case H5T_COMPOUND: return "compounds in compounds";
    case H5T_REFERENCE: return "references";
    case H5T_VLEN: return "variable-length sequences";
    case H5T_ARRAY: return "arrays as elements";
    default: return "elements of an unknown class";
  }
}

}  // namespace

Kept kept_as(hid_t file_type) {
  switch (H5Tget_class(file_type)) {
    case H5T_INTEGER: return integer(file_type);
    case H5T_ENUM: return integer(TypeHandle(H5Tget_super(file_type)).id());
    case H5T_FLOAT:
      return {H5Tget_size(file_type) <= 4 ? ElementType::Float32 : ElementType::Float64, ""};
    default:
      return {std::nullopt, fmt::format("{} are not in this version", class_name(file_type))};
  }
}

hid_t native(ElementType type) {
  switch (type) {
    case ElementType::Int8: return H5T_NATIVE_INT8;
    case ElementType::UInt8: return H5T_NATIVE_UINT8;
    case ElementType::Int16: return H5T_NATIVE_INT16;
    case ElementType::UInt16: return H5T_NATIVE_UINT16;
    case ElementType::Int32: return H5T_NATIVE_INT32;
    case ElementType::UInt32: return H5T_NATIVE_UINT32;
    case ElementType::Int64: return H5T_NATIVE_INT64;
    case ElementType::UInt64: return H5T_NATIVE_UINT64;
    case ElementType::Float32: return H5T_NATIVE_FLOAT;
    case ElementType::Float64: return H5T_NATIVE_DOUBLE;
  }
  return H5I_INVALID_HID;
}

bool is_compound(hid_t file_type) { return H5Tget_class(file_type) == H5T_COMPOUND; }

std::vector<std::string> columns_of(hid_t file_type) {
  std::vector<std::string> names;
  const int count = H5Tget_nmembers(file_type);
  for (int i = 0; i < count; ++i) {
    char* name = H5Tget_member_name(file_type, static_cast<unsigned>(i));
    names.emplace_back(name == nullptr ? "" : name);
    H5free_memory(name);
  }
  return names;
}

Kept column_kept_as(hid_t file_type, unsigned index) {
  const TypeHandle column(H5Tget_member_type(file_type, index));
  if (!column) return {std::nullopt, "its type cannot be read: " + hdf5_reason()};
  return kept_as(column.id());
}

}  // namespace rankplot::read
