#include "painter/read/storage.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <set>

#include "core/base/error.hpp"

namespace rankplot::read {
namespace {

constexpr std::size_t kMostSources = 10'000;  // looked for

std::string beside(const std::string& file, const std::string& name) {
  return (std::filesystem::path(file).parent_path() / name).string();
}

std::string source_name(hid_t creation, std::size_t index) {
  std::string name(4096, '\0');
  const ssize_t length = H5Pget_virtual_filename(creation, index, name.data(), name.size());
  name.resize(static_cast<std::size_t>(
      std::clamp<ssize_t>(length, 0, static_cast<ssize_t>(name.size()) - 1)));
  return name;
}

/// HDF5 looks beside the file, then where the program runs.
bool exists(const std::string& file, const std::string& name) {
  struct stat status {};
  return ::stat(beside(file, name).c_str(), &status) == 0 || ::stat(name.c_str(), &status) == 0;
}

}  // namespace

std::string missing_raw_file(hid_t creation, const std::string& file) {
  const int count = H5Pget_external_count(creation);
  for (int i = 0; i < count; ++i) {
    std::array<char, 4096> name{};
    off_t offset = 0;
    hsize_t bytes = 0;
    H5Pget_external(creation, static_cast<unsigned>(i), name.size() - 1, name.data(), &offset,
                    &bytes);
    const std::string raw = beside(file, name.data());
    struct stat status {};
    if (::stat(raw.c_str(), &status) != 0) {
      return fmt::format("its raw data file '{}' cannot be looked at: {}", raw,
                         base::errno_text(errno));
    }
    const auto has = static_cast<std::uint64_t>(status.st_size);
    const std::uint64_t needs = static_cast<std::uint64_t>(offset) + bytes;
    if (bytes != H5F_UNLIMITED && has < needs) {
      return fmt::format("its raw data file '{}' has {} bytes and should have {}", raw, has, needs);
    }
  }
  return "";
}

std::string missing_sources(hid_t creation, const std::string& file) {
  std::size_t count = 0;
  if (H5Pget_layout(creation) != H5D_VIRTUAL || H5Pget_virtual_count(creation, &count) < 0) {
    return "";
  }
  std::set<std::string> missing, all;
  for (std::size_t i = 0; i < std::min(count, kMostSources); ++i) {
    const std::string name = source_name(creation, i);
    // "." is the file itself; a name with % stands for any number of files.
    if (name == "." || name.find('%') != name.npos || !all.insert(name).second) continue;
    if (!exists(file, name)) missing.insert(name);
  }
  if (missing.empty()) return "";
  return fmt::format(
      "{} of the {} files of this virtual dataset are missing (as '{}'): its fill "
      "value stands for them",
      missing.size(), all.size(), *missing.begin());
}

}  // namespace rankplot::read
