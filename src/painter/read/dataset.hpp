#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan.hpp"
#include "painter/read/conventions/packing.hpp"
#include "painter/read/hdf5.hpp"
#include "painter/read/references.hpp"
#include "painter/read/types.hpp"

namespace rankplot::read {

/// A dataset held open between reads, with what each of them needs to know of it.
class OpenDataset {
 public:
  /// Throws ReadError.
  OpenDataset(const FileHandle& file, std::string path, std::string object);

  const std::string& object() const { return object_; }
  const std::vector<std::uint64_t>& shape() const { return shape_; }

  /// What its elements, or those of `column`, become in memory. Throws ReadError: no such column,
  /// no column named, nothing that can be drawn.
  Kept kept(const std::string& column) const;

  /// How its numbers stand for others; of a table's columns nothing is said. kept() is of those.
  const Packing& packing() const { return packing_; }

  /// What the journal should say of it once it was prepared; empty: nothing.
  const std::string& note() const { return note_; }

  /// Looks for the files that its data lie in, where these are not its own, and has its chunk cache
  /// hold what the hyperslab crosses, where a sweep of such hyperslabs would otherwise decompress
  /// each chunk again and again. Refuses compressed chunks above `most_bytes`: HDF5 expands them
  /// whole. Throws ReadError.
  void prepare(const FileHandle& file, const plan::Slab& slab, std::size_t most_bytes);

  /// Bytes that its chunk cache may take.
  std::size_t cache_bytes() const { return cache_bytes_; }

  /// Reads the hyperslab (of `count` elements, not zero) into `to`; its axes are those of shape()
  /// and of `kept`. Returns the names of categories. What is needed besides `to` is at most
  /// `most_bytes`. Throws ReadError.
  base::Names read(const plan::Slab& slab, const Kept& kept, const std::string& column,
                   std::size_t most_bytes, std::byte* to) const;

  /// What references that read() gave point to. Throws base::Error.
  std::vector<Target> follow(const Kept& kept, std::span<const std::byte> references) const {
    return read::follow(dataset_.id(), kept, references);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const;
  void learn_storage();
  void learn_chunks(hid_t creation);
  std::size_t wanted_cache(const plan::Slab& slab) const;
  std::uint64_t outer_count(const plan::Slab& slab) const;  ///< of elements in the file
  SpaceHandle select(const plan::Slab& slab) const;
  void read_raw(const plan::Slab& slab, hid_t type, hid_t transfer, std::byte* to) const;
  base::Names read_elements(const plan::Slab& slab, const Kept& kept, const std::string& column,
                            std::size_t most_bytes, std::byte* to) const;

  std::string path_;
  std::string object_;
  DatasetHandle dataset_;
  TypeHandle type_;
  SpaceHandle space_;
  std::vector<std::uint64_t> shape_;
  Packing packing_;
  bool knows_storage_ = false;
  std::string note_;
  std::vector<std::uint64_t> chunk_;  ///< empty: not chunked or not filtered
  std::uint64_t chunk_bytes_ = 0;     ///< expanded; of a filtered dataset
  std::size_t cache_bytes_ = 0;
};

}  // namespace rankplot::read
