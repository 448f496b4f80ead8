#include "core/plan/key.hpp"

#include <xxhash.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/plan/texts.hpp"

namespace rankplot::plan {
namespace {

/// Raised when pictures of the same data come to look different.
constexpr int kLook = 7;

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(&digest), sizeof digest};
}

Digest digest_of(const nlohmann::json& json) {
  // CBOR takes any bytes, where JSON text needs names to be UTF-8.
  const std::vector<std::uint8_t> bytes = nlohmann::json::to_cbor(json);
  return digest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

/// The figure alone: neither where it stands in the job nor which cases it takes.
Digest look_of(const job::Job& job, const job::Figure& given) {
  job::Job look;
  look.png = job.png;
  look.tiff = job.tiff;
  look.figures.push_back(given);
  job::Figure& figure = look.figures.front();
  figure.line = 0;
  figure.select.clear();
  figure.condition.reset();
  return digest_of({{"version", RANKPLOT_VERSION}, {"look", kLook}, {"job", look}});
}

bool shows_index(const job::Figure& figure) {
  bool shown = false;
  const auto look_at = [&](std::string_view, const std::string& text) {
    shown = shown || text.find("{index") != std::string::npos;
  };
  visit_templates(figure, look_at);
  for (const std::string& save : figure.save) look_at("save", save);
  return shown;
}

/// The inode is left out: a file that was copied back with its times is the same.
Digest digest_of(const FileIdentity& file) {
  return digest(fmt::format("{}\n{}\n{}", file.path, file.size, file.mtime_ns));
}

}  // namespace

Digest digest(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return {hash.low64, hash.high64};
}

Keys::Keys(const job::Job& job, const std::vector<FileCatalog>& catalogs) {
  for (const job::Input& input : job.inputs) inputs_.push_back(input.name);
  for (const job::Figure& figure : job.figures) {
    figures_.push_back({look_of(job, figure), shows_index(figure)});
  }
  files_.reserve(catalogs.size());
  for (const FileCatalog& catalog : catalogs) {
    files_.emplace(catalog.file.path, digest_of(catalog.file));
  }
}

std::string Keys::case_of(const std::vector<std::string>& files, const Captures& captures) const {
  std::string text;
  for (std::size_t input = 0; input < files.size(); ++input) {
    if (files[input].empty()) continue;
    const auto known = files_.find(files[input]);
    if (known == files_.end()) {
      base::fail("the keys of a task's pictures need the identity of '{}'", files[input]);
    }
    text += inputs_.at(input);
    text += ':';
    text += bytes_of(known->second);
  }
  for (const auto& [name, value] : captures) {
    fmt::format_to(std::back_inserter(text), "{}={}:{}\n", name, value.size(), value);
  }
  return text;
}

void Keys::write(Task& task) const {
  const std::string shared = case_of(task.files, task.captures);
  for (Picture& picture : task.pictures) {
    const Figure& figure = figures_.at(picture.figure);
    std::string text(bytes_of(figure.look));
    text += shared;
    for (const Member& member : picture.members) {
      text += '\n';
      text += case_of(member.files, member.captures);
    }
    if (figure.has_index) text += std::to_string(picture.index);
    const Digest key = digest(text);
    picture.key = fmt::format("{:016x}{:016x}", key.high, key.low);
  }
}

void write_keys(const job::Job& job, const std::vector<FileCatalog>& catalogs, Plan& plan) {
  const Keys keys(job, catalogs);
  for (Task& task : plan.tasks) keys.write(task);
}

}  // namespace rankplot::plan
