#include "painter/read/references.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/error.hpp"
#include "core/base/narrow.hpp"

namespace rankplot::read {
namespace {

H5R_type_t kind_of(const Kept& kept) {
  return kept.as == Kept::As::Regions ? H5R_DATASET_REGION : H5R_OBJECT;
}

bool is_null(std::span<const std::byte> reference) {
  return std::all_of(reference.begin(), reference.end(),
                     [](std::byte byte) { return byte == std::byte{0}; });
}

std::string name_of(hid_t object) {
  const ssize_t length = H5Iget_name(object, nullptr, 0);
  if (length <= 0) return "";
  std::string name(static_cast<std::size_t>(length) + 1, '\0');
  H5Iget_name(object, name.data(), name.size());
  name.pop_back();
  return name;
}

expr::Slice range(hsize_t start, hsize_t stride, hsize_t count, hsize_t block) {
  if (count == 1) {
    stride = 1;
    count = block;
  } else if (stride == block) {
    stride = 1;
    count *= block;
  } else if (block != 1) {
    base::fail("points to a region of separate blocks, which is no hyperslab");
  }
  expr::Slice slice;
  slice.start = base::narrow<std::int64_t>(start, "start of a region");
  slice.step = base::narrow<std::int64_t>(stride, "stride of a region");
  slice.stop = base::narrow<std::int64_t>(count == 0 ? start : start + (count - 1) * stride + 1,
                                          "end of a region");
  return slice;
}

std::vector<expr::Slice> region_of(hid_t space) {
  if (H5Sget_select_type(space) == H5S_SEL_ALL) return {};
  if (H5Sget_select_type(space) != H5S_SEL_HYPERSLABS || H5Sis_regular_hyperslab(space) <= 0) {
    base::fail("points to an irregular region, which is no hyperslab");
  }
  std::array<hsize_t, H5S_MAX_RANK> start{}, stride{}, count{}, block{};
  H5Sget_regular_hyperslab(space, start.data(), stride.data(), count.data(), block.data());
  std::vector<expr::Slice> region;
  const int rank = H5Sget_simple_extent_ndims(space);
  for (std::size_t i = 0; i < static_cast<std::size_t>(std::max(rank, 0)); ++i) {
    region.push_back(range(start[i], stride[i], count[i], block[i]));
  }
  return region;
}

Target follow_one(hid_t dataset, H5R_type_t kind, const void* reference) {
  const ObjectHandle object(H5Rdereference2(dataset, H5P_DEFAULT, kind, reference));
  if (!object) base::fail("points nowhere: {}", hdf5_reason());
  Target target{name_of(object.id()), {}};
  if (H5Iget_type(object.id()) != H5I_DATASET) {
    base::fail("points to '{}', which is no dataset", target.object);
  }
  if (target.object.empty()) base::fail("points to a dataset that no group holds");
  if (kind == H5R_DATASET_REGION) {
    const SpaceHandle space(H5Rget_region(dataset, kind, reference));
    if (!space) base::fail("its region cannot be read: {}", hdf5_reason());
    target.region = region_of(space.id());
  }
  return target;
}

/// Takes the extents of `space` into `largest`.
void widen(std::vector<std::uint64_t>& largest, hid_t space) {
  std::array<hsize_t, H5S_MAX_RANK> extents{};
  const int rank = H5Sget_simple_extent_dims(space, extents.data(), nullptr);
  const auto axes = static_cast<std::size_t>(std::max(rank, 0));
  largest.resize(std::max(largest.size(), axes), 0);
  for (std::size_t i = 0; i < axes; ++i) {
    largest[i] = std::max<std::uint64_t>(largest[i], extents[i]);
  }
}

}  // namespace

std::vector<Target> follow(hid_t dataset, const Kept& kept, std::span<const std::byte> references) {
  std::vector<Target> targets;
  for (std::size_t at = 0; at < references.size(); at += kept.file_bytes) {
    const auto reference = references.subspan(at, kept.file_bytes);
    const std::size_t number = at / kept.file_bytes;
    if (is_null(reference)) base::fail("reference {} is null: it points to nothing", number);
    try {
      targets.push_back(follow_one(dataset, kind_of(kept), reference.data()));
    } catch (const base::Error& error) {
      base::fail("reference {} {}", number, error.what());
    }
  }
  return targets;
}

std::vector<std::uint64_t> extents_of_targets(hid_t dataset, const Kept& kept, hid_t space) {
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  if (count < 0 || static_cast<std::uint64_t>(count) > kMostReferences) {
    base::fail("holds {} references; up to {} are followed", count, kMostReferences);
  }
  const TypeHandle type(H5Dget_type(dataset));
  std::vector<std::byte> references(static_cast<std::size_t>(count) * kept.file_bytes);
  if (H5Dread(dataset, type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, references.data()) < 0) {
    base::fail("its references cannot be read: {}", hdf5_reason());
  }
  std::vector<std::uint64_t> largest;
  for (std::size_t at = 0; at < references.size(); at += kept.file_bytes) {
    const auto reference = std::span<const std::byte>(references).subspan(at, kept.file_bytes);
    if (is_null(reference)) continue;
    const ObjectHandle object(
        H5Rdereference2(dataset, H5P_DEFAULT, kind_of(kept), reference.data()));
    if (!object || H5Iget_type(object.id()) != H5I_DATASET) continue;  // load says so
    const SpaceHandle extent(H5Dget_space(object.id()));
    if (extent) widen(largest, extent.id());
  }
  return largest;
}

base::Array stack(const std::vector<std::size_t>& shape, const std::vector<base::Array>& parts,
                  const std::function<std::shared_ptr<std::byte>(std::size_t)>& allocate) {
  const base::Array& first = parts.front();
  base::Array all;
  all.type = first.type;
  base::NameTable table;
  for (const base::Array& part : parts) {
    if (part.shape != first.shape) {
      base::fail(
          "its references point to arrays of different shapes, ({}) and ({}); take one of "
          "them by its index",
          fmt::join(first.shape, ", "), fmt::join(part.shape, ", "));
    }
    if ((part.names != nullptr) != (first.names != nullptr)) {
      base::fail("its references point to names and to numbers; take one of them by its index");
    }
    if (part.type != first.type) all.type = base::ElementType::Float64;
    all.notes.insert(all.notes.end(), part.notes.begin(), part.notes.end());
  }
  all.shape = shape;
  all.shape.insert(all.shape.end(), first.shape.begin(), first.shape.end());
  if (first.names) all.type = base::ElementType::Float64;
  const std::shared_ptr<std::byte> to = allocate(all.bytes());
  std::byte* next = to.get();
  for (const base::Array& part : parts) {
    if (part.type == all.type) {
      std::memcpy(next, part.data.get(), part.bytes());
      next += part.bytes();
      continue;
    }
    for (double value : base::to_field(part).values) {
      if (part.names) {
        value = static_cast<double>(table.number(part.names->at(static_cast<std::size_t>(value))));
      }
      std::memcpy(next, &value, sizeof value);
      next += sizeof value;
    }
  }
  if (first.names) all.names = table.names();
  all.data = to;
  return all;
}

}  // namespace rankplot::read
