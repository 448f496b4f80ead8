#include "painter/read/surroundings.hpp"

#include "painter/read/conventions/time.hpp"

namespace rankplot::read {
namespace {

bool is_around(const std::string& group, const std::string& object) {
  return object.size() > group.size() && object.starts_with(group) && object[group.size()] == '/';
}

}  // namespace

Surroundings::Surroundings(const FileHandle& file, const plan::ScanRequest& request)
    : file_(file),
      request_(request),
      wanted_(request.attributes.begin(), request.attributes.end()) {}

void Surroundings::complete(hid_t dataset, plan::DatasetInfo& info) {
  if (wanted_.empty() && !request_.time) return;
  if (request_.time) info.time = time_attribute(dataset);
  const Group& group = around(info.object);
  info.attributes.insert(group.attributes.begin(), group.attributes.end());
  if (info.time.empty()) info.time = group.time;
}

const Surroundings::Group& Surroundings::around(const std::string& object) {
  while (!groups_.empty() && !is_around(groups_.back().path, object)) groups_.pop_back();
  if (groups_.empty()) {
    groups_.push_back(look_at(""));
    if (request_.time && groups_.back().time.empty()) {
      groups_.back().time = time_elsewhere(file_.id());
    }
  }
  while (true) {
    const Group& outer = groups_.back();
    const std::size_t end = object.find('/', outer.path.size() + 1);
    if (end == std::string::npos) return groups_.back();
    Group group = look_at(object.substr(0, end));
    group.attributes.insert(outer.attributes.begin(), outer.attributes.end());
    if (group.time.empty()) group.time = outer.time;
    groups_.push_back(std::move(group));
  }
}

Surroundings::Group Surroundings::look_at(const std::string& path) const {
  Group found;
  found.path = path;
  const ObjectHandle group(H5Oopen(file_.id(), path.empty() ? "/" : path.c_str(), H5P_DEFAULT));
  if (!group) return found;
  if (!wanted_.empty()) found.attributes = attributes_of(group.id(), wanted_);
  if (!request_.time) return found;
  found.time = time_attribute(group.id());
  if (found.time.empty() && H5Iget_type(group.id()) == H5I_GROUP) {
    found.time = time_dataset(group.id());
  }
  return found;
}

}  // namespace rankplot::read
