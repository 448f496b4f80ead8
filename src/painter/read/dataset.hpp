#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan.hpp"
#include "painter/read/conventions/packing.hpp"
#include "painter/read/hdf5.hpp"
#include "painter/read/types.hpp"

namespace rankplot::read {

/// A dataset held open between reads, with what each of them needs to know of it.
class OpenDataset {
 public:
  /// Throws ReadError.
  OpenDataset(const FileHandle& file, std::string path, std::string object);

  const std::string& object() const { return object_; }
  const std::vector<std::uint64_t>& shape() const { return shape_; }

  /// What an element becomes in memory, of `column` where one is named. Throws ReadError: no such
  /// column, no column named, not numbers.
  base::ElementType element(const std::string& column) const;

  /// How its numbers stand for others; of a table's columns nothing is said.
  const Packing& packing() const { return packing_; }

  /// Has this dataset's chunk cache hold what the hyperslab crosses, where a sweep of such
  /// hyperslabs would otherwise decompress each chunk again and again. Refuses compressed chunks
  /// above `most_bytes`: HDF5 expands them whole.
  void prepare(const FileHandle& file, const plan::Slab& slab, std::size_t most_bytes);

  /// Bytes that its chunk cache may take.
  std::size_t cache_bytes() const { return cache_bytes_; }

  /// Reads the hyperslab (of `count` elements, not zero) into `to`. Throws ReadError.
  void read(const plan::Slab& slab, base::ElementType element, const std::string& column,
            std::byte* to) const;

 private:
  [[noreturn]] void fail(const std::string& what) const;
  void learn_chunks();
  std::size_t wanted_cache(const plan::Slab& slab) const;
  SpaceHandle select(const plan::Slab& slab) const;

  std::string path_;
  std::string object_;
  DatasetHandle dataset_;
  TypeHandle type_;
  SpaceHandle space_;
  std::vector<std::uint64_t> shape_;
  Packing packing_;
  bool may_be_large_ = false;  ///< worth asking for its chunks
  bool knows_chunks_ = false;
  std::vector<std::uint64_t> chunk_;  ///< empty: not chunked or not filtered
  std::uint64_t chunk_bytes_ = 0;     ///< expanded; of a filtered dataset
  std::size_t cache_bytes_ = 0;
};

}  // namespace rankplot::read
