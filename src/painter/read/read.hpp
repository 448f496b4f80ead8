#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/array.hpp"
#include "core/base/error.hpp"
#include "core/plan/catalog.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::read {

/// A failure that knows what it is about.
class ReadError : public base::Error {
 public:
  ReadError(const std::string& message, std::string file_path, std::string object_path)
      : base::Error(message), file(std::move(file_path)), object(std::move(object_path)) {}
  std::string file;
  std::string object;
};

/// Where the bytes of an array go; the size in bytes is known and checked before it is called.
using Allocator = std::function<std::shared_ptr<std::byte>(std::size_t bytes)>;
std::shared_ptr<std::byte> heap(std::size_t bytes);

/// Told before each step that may hang or crash: what is touched (for the shared page).
using Progress = std::function<void(const std::string& file, const std::string& object)>;

/// The datasets of a file that match the request's patterns, sorted by path. Literal names are
/// opened directly; captures and globs walk only groups that can match, and what they meet that is
/// no dataset (groups, dangling links) does not match. A damaged or missing file gives
/// FileCatalog::error. A dataset that cannot be read has its `refusal`, and so has a wholly literal
/// pattern that names no dataset.
plan::FileCatalog scan(const plan::ScanRequest& request, const Progress& progress = {});

/// Reads hyperslabs. Keeps the last files open (8, closed and opened again when they were
/// replaced), so that many reads of one file cost one open, and of each the last datasets with
/// their chunk caches, so that a sweep of hyperslabs expands each chunk once (256 MiB of caches at
/// most, on top of the arrays). Each file is opened read-only with locking off. Any integer or
/// float type of either byte order becomes the nearest ElementType in native order; what the
/// attributes of netCDF say of missing values, scale and offset is applied (Packing). One thread
/// only.
class Reader {
 public:
  explicit Reader(Progress progress = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  /// Reads exactly the hyperslab. Throws ReadError naming file, object, what was found and what
  /// would be right; refuses arrays above `most_bytes` before allocating.
  base::Array load(const plan::Read& what, std::size_t most_bytes,
                   const Allocator& allocate = heap);

 private:
  class Files;
  std::unique_ptr<Files> files_;
};

}  // namespace rankplot::read
