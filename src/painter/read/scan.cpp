#include <algorithm>
#include <map>
#include <memory>

#include "core/plan/pattern.hpp"
#include "painter/read/conventions/scales.hpp"
#include "painter/read/describe.hpp"
#include "painter/read/open.hpp"
#include "painter/read/read.hpp"
#include "painter/read/surroundings.hpp"

namespace rankplot::read {
namespace {

using plan::Pattern;

/// A pattern cut at its slashes, so that only groups that can match are entered.
struct Wanted {
  Pattern whole;
  std::vector<Pattern> parts;
};

/// A pattern and how many of its parts the path so far has matched.
struct Active {
  const Wanted* wanted;
  std::size_t depth;
  const Pattern& part() const { return wanted->parts[depth]; }
  bool is_last() const { return depth + 1 == wanted->parts.size(); }
};

/// What to look for in and below a child of a group. By its address it is opened without another
/// look for its name: the names of a group of 100,000 members do not fit into HDF5's cache.
struct Child {
  std::vector<Active> wanting;
  haddr_t address = HADDR_UNDEF;
};
using Children = std::map<std::string, Child, std::less<>>;

Wanted cut(const std::string& text) {
  Wanted wanted{Pattern::parse(text), {}};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('/', at), text.size());
    if (end > at)
      wanted.parts.push_back(Pattern::parse(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return wanted;
}

struct Listing {
  const std::vector<Active>* globs;
  Children* children;
};

herr_t match_child(hid_t, const char* name, const H5L_info_t* link, void* data) {
  const auto& listing = *static_cast<Listing*>(data);
  std::vector<Active> matching;
  for (const Active& active : *listing.globs) {
    if (active.part().match(name)) matching.push_back(active);
  }
  if (matching.empty()) return 0;
  Child& child = (*listing.children)[name];
  child.wanting.insert(child.wanting.end(), matching.begin(), matching.end());
  if (link->type == H5L_TYPE_HARD) child.address = link->u.address;
  return 0;
}

class Scan {
 public:
  Scan(plan::FileCatalog& catalog, const plan::ScanRequest& request, const Progress& progress)
      : catalog_(catalog),
        file_(catalog.file.path),
        request_(request),
        progress_(progress),
        wanted_(plan::kWellKnownAttributes.begin(), plan::kWellKnownAttributes.end()) {
    wanted_.insert(request.attributes.begin(), request.attributes.end());
  }

  void run() {
    std::vector<std::unique_ptr<Wanted>> all;
    std::vector<Active> active;
    for (const std::string& text : request_.patterns) {
      all.push_back(std::make_unique<Wanted>(cut(text)));
      if (!all.back()->parts.empty()) active.push_back({all.back().get(), 0});
    }
    tell("/");
    file_handle_ = open_file(file_);
    const ObjectHandle root(
        check(H5Oopen(file_handle_.id(), "/", H5P_DEFAULT), "H5Oopen", file_, "/"));
    enter(root, "", active);
  }

 private:
  void tell(const std::string& object) const {
    if (progress_) progress_(file_, object);
  }

  Children children_of(const ObjectHandle& group, const std::string& path,
                       const std::vector<Active>& active) const {
    Children children;
    std::vector<Active> globs;
    for (const Active& one : active) {
      if (one.part().is_literal()) {
        children[one.part().text()].wanting.push_back(one);
      } else {
        globs.push_back(one);
      }
    }
    if (!globs.empty()) {
      Listing listing{&globs, &children};
      hsize_t at = 0;
      check(H5Literate(group.id(), H5_INDEX_NAME, H5_ITER_NATIVE, &at, match_child, &listing),
            "H5Literate", file_, path.empty() ? "/" : path);
    }
    return children;
  }

  void enter(const ObjectHandle& group, const std::string& path,
             const std::vector<Active>& active) {
    for (const auto& [name, child] : children_of(group, path, active)) {
      visit(group, path + "/" + name, name, child);
    }
  }

  void visit(const ObjectHandle& parent, const std::string& path, const std::string& name,
             const Child& child) {
    tell(path);
    const ObjectHandle object(child.address == HADDR_UNDEF
                                  ? H5Oopen(parent.id(), name.c_str(), H5P_DEFAULT)
                                  : H5Oopen_by_addr(parent.id(), child.address));
    const H5I_type_t kind = object ? H5Iget_type(object.id()) : H5I_BADID;
    std::vector<Active> deeper;
    bool is_wanted = false;
    for (const Active& active : child.wanting) {
      const bool matches = active.is_last() && active.wanted->whole.match(path).has_value();
      if (kind == H5I_GROUP && !active.is_last())
        deeper.push_back({active.wanted, active.depth + 1});
      if (kind == H5I_DATASET && matches) is_wanted = true;
      if (kind == H5I_GROUP ? active.is_last() : kind != H5I_DATASET || !active.is_last()) {
        explain(*active.wanted);
      }
    }
    if (is_wanted) add(object, path);
    if (!deeper.empty()) enter(object, path, deeper);
  }

  void add(const ObjectHandle& dataset, const std::string& path) {
    try {
      plan::DatasetInfo info = describe(dataset.id(), file_, path, wanted_);
      surroundings_.complete(dataset.id(), info);
      info.scales = scales_.of(dataset.id(), info);
      catalog_.datasets.push_back(std::move(info));
    } catch (const ReadError& error) {
      refuse(path, error.what());
    }
  }

  /// A path that the job names outright deserves a reason; what a glob or capture happened to meet
  /// (groups, dangling links) simply does not match.
  void explain(const Wanted& wanted) {
    if (!wanted.whole.is_literal()) return;
    refuse(wanted.whole.text(), why_not_a_dataset(file_handle_, wanted.whole.text()));
  }

  void refuse(const std::string& path, const std::string& reason) {
    plan::DatasetInfo info;
    info.object = path;
    info.refusal = reason;
    catalog_.datasets.push_back(std::move(info));
  }

  plan::FileCatalog& catalog_;
  const std::string& file_;
  const plan::ScanRequest& request_;
  const Progress& progress_;
  Names wanted_;  // attributes
  FileHandle file_handle_;
  Surroundings surroundings_{file_handle_, request_};
  Scales scales_{file_handle_};
};

void sort_once(std::vector<plan::DatasetInfo>& datasets) {
  std::sort(datasets.begin(), datasets.end(),
            [](const auto& a, const auto& b) { return a.object < b.object; });
  const auto end = std::unique(datasets.begin(), datasets.end(),
                               [](const auto& a, const auto& b) { return a.object == b.object; });
  datasets.erase(end, datasets.end());
}

}  // namespace

plan::FileCatalog scan(const plan::ScanRequest& request, const Progress& progress) {
  plan::FileCatalog catalog;
  catalog.file.path = request.file;
  try {
    catalog.file = plan::identify(request.file);
    Scan(catalog, request, progress).run();
  } catch (const base::Error& error) {
    catalog.error = error.what();
  }
  sort_once(catalog.datasets);
  return catalog;
}

}  // namespace rankplot::read
