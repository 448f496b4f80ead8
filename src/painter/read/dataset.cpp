#include "painter/read/dataset.hpp"

#include <algorithm>
#include <array>

#include "core/job/parse.hpp"
#include "painter/read/filters.hpp"
#include "painter/read/open.hpp"
#include "painter/read/read.hpp"

namespace rankplot::read {
namespace {

// HDF5's own cache of a dataset; smaller things need no care.
constexpr std::size_t kDefaultCacheBytes = std::size_t{1} << 20;
constexpr std::size_t kMostCacheBytes = std::size_t{256} << 20;

/// Chunks that places start, start + stride, ... (count of them) lie in.
std::uint64_t chunks_crossed(const plan::Slab::Axis& axis, std::uint64_t chunk) {
  const std::uint64_t first = axis.start / chunk;
  const std::uint64_t last = (axis.start + (axis.count - 1) * axis.stride) / chunk;
  return std::min(last - first + 1, axis.count);
}

std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
  std::uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

/// A memory type that takes one column out of a compound element.
TypeHandle column_type(const std::string& column, base::ElementType element) {
  TypeHandle type(H5Tcreate(H5T_COMPOUND, base::element_bytes(element)));
  if (!type || H5Tinsert(type.id(), column.c_str(), 0, native(element)) < 0) return {};
  return type;
}

}  // namespace

OpenDataset::OpenDataset(const FileHandle& file, std::string path, std::string object)
    : path_(std::move(path)),
      object_(std::move(object)),
      dataset_(open_dataset(file, path_, object_)),
      type_(check(H5Dget_type(dataset_.id()), "H5Dget_type", path_, object_)),
      space_(check(H5Dget_space(dataset_.id()), "H5Dget_space", path_, object_)) {
  std::array<hsize_t, H5S_MAX_RANK> extents{};
  std::array<hsize_t, H5S_MAX_RANK> most{};
  const int rank = check(H5Sget_simple_extent_dims(space_.id(), extents.data(), most.data()),
                         "H5Sget_simple_extent_dims", path_, object_);
  if (H5Sget_simple_extent_type(space_.id()) == H5S_NULL) {
    fail("holds no data (its dataspace is null)");
  }
  shape_.assign(extents.begin(), extents.begin() + rank);
  if (!is_compound(type_.id())) packing_ = packing_of(dataset_.id());
  // A chunk is never larger than a dataset of fixed extents; asking costs a tenth of a small read.
  std::uint64_t bytes = H5Tget_size(type_.id());
  for (const std::uint64_t extent : shape_) bytes = saturating_product(bytes, extent);
  may_be_large_ = bytes > kDefaultCacheBytes || extents != most;
}

void OpenDataset::fail(const std::string& what) const {
  throw ReadError(fmt::format("{}:{}: {}", path_, object_, what), path_, object_);
}

base::ElementType OpenDataset::element(const std::string& column) const {
  Kept kept;
  if (!is_compound(type_.id())) {
    if (!column.empty()) fail(fmt::format("has no columns, so no '{}'", column));
    kept = kept_as(type_.id());
  } else {
    const std::vector<std::string> columns = columns_of(type_.id());
    const std::string known = fmt::format("its columns: {}", fmt::join(columns, ", "));
    if (column.empty()) {
      fail(fmt::format("is a table: name a column, as in {}[{}]; {}", object_, columns.front(),
                       known));
    }
    const auto found = std::find(columns.begin(), columns.end(), column);
    if (found == columns.end()) {
      const std::string near = job::nearest(column, columns);
      fail(fmt::format("no column '{}'; {}{}", column,
                       near.empty() ? "" : fmt::format("did you mean '{}'? ", near), known));
    }
    kept = column_kept_as(type_.id(), static_cast<unsigned>(found - columns.begin()));
  }
  if (!kept.type) fail(kept.refusal);
  return *kept.type;
}

void OpenDataset::learn_chunks() {
  if (knows_chunks_ || !may_be_large_) return;
  const PropertyHandle creation(
      check(H5Dget_create_plist(dataset_.id()), "H5Dget_create_plist", path_, object_));
  if (H5Pget_layout(creation.id()) == H5D_CHUNKED && H5Pget_nfilters(creation.id()) > 0) {
    std::array<hsize_t, H5S_MAX_RANK> chunk{};
    const int rank = H5Pget_chunk(creation.id(), H5S_MAX_RANK, chunk.data());
    if (rank == static_cast<int>(shape_.size())) {
      chunk_.assign(chunk.begin(), chunk.begin() + rank);
      chunk_bytes_ = H5Tget_size(type_.id());
      for (const std::uint64_t extent : chunk_) {
        chunk_bytes_ = saturating_product(chunk_bytes_, extent);
      }
    }
  }
  knows_chunks_ = true;
}

std::size_t OpenDataset::wanted_cache(const plan::Slab& slab) const {
  if (slab.axes.empty() || chunk_.empty()) return 0;
  std::uint64_t bytes = chunk_bytes_;
  bool all_of_each = true;
  for (std::size_t i = 0; i < chunk_.size(); ++i) {
    const plan::Slab::Axis& axis = slab.axes[i];
    if (axis.count == 0) return 0;
    bytes = saturating_product(bytes, chunks_crossed(axis, chunk_[i]));
    all_of_each = all_of_each && (chunk_[i] == 1 || axis.count == shape_[i]);
  }
  // Chunks taken whole are met once; what does not fit is better not begun.
  if (all_of_each || bytes > kMostCacheBytes) return 0;
  return static_cast<std::size_t>(bytes);
}

void OpenDataset::prepare(const FileHandle& file, const plan::Slab& slab, std::size_t most_bytes) {
  learn_chunks();
  if (chunk_bytes_ > most_bytes) {
    fail(fmt::format("one compressed chunk takes {} bytes in memory, more than the {} allowed",
                     chunk_bytes_, most_bytes));
  }
  const std::size_t wanted = wanted_cache(slab);
  if (wanted <= std::max(kDefaultCacheBytes, cache_bytes_)) return;
  const PropertyHandle access(check(H5Pcreate(H5P_DATASET_ACCESS), "H5Pcreate", path_, object_));
  constexpr std::size_t kSlots = 100003;  // a prime; one pointer each
  check(H5Pset_chunk_cache(access.id(), kSlots, wanted, H5D_CHUNK_CACHE_W0_DEFAULT),
        "H5Pset_chunk_cache", path_, object_);
  dataset_ = DatasetHandle();  // HDF5 keeps the first cache while a handle is open
  dataset_ = open_dataset(file, path_, object_, access.id());
  cache_bytes_ = wanted;
}

SpaceHandle OpenDataset::select(const plan::Slab& slab) const {
  std::array<hsize_t, H5S_MAX_RANK> start{}, stride{}, count{};
  for (std::size_t i = 0; i < slab.axes.size(); ++i) {
    start[i] = slab.axes[i].start;
    stride[i] = slab.axes[i].stride;
    count[i] = slab.axes[i].count;
  }
  check(H5Sselect_hyperslab(space_.id(), H5S_SELECT_SET, start.data(), stride.data(), count.data(),
                            nullptr),
        "H5Sselect_hyperslab", path_, object_);
  // The same rank and shape in memory: HDF5 then copies by rows, not by elements.
  return SpaceHandle(
      check(H5Screate_simple(static_cast<int>(slab.axes.size()), count.data(), nullptr),
            "H5Screate_simple", path_, object_));
}

void OpenDataset::read(const plan::Slab& slab, base::ElementType element, const std::string& column,
                       std::byte* to) const {
  TypeHandle of_column;
  if (!column.empty()) {
    of_column = column_type(column, element);
    check(of_column.id(), "H5Tinsert", path_, object_);
  }
  const hid_t type = column.empty() ? native(element) : of_column.id();
  herr_t result = 0;
  if (slab.axes.empty()) {
    result = H5Dread(dataset_.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to);
  } else {
    const SpaceHandle memory = select(slab);
    result = H5Dread(dataset_.id(), type, memory.id(), space_.id(), H5P_DEFAULT, to);
  }
  if (result >= 0) return;
  const std::string reason = hdf5_reason();
  const PropertyHandle creation(H5Dget_create_plist(dataset_.id()));
  const std::string filter = creation ? missing_filter(creation.id()) : "";
  fail(filter.empty() ? "H5Dread failed: " + reason : filter);
}

}  // namespace rankplot::read
