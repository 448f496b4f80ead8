#include "core/plan/inspection.hpp"

#include <array>

#include "core/plan/strict_json.hpp"

namespace rankplot::plan {
namespace {

constexpr std::array<const char*, 4> kKinds{"group", "dataset", "datatype", "broken"};

Node::Kind kind_of(const std::string& word) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (word == kKinds[i]) return static_cast<Node::Kind>(i);
  }
  base::fail("'{}' is no kind of object in JSON", word);
}

template <class T>
void write(nlohmann::json& json, const char* name, const T& value) {
  if (!value.empty()) json[name] = value;
}

}  // namespace

// What is empty does not travel: most nodes have little.
void to_json(nlohmann::json& json, const Node& node) {
  json = {{"name", node.name}, {"kind", kKinds[static_cast<std::size_t>(node.kind)]}};
  write(json, "link", node.link);
  write(json, "same_as", node.same_as);
  write(json, "problem", node.problem);
  write(json, "type", node.type);
  if (node.kind == Node::Kind::Dataset && !node.type.empty()) json["shape"] = node.shape;
  write(json, "most", node.most);
  write(json, "chunk", node.chunk);
  write(json, "layout", node.layout);
  write(json, "filters", node.filters);
  write(json, "columns", node.columns);
  write(json, "drawable", node.drawable);
  if (node.stored_bytes > 0) json["stored_bytes"] = node.stored_bytes;
  write(json, "attributes", node.attributes);
  if (node.attribute_count > 0) json["attribute_count"] = node.attribute_count;
  write(json, "members", node.members);
  if (node.kind == Node::Kind::Group) json["member_count"] = node.member_count;
}

void from_json(const nlohmann::json& json, Node& node) {
  std::string kind;
  StrictObject object(json, "an object of a file");
  object.required("name", node.name).required("kind", kind);
  node.kind = kind_of(kind);
  object.optional("link", node.link);
  object.optional("same_as", node.same_as);
  object.optional("problem", node.problem);
  object.optional("type", node.type);
  object.optional("shape", node.shape);
  object.optional("most", node.most);
  object.optional("chunk", node.chunk);
  object.optional("layout", node.layout);
  object.optional("filters", node.filters);
  object.optional("columns", node.columns);
  object.optional("drawable", node.drawable);
  object.optional("stored_bytes", node.stored_bytes);
  object.optional("attributes", node.attributes);
  object.optional("attribute_count", node.attribute_count);
  object.optional("members", node.members);
  object.optional("member_count", node.member_count);
  object.finish();
}

void to_json(nlohmann::json& json, const Inspection& inspection) {
  json = {{"root", inspection.root}, {"error", inspection.error}};
}

void from_json(const nlohmann::json& json, Inspection& inspection) {
  StrictObject(json, "an inspection")
      .required("root", inspection.root)
      .required("error", inspection.error)
      .finish();
}

void to_json(nlohmann::json& json, const InspectRequest& request) {
  json = {{"file", request.file}, {"depth", request.depth}, {"most_members", request.most_members}};
}

void from_json(const nlohmann::json& json, InspectRequest& request) {
  StrictObject(json, "a request to inspect")
      .required("file", request.file)
      .required("depth", request.depth)
      .required("most_members", request.most_members)
      .finish();
}

}  // namespace rankplot::plan
