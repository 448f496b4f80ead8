#include <algorithm>

#include <xxhash.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {
namespace {

/// Raised when pictures of the same data come to look different.
constexpr int kLook = 1;

const FileIdentity& identity_of(const std::string& file, const std::vector<FileIdentity>& files) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const FileIdentity& known) { return known.path == file; });
  if (found == files.end()) base::fail("the key of a picture needs the identity of '{}'", file);
  return *found;
}

/// What the picture reads, in the order of its roles.
nlohmann::json reads_of(const BoundTask& bound, const std::vector<FileIdentity>& files) {
  nlohmann::json reads = nlohmann::json::array();
  for (const BoundLayer& layer : bound.pictures.front().layers) {
    for (const auto& [role, places] : layer.reads_of_role) {
      for (std::size_t place : places) {
        const Read& read = bound.reads.at(place);
        reads.push_back({read, identity_of(read.file, files)});
      }
    }
  }
  return reads;
}

/// The look of the figure alone: neither where it stands in the job nor where it is saved.
job::Job look_of(const job::Job& job, const job::Figure& bound) {
  job::Job look;
  look.png = job.png;
  look.figures.push_back(bound);
  job::Figure& figure = look.figures.front();
  figure.line = 0;
  figure.select.clear();
  figure.condition.reset();
  for (std::string& save : figure.save) save.erase(0, std::min(save.rfind('.'), save.size()));
  return look;
}

}  // namespace

std::string key(const job::Job& job, const Task& task, const BoundPicture& picture,
                const std::vector<FileIdentity>& files) {
  Task alone =
      task;  // the places in `picture` are those of the whole task, whose reads are not here
  alone.pictures = {picture.picture};
  const BoundTask bound = bind(job, alone);
  nlohmann::json what = {{"version", RANKPLOT_VERSION},
                         {"look", kLook},
                         {"figure", look_of(job, picture.figure)},
                         {"captures", task.captures},
                         {"reads", reads_of(bound, files)}};
  // CBOR takes any bytes, where JSON text needs names to be UTF-8.
  const std::vector<std::uint8_t> bytes = nlohmann::json::to_cbor(what);
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace rankplot::plan
