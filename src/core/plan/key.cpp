#include "core/plan/key.hpp"

#include <xxhash.h>

#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/plan/template.hpp"
#include "core/plan/texts.hpp"

namespace rankplot::plan {
namespace {

/// Raised when pictures of the same data come to look different.
constexpr int kLook = 2;

std::string hex(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

/// Values one behind the other, each text with its length, so that no two lists read alike.
class Bytes {
 public:
  Bytes() { bytes_.reserve(512); }
  void put(std::string_view text) {
    put(text.size());
    bytes_.append(text);
  }
  void put(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) bytes_ += static_cast<char>(number >> (8 * byte) & 0xff);
  }
  const std::string& all() const { return bytes_; }

 private:
  std::string bytes_;
};

/// The look of the figure alone: neither where it stands in the job nor where it is saved.
job::Job look_of(const job::Job& job, const job::Figure& of) {
  job::Job look;
  look.png = job.png;
  look.figures.push_back(of);
  job::Figure& figure = look.figures.front();
  figure.line = 0;
  figure.select.clear();
  figure.condition.reset();
  for (std::string& save : figure.save) save.erase(0, std::min(save.rfind('.'), save.size()));
  return look;
}

bool shows_index(const job::Figure& figure) {
  bool shows = false;
  visit_templates(figure, [&](std::string_view, const std::string& text) {
    if (!has_fields(text) || shows) return;
    try {
      const std::vector<std::string> fields = fields_of(text);
      shows = std::find(fields.begin(), fields.end(), "index") != fields.end();
    } catch (const expr::SyntaxError&) {
      shows = true;  // the plan refuses it; until then nothing may be taken for the same
    }
  });
  return shows;
}

const FileIdentity& identity_of(const std::string& file, const std::vector<FileIdentity>& files) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const FileIdentity& known) { return known.path == file; });
  if (found == files.end()) base::fail("the key of a picture needs the identity of '{}'", file);
  return *found;
}

void put(Bytes& bytes, const Read& read, const FileIdentity& file) {
  bytes.put(file.path);
  bytes.put(file.size);
  bytes.put(static_cast<std::uint64_t>(file.mtime_ns));
  bytes.put(file.inode);
  bytes.put(read.object);
  bytes.put(read.column);
  bytes.put(read.hyperslab.empty() ? "" : expr::to_string(expr::Path{"", "/", "", read.hyperslab}));
}

}  // namespace

Keys::Keys(const job::Job& job) {
  for (const job::Figure& figure : job.figures) {
    const nlohmann::json what = {
        {"version", RANKPLOT_VERSION}, {"look", kLook}, {"figure", look_of(job, figure)}};
    // CBOR takes any bytes, where JSON text needs names to be UTF-8.
    const std::vector<std::uint8_t> bytes = nlohmann::json::to_cbor(what);
    looks_.push_back(
        {hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()}), shows_index(figure)});
  }
}

std::string Keys::of(const BoundPicture& picture, const std::vector<Read>& reads,
                     const Captures& captures, const std::vector<FileIdentity>& files) const {
  const Look& look = looks_.at(picture.picture.figure);
  Bytes bytes;
  bytes.put(look.hash);
  bytes.put(look.tells_index ? picture.picture.index : 0);
  for (const auto& [name, value] : captures) {
    bytes.put(name);
    bytes.put(value);
  }
  for (const BoundLayer& layer : picture.layers) {
    for (const auto& [role, places] : layer.reads_of_role) {
      bytes.put(role);
      for (const std::size_t place : places) {
        const Read& read = reads.at(place);
        put(bytes, read, identity_of(read.file, files));
      }
    }
  }
  return hex(bytes.all());
}

}  // namespace rankplot::plan
