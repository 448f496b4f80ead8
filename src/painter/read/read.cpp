#include "painter/read/read.hpp"

#include <cstdlib>
#include <list>
#include <new>

#include "painter/read/dataset.hpp"
#include "painter/read/open.hpp"

namespace rankplot::read {
namespace {

constexpr std::size_t kMostFiles = 8;
constexpr std::size_t kMostDatasets = 8;  // of a file
constexpr std::size_t kMostCacheBytes = std::size_t{256} << 20;

struct OpenFile {
  plan::FileIdentity identity;
  FileHandle handle;
  std::list<OpenDataset> datasets;  ///< the most recent in front; released before the handle
};

std::vector<std::size_t> shape_of(const plan::Slab& slab, const OpenDataset& dataset) {
  if (slab.axes.empty()) return {dataset.shape().begin(), dataset.shape().end()};
  std::vector<std::size_t> shape;
  for (const plan::Slab::Axis& axis : slab.axes) {
    if (!axis.dropped) shape.push_back(axis.count);
  }
  return shape;
}

void check_size(const base::Array& array, std::size_t most_bytes) {
  const std::size_t each = base::element_bytes(array.type);
  if (array.count() <= most_bytes / each) return;
  base::fail("an array ({}) of {} takes {} x {} bytes, more than the {} allowed; read a part of it",
             fmt::join(array.shape, ", "), base::element_name(array.type), array.count(), each,
             most_bytes);
}

/// Runs `action`; an Error that does not know what it is about becomes a ReadError that does.
template <class Action>
auto about(const plan::Read& what, Action action) {
  try {
    return action();
  } catch (const ReadError&) {
    throw;
  } catch (const base::Error& error) {
    throw ReadError(fmt::format("{}:{}: {}", what.file, what.object, error.what()), what.file,
                    what.object);
  }
}

}  // namespace

std::shared_ptr<std::byte> heap(std::size_t bytes) {
  auto* block = static_cast<std::byte*>(std::malloc(bytes == 0 ? 1 : bytes));
  if (block == nullptr) throw std::bad_alloc();
  return {block, std::free};
}

/// The files read last, the most recent in front.
class Reader::Files {
 public:
  explicit Files(Progress progress) : progress_(std::move(progress)) {}

  base::Array load(const plan::Read& what, std::size_t most_bytes, const Allocator& allocate) {
    if (progress_) progress_(what.file, what.object);
    OpenFile& file = open(what);
    OpenDataset& dataset = open(file, what.object);
    plan::Slab slab;
    base::Array array;
    about(what, [&] {
      array.type = unpacked_type(dataset.packing(), dataset.element(what.column));
      slab = plan::resolve(what.hyperslab, dataset.shape());
      array.shape = shape_of(slab, dataset);
      check_size(array, most_bytes);
    });
    if (array.count() == 0) {
      array.data = heap(0);
      return array;
    }
    dataset.prepare(file.handle, slab, most_bytes);
    bound_caches(dataset);
    const std::shared_ptr<std::byte> to = allocate(array.bytes());
    dataset.read(slab, array.type, what.column, to.get());
    unpack(dataset.packing(), array.type, to.get(), array.count());
    array.data = to;
    return array;
  }

 private:
  OpenFile& open(const plan::Read& what) {
    const plan::FileIdentity identity = about(what, [&] { return plan::identify(what.file); });
    for (auto file = files_.begin(); file != files_.end(); ++file) {
      if (file->identity.path != identity.path) continue;
      if (file->identity == identity) {
        files_.splice(files_.begin(), files_, file);
        return files_.front();
      }
      files_.erase(file);  // replaced since; HDF5 would share the old one's state
      break;
    }
    files_.push_front({identity, open_file(what.file), {}});
    if (files_.size() > kMostFiles) files_.pop_back();
    return files_.front();
  }

  static OpenDataset& open(OpenFile& file, const std::string& object) {
    auto& datasets = file.datasets;
    for (auto dataset = datasets.begin(); dataset != datasets.end(); ++dataset) {
      if (dataset->object() != object) continue;
      datasets.splice(datasets.begin(), datasets, dataset);
      return datasets.front();
    }
    datasets.emplace_front(file.handle, file.identity.path, object);
    if (datasets.size() > kMostDatasets) datasets.pop_back();
    return datasets.front();
  }

  /// Closes the datasets used longest ago whose chunk caches exceed the sum allowed.
  void bound_caches(const OpenDataset& in_use) {
    std::size_t sum = in_use.cache_bytes();
    for (OpenFile& file : files_) {
      file.datasets.remove_if([&](const OpenDataset& dataset) {
        if (&dataset == &in_use || dataset.cache_bytes() == 0) return false;
        sum += dataset.cache_bytes();
        return sum > kMostCacheBytes;
      });
    }
  }

  Progress progress_;
  std::list<OpenFile> files_;
};

Reader::Reader(Progress progress) : files_(std::make_unique<Files>(std::move(progress))) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

base::Array Reader::load(const plan::Read& what, std::size_t most_bytes,
                         const Allocator& allocate) {
  return files_->load(what, most_bytes, allocate);
}

}  // namespace rankplot::read
