#include "painter/read/describe.hpp"

#include <algorithm>
#include <array>

#include "painter/read/conventions/packing.hpp"
#include "painter/read/filters.hpp"
#include "painter/read/types.hpp"

namespace rankplot::read {
namespace {

void describe_type(hid_t type, plan::DatasetInfo& info) {
  if (!is_compound(type)) {
    const Kept kept = kept_as(type);
    info.refusal = kept.refusal;
    info.element_bytes = kept.type ? base::element_bytes(*kept.type) : 0;
    return;
  }
  info.columns = columns_of(type);
  for (unsigned i = 0; i < info.columns.size(); ++i) {
    const Kept kept = column_kept_as(type, i);
    if (kept.type) {
      info.element_bytes =
          std::max<std::uint64_t>(info.element_bytes, base::element_bytes(*kept.type));
    }
  }
  if (info.element_bytes == 0) info.refusal = "none of its columns holds numbers";
}

/// What chunks and filters there are. A contiguous dataset has an address and neither; asking for
/// its creation properties would cost a fifth of its scan.
void describe_storage(hid_t dataset, const std::string& file, plan::DatasetInfo& info) {
  if (H5Dget_offset(dataset) != HADDR_UNDEF) return;
  const PropertyHandle properties(
      check(H5Dget_create_plist(dataset), "H5Dget_create_plist", file, info.object));
  const hid_t creation = properties.id();
  if (H5Pget_layout(creation) != H5D_CHUNKED) return;
  std::array<hsize_t, H5S_MAX_RANK> chunk{};
  const int rank = H5Pget_chunk(creation, H5S_MAX_RANK, chunk.data());
  if (rank > 0) info.chunk.assign(chunk.begin(), chunk.begin() + rank);
  info.compressed = H5Pget_nfilters(creation) > 0;
  if (info.refusal.empty()) info.refusal = missing_filter(creation);
}

}  // namespace

plan::DatasetInfo describe(hid_t dataset, const std::string& file, const std::string& object,
                           const Names& wanted) {
  plan::DatasetInfo info;
  info.object = object;
  const SpaceHandle space(check(H5Dget_space(dataset), "H5Dget_space", file, object));
  const TypeHandle type(check(H5Dget_type(dataset), "H5Dget_type", file, object));
  std::array<hsize_t, H5S_MAX_RANK> extents{};
  const int rank = check(H5Sget_simple_extent_dims(space.id(), extents.data(), nullptr),
                         "H5Sget_simple_extent_dims", file, object);
  info.shape.assign(extents.begin(), extents.begin() + rank);
  describe_type(type.id(), info);
  describe_storage(dataset, file, info);
  if (H5Sget_simple_extent_type(space.id()) == H5S_NULL) {
    info.refusal = "holds no data (its dataspace is null)";
  }
  if (!has_attributes(dataset)) return info;
  info.attributes = attributes_of(dataset, wanted);
  if (info.columns.empty() && !packing_of(dataset).empty()) {
    info.element_bytes = std::max<std::uint64_t>(info.element_bytes, sizeof(double));
  }
  return info;
}

}  // namespace rankplot::read
