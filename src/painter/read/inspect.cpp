#include "painter/read/inspect.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "painter/read/attributes.hpp"
#include "painter/read/describe.hpp"
#include "painter/read/open.hpp"
#include "painter/read/type_text.hpp"

namespace rankplot::read {
namespace {

using plan::Node;

constexpr std::size_t kMostAttributes = 32;  // of an object
constexpr std::size_t kMostColumns = 64;
constexpr std::size_t kMostLinkBytes = 65536;

/// A link as its group lists it.
struct Link {
  std::string name;
  H5L_type_t type = H5L_TYPE_ERROR;
  std::size_t value_bytes = 0;
};

struct Listing {
  std::vector<Link> links;
  std::uint64_t most = 0;
};

herr_t add_link(hid_t, const char* name, const H5L_info_t* info, void* data) {
  auto& listing = *static_cast<Listing*>(data);
  if (listing.links.size() >= listing.most) return 1;
  const bool has_value = info->type != H5L_TYPE_HARD;
  listing.links.push_back({name, info->type, has_value ? info->u.val_size : 0});
  return 0;
}

/// "-> /V", "-> b.h5:/V"; empty for a hard link.
std::string link_text(hid_t group, const Link& link) {
  if (link.type == H5L_TYPE_HARD) return "";
  if (link.value_bytes > kMostLinkBytes) return "-> a name that is too long";
  std::vector<char> value(link.value_bytes + 1, '\0');
  if (H5Lget_val(group, link.name.c_str(), value.data(), link.value_bytes, H5P_DEFAULT) < 0) {
    return "-> a name that cannot be read";
  }
  if (link.type == H5L_TYPE_SOFT) return fmt::format("-> {}", value.data());
  if (link.type != H5L_TYPE_EXTERNAL) {
    return fmt::format("-> by a link of class {}", static_cast<int>(link.type));
  }
  unsigned flags = 0;
  const char *file = "", *object = "";
  if (H5Lunpack_elink_val(value.data(), link.value_bytes, &flags, &file, &object) < 0) {
    return "-> a name that cannot be read";
  }
  return fmt::format("-> {}:{}", file, object);
}

void describe_attributes(hid_t object, Node& node) {
  if (!has_attributes(object)) return;
  const std::vector<std::string> names = attribute_names(object);
  node.attribute_count = names.size();
  for (const std::string& name : names) {
    if (node.attributes.size() == kMostAttributes) break;
    const auto value = read_attribute(object, name.c_str());
    node.attributes.push_back(value ? fmt::format("{} = {}", name, value->text)
                                    : fmt::format("{} ...", name));
  }
}

bool is_number(hid_t type) {
  const H5T_class_t kind = H5Tget_class(type);
  return kind == H5T_INTEGER || kind == H5T_FLOAT || kind == H5T_ENUM;
}

void describe_columns(hid_t type, Node& node) {
  const int count = std::min(H5Tget_nmembers(type), static_cast<int>(kMostColumns));
  for (int i = 0; i < count; ++i) {
    char* name = H5Tget_member_name(type, static_cast<unsigned>(i));
    const TypeHandle column(H5Tget_member_type(type, static_cast<unsigned>(i)));
    const std::string text = name == nullptr ? "" : name;
    H5free_memory(name);
    node.columns.push_back(fmt::format("{} {}", text, type_text(column.id())));
    if (is_number(column.id())) node.drawable.push_back(text);
  }
}

void describe_storage(hid_t dataset, Node& node) {
  const PropertyHandle properties(H5Dget_create_plist(dataset));
  if (!properties) return;
  switch (H5Pget_layout(properties.id())) {
    case H5D_COMPACT: node.layout = "compact"; break;
    case H5D_CONTIGUOUS:
      node.layout = H5Pget_external_count(properties.id()) > 0 ? "external" : "contiguous";
      break;
    case H5D_CHUNKED: node.layout = "chunked"; break;
    case H5D_VIRTUAL: node.layout = "virtual"; break;
    default: break;
  }
  node.stored_bytes = H5Dget_storage_size(dataset);
  const int filters = H5Pget_nfilters(properties.id());
  for (int i = 0; i < filters; ++i) {
    node.filters.push_back(filter_text(properties.id(), static_cast<unsigned>(i)));
  }
}

void describe_extents(hid_t dataset, Node& node) {
  const SpaceHandle space(H5Dget_space(dataset));
  std::array<hsize_t, H5S_MAX_RANK> extents{};
  std::array<hsize_t, H5S_MAX_RANK> most{};
  const int rank = H5Sget_simple_extent_dims(space.id(), extents.data(), most.data());
  if (rank < 0) return;
  node.shape.assign(extents.begin(), extents.begin() + rank);
  if (extents != most) node.most.assign(most.begin(), most.begin() + rank);
}

class Inspector {
 public:
  Inspector(const plan::InspectRequest& request, const Progress& progress)
      : request_(request), progress_(progress) {}

  Node look() {
    touch("/");
    const FileHandle file = open_file(request_.file);
    const ObjectHandle root(
        check(H5Oopen(file.id(), "/", H5P_DEFAULT), "H5Oopen", request_.file, "/"));
    Node node;
    node.name = "/";
    describe_object(root, "", 0, node);
    return node;
  }

 private:
  void touch(const std::string& object) const {
    if (progress_) progress_(request_.file, object);
  }

  void describe_object(const ObjectHandle& object, const std::string& path, std::uint64_t depth,
                       Node& node) {
    describe_attributes(object.id(), node);
    switch (H5Iget_type(object.id())) {
      case H5I_GROUP:
        node.kind = Node::Kind::Group;
        describe_group(object, path, depth, node);
        break;
      case H5I_DATASET:
        node.kind = Node::Kind::Dataset;
        describe_dataset(object, path, node);
        break;
      case H5I_DATATYPE:
        node.kind = Node::Kind::Datatype;
        node.type = type_text(object.id());
        break;
      default: node.problem = "is no group, dataset or datatype";
    }
  }

  void describe_dataset(const ObjectHandle& object, const std::string& path, Node& node) {
    const TypeHandle type(H5Dget_type(object.id()));
    if (!type) {
      node.problem = "its type cannot be read: " + hdf5_reason();
      return;
    }
    node.type = type_text(type.id());
    if (H5Tget_class(type.id()) == H5T_COMPOUND) describe_columns(type.id(), node);
    describe_extents(object.id(), node);
    describe_storage(object.id(), node);
    try {
      const plan::DatasetInfo info = describe(object.id(), request_.file, path, {});
      node.chunk = info.chunk;
      node.problem = info.refusal;
    } catch (const ReadError& error) {
      node.problem = error.what();
    }
  }

  void describe_group(const ObjectHandle& group, const std::string& path, std::uint64_t depth,
                      Node& node) {
    H5G_info_t info{};
    if (H5Gget_info(group.id(), &info) < 0) {
      node.problem = "cannot be listed: " + hdf5_reason();
      return;
    }
    node.member_count = info.nlinks;
    if (!node.link.empty() || was_shown(group, path, node)) return;
    if (depth > request_.depth) return;
    Listing listing;
    listing.most = std::min(request_.most_members, plan::kMostNodes - nodes_);
    hsize_t at = 0;
    if (H5Literate(group.id(), H5_INDEX_NAME, H5_ITER_INC, &at, add_link, &listing) < 0) {
      node.problem = "cannot be listed whole: " + hdf5_reason();
    }
    nodes_ += listing.links.size();
    for (const Link& link : listing.links) {
      node.members.push_back(follow(group, link, path + "/" + link.name, depth));
    }
  }

  /// A group is shown under the first of its names.
  bool was_shown(const ObjectHandle& group, const std::string& path, Node& node) {
    H5O_info_t info{};
    if (H5Oget_info2(group.id(), &info, H5O_INFO_BASIC) < 0) return false;
    const auto [known, is_new] =
        shown_.try_emplace({info.fileno, info.addr}, path.empty() ? "/" : path);
    if (!is_new) node.same_as = known->second;
    return !is_new;
  }

  Node follow(const ObjectHandle& group, const Link& link, const std::string& path,
              std::uint64_t depth) {
    touch(path);
    Node node;
    node.name = link.name;
    node.link = link_text(group.id(), link);
    const ObjectHandle object(H5Oopen(group.id(), link.name.c_str(), H5P_DEFAULT));
    if (object) {
      describe_object(object, path, depth + 1, node);
    } else {
      const std::string reason = hdf5_reason();
      const bool dangling = link.type != H5L_TYPE_HARD &&
                            H5Oexists_by_name(group.id(), link.name.c_str(), H5P_DEFAULT) <= 0;
      node.problem = dangling ? "leads to nothing" : "cannot be opened: " + reason;
    }
    return node;
  }

  const plan::InspectRequest& request_;
  const Progress& progress_;
  std::uint64_t nodes_ = 0;
  std::map<std::pair<unsigned long, haddr_t>, std::string> shown_;  // groups, by file and address
};

}  // namespace

plan::Inspection inspect(const plan::InspectRequest& request, const Progress& progress) {
  plan::Inspection inspection;
  try {
    inspection.root = Inspector(request, progress).look();
  } catch (const base::Error& error) {
    inspection.error = error.what();
  }
  return inspection;
}

}  // namespace rankplot::read
