#include "core/plan/catalog.hpp"

#include <sys/stat.h>

#include <cerrno>

#include "core/plan/strict_json.hpp"

namespace rankplot::plan {

FileIdentity identify(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    base::fail("cannot look at the file '{}': {}", path, base::errno_text(errno));
  }
  if (!S_ISREG(status.st_mode)) base::fail("'{}' is not a regular file", path);
  const std::int64_t mtime_ns =
      std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  return {path, static_cast<std::uint64_t>(status.st_size), mtime_ns, status.st_ino};
}

void to_json(nlohmann::json& json, const FileIdentity& identity) {
  json = {{"path", identity.path},
          {"size", identity.size},
          {"mtime_ns", identity.mtime_ns},
          {"inode", identity.inode}};
}

void from_json(const nlohmann::json& json, FileIdentity& identity) {
  StrictObject(json, "a file identity")
      .required("path", identity.path)
      .required("size", identity.size)
      .required("mtime_ns", identity.mtime_ns)
      .required("inode", identity.inode)
      .finish();
}

void to_json(nlohmann::json& json, const Attribute& attribute) {
  json = {{"text", attribute.text}, {"numbers", attribute.numbers}};
}

void from_json(const nlohmann::json& json, Attribute& attribute) {
  StrictObject(json, "an attribute")
      .required("text", attribute.text)
      .required("numbers", attribute.numbers)
      .finish();
}

void to_json(nlohmann::json& json, const DimensionScale& scale) {
  json = {{"object", scale.object}, {"label", scale.label}};
}

void from_json(const nlohmann::json& json, DimensionScale& scale) {
  StrictObject(json, "a dimension scale")
      .required("object", scale.object)
      .required("label", scale.label)
      .finish();
}

// Most datasets have neither attributes nor scales: what is empty does not travel.
void to_json(nlohmann::json& json, const DatasetInfo& info) {
  json = {{"object", info.object},
          {"shape", info.shape},
          {"chunk", info.chunk},
          {"compressed", info.compressed},
          {"element_bytes", info.element_bytes},
          {"columns", info.columns},
          {"refusal", info.refusal}};
  if (!info.attributes.empty()) json["attributes"] = info.attributes;
  if (!info.time.empty()) json["time"] = info.time;
  if (!info.scales.empty()) json["scales"] = info.scales;
}

void from_json(const nlohmann::json& json, DatasetInfo& info) {
  StrictObject object(json, "a dataset");
  object.required("object", info.object)
      .required("shape", info.shape)
      .required("chunk", info.chunk)
      .required("compressed", info.compressed)
      .required("element_bytes", info.element_bytes)
      .required("columns", info.columns)
      .required("refusal", info.refusal);
  object.optional("attributes", info.attributes);
  object.optional("time", info.time);
  object.optional("scales", info.scales);
  object.finish();
}

void to_json(nlohmann::json& json, const FileCatalog& catalog) {
  json = {{"file", catalog.file}, {"datasets", catalog.datasets}, {"error", catalog.error}};
}

void from_json(const nlohmann::json& json, FileCatalog& catalog) {
  StrictObject(json, "a catalog")
      .required("file", catalog.file)
      .required("datasets", catalog.datasets)
      .required("error", catalog.error)
      .finish();
}

void to_json(nlohmann::json& json, const ScanRequest& request) {
  json = {{"file", request.file},
          {"patterns", request.patterns},
          {"attributes", request.attributes},
          {"time", request.time}};
}

void from_json(const nlohmann::json& json, ScanRequest& request) {
  StrictObject(json, "a scan request")
      .required("file", request.file)
      .required("patterns", request.patterns)
      .required("attributes", request.attributes)
      .required("time", request.time)
      .finish();
}

}  // namespace rankplot::plan
