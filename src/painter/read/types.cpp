#include "painter/read/types.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/error.hpp"

namespace rankplot::read {
namespace {

using base::ElementType;

constexpr int kMostNesting = 16;  // of compounds and arrays in each other
constexpr std::size_t kMostBits = 64;

Kept refused(std::string why) {
  Kept kept;
  kept.refusal = std::move(why);
  return kept;
}

Kept integer(hid_t type) {
  const std::size_t bytes = H5Tget_size(type);
  const bool is_signed = H5Tget_sign(type) != H5T_SGN_NONE;
  if (bytes == 0 || H5Tget_precision(type) > kMostBits) {
    return refused(fmt::format("integers of {} bits cannot be read; up to {} can",
                               H5Tget_precision(type), kMostBits));
  }
  Kept kept;
  kept.file_bytes = bytes;
  if (bytes == 1) {
    kept.type = is_signed ? ElementType::Int8 : ElementType::UInt8;
  } else if (bytes == 2) {
    kept.type = is_signed ? ElementType::Int16 : ElementType::UInt16;
  } else if (bytes <= 4) {
    kept.type = is_signed ? ElementType::Int32 : ElementType::UInt32;
  } else {
    kept.type = is_signed ? ElementType::Int64 : ElementType::UInt64;
  }
  return kept;
}

Kept floating(hid_t type) {
  Kept kept;
  kept.file_bytes = H5Tget_size(type);
  kept.type = kept.file_bytes <= 4 ? ElementType::Float32 : ElementType::Float64;
  return kept;
}

std::string member_name(hid_t type, int index) {
  char* name = H5Tget_member_name(type, static_cast<unsigned>(index));
  std::string text(name == nullptr ? "" : name);
  H5free_memory(name);
  return text;
}

/// As h5py, PyTables and others write them.
bool is_bool(hid_t type) {
  if (H5Tget_nmembers(type) != 2) return false;
  std::array<std::string, 2> names{member_name(type, 0), member_name(type, 1)};
  for (std::string& name : names) {
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  std::sort(names.begin(), names.end());
  return names[0] == "FALSE" && names[1] == "TRUE";
}

Kept enumeration(hid_t type) {
  Kept kept = integer(TypeHandle(H5Tget_super(type)).id());
  if (!kept.refusal.empty() || is_bool(type)) return kept;
  kept.as = Kept::As::Labels;
  kept.type = ElementType::Int32;
  return kept;
}

Kept text(hid_t type) {
  Kept kept;
  kept.as = Kept::As::Text;
  kept.type = ElementType::Int32;
  kept.file_bytes = H5Tget_size(type);
  return kept;
}

Kept reference(hid_t type) {
  Kept kept;
  const bool is_region = H5Tequal(type, H5T_STD_REF_DSETREG) > 0;
  if (!is_region && H5Tequal(type, H5T_STD_REF_OBJ) <= 0) {
    return refused("holds references of an unknown kind");
  }
  kept.as = is_region ? Kept::As::Regions : Kept::As::Objects;
  kept.file_bytes = H5Tget_size(type);
  return kept;
}

Kept opaque(hid_t type) {
  char* tag = H5Tget_tag(type);
  const std::string named =
      tag == nullptr || *tag == '\0' ? "" : fmt::format(" (tagged '{}')", base::clean_name(tag));
  H5free_memory(tag);
  return refused(fmt::format("holds opaque bytes{}, which are no numbers", named));
}

/// A member of a compound type, and what of the column's name is for the types inside it.
struct Member {
  unsigned index = 0;
  std::string name;
  std::string_view rest;
};

/// The longest name that fits: a dot may be a part of it.
std::optional<Member> find_member(hid_t type, std::string_view column) {
  const std::string whole(column);
  if (const int index = H5Tget_member_index(type, whole.c_str()); index >= 0) {
    return Member{static_cast<unsigned>(index), whole, {}};
  }
  std::optional<Member> found;
  const int count = H5Tget_nmembers(type);
  for (int i = 0; i < count; ++i) {
    std::string name = member_name(type, i);
    if (found && name.size() <= found->name.size()) continue;
    if (!column.starts_with(name) || !column.substr(name.size()).starts_with('.')) continue;
    const std::string_view rest = column.substr(name.size() + 1);
    found = {static_cast<unsigned>(i), std::move(name), rest};
  }
  return found;
}

std::vector<hsize_t> array_extents(hid_t type) {
  const int rank = H5Tget_array_ndims(type);
  std::vector<hsize_t> extents(static_cast<std::size_t>(std::max(rank, 0)));
  if (rank > 0) H5Tget_array_dims2(type, extents.data());
  return extents;
}

Kept kept_within(hid_t type, std::string_view column, int nesting);

Kept array_of(hid_t type, std::string_view column, int nesting) {
  Kept kept = kept_within(TypeHandle(H5Tget_super(type)).id(), column, nesting + 1);
  const std::vector<hsize_t> extents = array_extents(type);
  kept.extents.insert(kept.extents.begin(), extents.begin(), extents.end());
  return kept;
}

Kept member_of(hid_t type, std::string_view column, int nesting) {
  const auto member = find_member(type, column);
  if (!member) return refused(fmt::format("has no column '{}'", column));
  const TypeHandle of_member(H5Tget_member_type(type, member->index));
  if (!of_member) return refused("its type cannot be read: " + hdf5_reason());
  return kept_within(of_member.id(), member->rest, nesting + 1);
}

Kept kept_within(hid_t type, std::string_view column, int nesting) {
  if (nesting > kMostNesting) return refused("its type is nested too deeply");
  const H5T_class_t kind = H5Tget_class(type);
  if (!column.empty() && kind != H5T_COMPOUND && kind != H5T_ARRAY) {
    return refused(fmt::format("has no columns, so no '{}'", column));
  }
  switch (kind) {
    case H5T_INTEGER: return integer(type);
    case H5T_FLOAT: return floating(type);
    case H5T_ENUM: return enumeration(type);
    case H5T_STRING: return text(type);
    case H5T_REFERENCE: return reference(type);
    case H5T_ARRAY: return array_of(type, column, nesting);
    case H5T_COMPOUND: return member_of(type, column, nesting);
    case H5T_OPAQUE: return opaque(type);
    case H5T_BITFIELD: return refused("holds bit fields, which are no numbers");
    case H5T_TIME: return refused("holds HDF5 times, which no program defines; write numbers");
    case H5T_VLEN: return refused("holds sequences of different lengths, which make no array");
    default: return refused("holds elements of an unknown class: " + hdf5_reason());
  }
}

/// HDF5's name for an element type in this machine's byte order. Nobody closes it.
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

TypeHandle made(hid_t type) {
  if (type < 0) base::fail("its type cannot be made in memory: {}", hdf5_reason());
  return TypeHandle(type);
}

TypeHandle innermost(hid_t type, const Kept& kept) {
  if (kept.as == Kept::As::Numbers) return made(H5Tcopy(native(kept.type)));
  if (kept.as != Kept::As::Labels) return made(H5Tcopy(type));
  return made(H5Tcopy(native(integer(TypeHandle(H5Tget_super(type)).id()).type)));
}

/// The type of a member or of an array's elements, and the rest of the column's name.
struct Inside {
  TypeHandle type;
  std::string_view column;
  std::string member;  ///< empty: an array's elements
};

std::optional<Inside> inside(hid_t type, std::string_view column) {
  const H5T_class_t kind = H5Tget_class(type);
  if (kind == H5T_ARRAY) return Inside{made(H5Tget_super(type)), column, ""};
  if (kind != H5T_COMPOUND) return std::nullopt;
  auto member = find_member(type, column);
  if (!member) base::fail("has no column '{}'", column);
  return Inside{made(H5Tget_member_type(type, member->index)), member->rest,
                std::move(member->name)};
}

void add_columns(hid_t type, const std::string& prefix, int nesting,
                 std::vector<std::string>& columns) {
  if (nesting > kMostNesting) return;
  if (H5Tget_class(type) == H5T_ARRAY) {
    return add_columns(TypeHandle(H5Tget_super(type)).id(), prefix, nesting + 1, columns);
  }
  if (H5Tget_class(type) != H5T_COMPOUND) {
    if (!prefix.empty()) columns.push_back(prefix);
    return;
  }
  const int count = H5Tget_nmembers(type);
  for (int i = 0; i < count && columns.size() < kMostColumns; ++i) {
    const std::string name = (prefix.empty() ? "" : prefix + '.') + member_name(type, i);
    const TypeHandle member(H5Tget_member_type(type, static_cast<unsigned>(i)));
    add_columns(member.id(), name, nesting + 1, columns);
  }
}

}  // namespace

std::uint64_t Kept::bytes() const {
  const std::uint64_t in_memory = base::element_bytes(type);
  return as == As::Numbers ? in_memory : in_memory + file_bytes;
}

Kept kept_as(hid_t file_type, std::string_view column) { return kept_within(file_type, column, 0); }

TypeHandle memory_type(hid_t file_type, const Kept& kept, std::string_view column) {
  const auto within = inside(file_type, column);
  if (!within) return innermost(file_type, kept);
  const TypeHandle element = memory_type(within->type.id(), kept, within->column);
  if (within->member.empty()) {
    const std::vector<hsize_t> extents = array_extents(file_type);
    return made(
        H5Tarray_create2(element.id(), static_cast<unsigned>(extents.size()), extents.data()));
  }
  TypeHandle compound = made(H5Tcreate(H5T_COMPOUND, H5Tget_size(element.id())));
  if (H5Tinsert(compound.id(), within->member.c_str(), 0, element.id()) < 0) made(-1);
  return compound;
}

TypeHandle leaf_type(hid_t file_type, std::string_view column) {
  const auto within = inside(file_type, column);
  return within ? leaf_type(within->type.id(), within->column) : made(H5Tcopy(file_type));
}

std::vector<std::string> columns_of(hid_t file_type) {
  std::vector<std::string> columns;
  add_columns(file_type, "", 0, columns);
  return columns;
}

}  // namespace rankplot::read
