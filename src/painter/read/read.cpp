#include "painter/read/read.hpp"

#include <algorithm>
#include <cstdlib>
#include <list>
#include <new>

#include "painter/read/dataset.hpp"
#include "painter/read/open.hpp"
#include "painter/read/references.hpp"

namespace rankplot::read {
namespace {

constexpr std::size_t kMostFiles = 8;
constexpr std::size_t kMostDatasets = 8;  // of a file
constexpr std::size_t kMostCacheBytes = std::size_t{256} << 20;
constexpr int kMostFollowed = 4;  // references that lead to references

struct OpenFile {
  plan::FileIdentity identity;
  FileHandle handle;
  std::list<OpenDataset> datasets;  ///< the most recent in front; released before the handle
};

std::vector<std::size_t> shape_of(const plan::Slab& slab,
                                  const std::vector<std::uint64_t>& extents) {
  if (slab.axes.empty()) return {extents.begin(), extents.end()};
  std::vector<std::size_t> shape;
  for (const plan::Slab::Axis& axis : slab.axes) {
    if (!axis.dropped) shape.push_back(axis.count);
  }
  return shape;
}

/// A hyperslab that takes every n-th element of each axis and fits.
std::string strided(const base::Array& array, std::size_t most_count) {
  for (std::uint64_t stride = 2;; stride *= 2) {
    std::uint64_t count = 1;
    for (const std::size_t extent : array.shape) count *= (extent + stride - 1) / stride;
    if (count > most_count) continue;
    const std::vector<std::string> slices(array.shape.size(), fmt::format("::{}", stride));
    return fmt::format("[{}]", fmt::join(slices, ", "));
  }
}

void check_size(const base::Array& array, std::size_t most_bytes) {
  const std::size_t each = base::element_bytes(array.type);
  if (array.count() <= most_bytes / each) return;
  base::fail(
      "an array ({}) of {} takes {} x {} bytes, more than the {} allowed; read a part of "
      "it{}",
      fmt::join(array.shape, ", "), base::element_name(array.type), array.count(), each, most_bytes,
      most_bytes < each ? ""
                        : ", or every n-th element, as in " + strided(array, most_bytes / each));
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

  base::Array load(const plan::Read& what, std::size_t most_bytes, const Allocator& allocate,
                   int followed = 0) {
    if (progress_) progress_(what.file, what.object);
    OpenFile& file = open(what);
    OpenDataset& dataset = open(file, what.object);
    const Kept kept = dataset.kept(what.column);
    return about(what, [&] {
      const bool refers = kept.as == Kept::As::Objects || kept.as == Kept::As::Regions;
      return refers ? load_targets({what, file, dataset, kept, most_bytes, allocate}, followed)
                    : load_own({what, file, dataset, kept, most_bytes, allocate});
    });
  }

 private:
  /// What is to be read from an open dataset.
  struct Wanted {
    const plan::Read& what;
    OpenFile& file;
    OpenDataset& dataset;
    const Kept& kept;
    std::size_t most_bytes;
    const Allocator& allocate;
  };

  /// The dataset's axes and those that its elements add.
  static std::vector<std::uint64_t> extents_of(const Wanted& wanted) {
    std::vector<std::uint64_t> extents = wanted.dataset.shape();
    extents.insert(extents.end(), wanted.kept.extents.begin(), wanted.kept.extents.end());
    return extents;
  }

  base::Array load_own(const Wanted& wanted) {
    const auto& [what, file, dataset, kept, most_bytes, allocate] = wanted;
    const std::vector<std::uint64_t> extents = extents_of(wanted);
    const plan::Slab slab = plan::resolve(what.hyperslab, extents);
    base::Array array;
    array.type = kept.type;
    array.shape = shape_of(slab, extents);
    check_size(array, most_bytes);
    if (array.count() == 0) {
      array.data = heap(0);
      return array;
    }
    dataset.prepare(file.handle, slab, most_bytes);
    bound_caches(dataset);
    if (!dataset.note().empty()) {
      array.notes.push_back(fmt::format("{}:{}: {}", what.file, what.object, dataset.note()));
    }
    const std::shared_ptr<std::byte> to = allocate(array.bytes());
    array.names = dataset.read(slab, kept, what.column, most_bytes, to.get());
    if (kept.as == Kept::As::Numbers) {
      unpack(dataset.packing(), array.type, to.get(), array.count());
    }
    array.data = to;
    return array;
  }

  /// The slices beyond the references' own axes are for what they point to.
  base::Array load_targets(const Wanted& wanted, int followed) {
    const plan::Read& what = wanted.what;
    if (followed == kMostFollowed) {
      base::fail("references lead to references; {} in a row are followed", kMostFollowed);
    }
    const std::vector<std::uint64_t> extents = extents_of(wanted);
    const auto own_count =
        static_cast<std::ptrdiff_t>(std::min(extents.size(), what.hyperslab.size()));
    const auto own_end = what.hyperslab.begin() + own_count;
    const plan::Slab slab = plan::resolve({what.hyperslab.begin(), own_end}, extents);
    const std::vector<std::size_t> shape = shape_of(slab, extents);
    plan::Read of_target{what.file, "", "", {own_end, what.hyperslab.end()}};
    std::vector<base::Array> parts;
    for (const Target& target : targets(wanted, slab, base::element_count(shape))) {
      if (!target.region.empty() && own_end != what.hyperslab.end()) {
        base::fail("refers to a region of '{}': a hyperslab cannot be taken of it", target.object);
      }
      of_target.object = target.object;
      if (!target.region.empty()) of_target.hyperslab = target.region;
      if (shape.empty()) return load(of_target, wanted.most_bytes, wanted.allocate, followed + 1);
      parts.push_back(load(of_target, most_of_one(parts, wanted.most_bytes), heap, followed + 1));
    }
    return stack(shape, parts, wanted.allocate);
  }

  static std::vector<Target> targets(const Wanted& wanted, const plan::Slab& slab,
                                     std::size_t count) {
    if (count == 0 || count > kMostReferences) {
      base::fail("{} references are to be followed; 1 to {} can be", count, kMostReferences);
    }
    std::vector<std::byte> references(count * wanted.kept.file_bytes);
    wanted.dataset.prepare(wanted.file.handle, slab, wanted.most_bytes);
    wanted.dataset.read(slab, wanted.kept, wanted.what.column, wanted.most_bytes,
                        references.data());
    return wanted.dataset.follow(wanted.kept, references);
  }

  /// What the parts leave for the next, which all end up in one array once more.
  static std::size_t most_of_one(const std::vector<base::Array>& parts, std::size_t most_bytes) {
    std::size_t taken = 0;
    for (const base::Array& part : parts) taken += part.bytes();
    return most_bytes / 2 - std::min(most_bytes / 2, taken);
  }

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
