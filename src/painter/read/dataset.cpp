#include "painter/read/dataset.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>

#include "core/plan/columns.hpp"
#include "painter/read/elements.hpp"
#include "painter/read/filters.hpp"
#include "painter/read/open.hpp"
#include "painter/read/read.hpp"
#include "painter/read/storage.hpp"

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

/// Where HDF5 puts strings of variable length: freed together, and never more than allowed.
class StringMemory {
 public:
  explicit StringMemory(std::size_t most_bytes) : left_(most_bytes) {}
  ~StringMemory() {
    for (void* block : blocks_) std::free(block);
  }
  StringMemory(const StringMemory&) = delete;
  StringMemory& operator=(const StringMemory&) = delete;

  bool exhausted() const { return exhausted_; }

  static void* allocate(std::size_t bytes, void* self) {
    auto& memory = *static_cast<StringMemory*>(self);
    const std::size_t taken = bytes + kOverhead;
    memory.exhausted_ = memory.exhausted_ || taken < bytes || taken > memory.left_;
    if (memory.exhausted_) return nullptr;
    memory.left_ -= taken;
    memory.blocks_.push_back(std::malloc(bytes));
    return memory.blocks_.back();
  }
  static void release(void*, void*) {}  // all at the end

 private:
  static constexpr std::size_t kOverhead = 32;  // malloc's, and the place in `blocks_`
  std::size_t left_;
  bool exhausted_ = false;
  std::vector<void*> blocks_;
};

}  // namespace

OpenDataset::OpenDataset(const FileHandle& file, std::string path, std::string object)
    : path_(std::move(path)),
      object_(std::move(object)),
      dataset_(open_dataset(file, path_, object_)),
      type_(check(H5Dget_type(dataset_.id()), "H5Dget_type", path_, object_)),
      space_(check(H5Dget_space(dataset_.id()), "H5Dget_space", path_, object_)) {
  std::array<hsize_t, H5S_MAX_RANK> extents{};
  const int rank = check(H5Sget_simple_extent_dims(space_.id(), extents.data(), nullptr),
                         "H5Sget_simple_extent_dims", path_, object_);
  if (H5Sget_simple_extent_type(space_.id()) == H5S_NULL) {
    fail("holds no data (its dataspace is null)");
  }
  shape_.assign(extents.begin(), extents.begin() + rank);
  if (H5Tget_class(type_.id()) != H5T_COMPOUND) packing_ = packing_of(dataset_.id());
}

void OpenDataset::fail(const std::string& what) const {
  throw ReadError(fmt::format("{}:{}: {}", path_, object_, what), path_, object_);
}

Kept OpenDataset::kept(const std::string& column) const {
  if (H5Tget_class(type_.id()) != H5T_INTEGER && H5Tget_class(type_.id()) != H5T_FLOAT) {
    try {
      plan::check_column(column, object_, columns_of(type_.id()));
    } catch (const base::Error& error) {
      fail(error.what());
    }
  }
  Kept kept = kept_as(type_.id(), column);
  if (!kept.refusal.empty()) fail(kept.refusal);
  if (kept.as == Kept::As::Numbers) kept.type = unpacked_type(packing_, kept.type);
  return kept;
}

void OpenDataset::learn_storage() {
  if (knows_storage_) return;
  // A contiguous dataset has an address; asking for its properties costs a tenth of a small read.
  if (H5Dget_offset(dataset_.id()) == HADDR_UNDEF) {
    const PropertyHandle creation(
        check(H5Dget_create_plist(dataset_.id()), "H5Dget_create_plist", path_, object_));
    const H5D_layout_t layout = H5Pget_layout(creation.id());
    if (layout == H5D_CHUNKED && H5Pget_nfilters(creation.id()) > 0) learn_chunks(creation.id());
    if (layout == H5D_VIRTUAL) note_ = missing_sources(creation.id(), path_);
    if (layout == H5D_CONTIGUOUS) {
      const std::string missing = missing_raw_file(creation.id(), path_);
      if (!missing.empty()) fail(missing);
    }
  }
  knows_storage_ = true;
}

void OpenDataset::learn_chunks(hid_t creation) {
  std::array<hsize_t, H5S_MAX_RANK> chunk{};
  const int rank = H5Pget_chunk(creation, H5S_MAX_RANK, chunk.data());
  if (rank != static_cast<int>(shape_.size())) return;
  chunk_.assign(chunk.begin(), chunk.begin() + rank);
  chunk_bytes_ = H5Tget_size(type_.id());
  for (const std::uint64_t extent : chunk_) {
    chunk_bytes_ = saturating_product(chunk_bytes_, extent);
  }
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

std::uint64_t OpenDataset::outer_count(const plan::Slab& slab) const {
  std::uint64_t count = 1;
  for (std::size_t i = 0; i < shape_.size(); ++i) {
    count = saturating_product(count, slab.axes.empty() ? shape_[i] : slab.axes[i].count);
  }
  return count;
}

void OpenDataset::prepare(const FileHandle& file, const plan::Slab& slab, std::size_t most_bytes) {
  learn_storage();
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
  for (std::size_t i = 0; i < shape_.size(); ++i) {
    start[i] = slab.axes[i].start;
    stride[i] = slab.axes[i].stride;
    count[i] = slab.axes[i].count;
  }
  check(H5Sselect_hyperslab(space_.id(), H5S_SELECT_SET, start.data(), stride.data(), count.data(),
                            nullptr),
        "H5Sselect_hyperslab", path_, object_);
  // The same rank and shape in memory: HDF5 then copies by rows, not by elements.
  return SpaceHandle(check(H5Screate_simple(static_cast<int>(shape_.size()), count.data(), nullptr),
                           "H5Screate_simple", path_, object_));
}

void OpenDataset::read_raw(const plan::Slab& slab, hid_t type, hid_t transfer,
                           std::byte* to) const {
  herr_t result = 0;
  if (slab.axes.empty() || shape_.empty()) {
    result = H5Dread(dataset_.id(), type, H5S_ALL, H5S_ALL, transfer, to);
  } else {
    const SpaceHandle memory = select(slab);
    result = H5Dread(dataset_.id(), type, memory.id(), space_.id(), transfer, to);
  }
  if (result >= 0) return;
  const std::string reason = hdf5_reason();
  const PropertyHandle creation(H5Dget_create_plist(dataset_.id()));
  const std::string filter = creation ? missing_filter(creation.id()) : "";
  fail(filter.empty() ? "H5Dread failed: " + reason : filter);
}

base::Names OpenDataset::read_elements(const plan::Slab& slab, const Kept& kept,
                                       const std::string& column, std::size_t most_bytes,
                                       std::byte* to) const {
  const TypeHandle type = memory_type(type_.id(), kept, column);
  const TypeHandle leaf = leaf_type(type_.id(), column);
  Raw raw{{}, H5Tget_size(type.id()), H5Tget_size(memory_type(leaf.id(), kept).id())};
  const std::uint64_t bytes = saturating_product(outer_count(slab), raw.element_bytes);
  if (bytes > most_bytes) {
    fail(
        fmt::format("to read it takes {} bytes in memory ({} an element), more than the {} "
                    "allowed; read a part of it",
                    bytes, raw.element_bytes, most_bytes));
  }
  const std::shared_ptr<std::byte> elements = heap(bytes);
  raw.bytes = {elements.get(), bytes};
  StringMemory strings(most_bytes - bytes);
  const PropertyHandle transfer(check(H5Pcreate(H5P_DATASET_XFER), "H5Pcreate", path_, object_));
  check(H5Pset_vlen_mem_manager(transfer.id(), StringMemory::allocate, &strings,
                                StringMemory::release, &strings),
        "H5Pset_vlen_mem_manager", path_, object_);
  try {
    read_raw(slab, type.id(), transfer.id(), elements.get());
  } catch (const ReadError&) {
    if (!strings.exhausted()) throw;
    fail(fmt::format("its strings take more than the {} bytes allowed; read a part of it",
                     most_bytes));
  }
  const std::span<const plan::Slab::Axis> axes = slab.axes;
  return convert(raw, kept, axes.empty() ? axes : axes.subspan(shape_.size()), leaf.id(), to);
}

base::Names OpenDataset::read(const plan::Slab& slab, const Kept& kept, const std::string& column,
                              std::size_t most_bytes, std::byte* to) const try {
  const std::span<const plan::Slab::Axis> axes = slab.axes;
  if (wants_all(kept, axes.empty() ? axes : axes.subspan(shape_.size()))) {
    read_raw(slab, memory_type(type_.id(), kept, column).id(), H5P_DEFAULT, to);
    return nullptr;
  }
  return read_elements(slab, kept, column, most_bytes, to);
} catch (const ReadError&) {
  throw;
} catch (const base::Error& error) {
  fail(error.what());
}

}  // namespace rankplot::read
