#include "painter/read/parts.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace rankplot::read {
namespace {

// HDF5 File Format Specification, section II.B: the driver information block, or the message of
// that name in the superblock's extension, begins with the driver's name.
constexpr std::string_view kFamily = "NCSAfami";
constexpr std::string_view kMulti = "NCSAmult";
constexpr std::size_t kWhereDriversAre = 4096;

bool starts_with_driver(const std::string& path, std::string_view driver) {
  std::string start(kWhereDriversAre, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return start.find(driver) != start.npos;
}

PropertyHandle copy_of(hid_t access) { return PropertyHandle(H5Pcopy(access)); }

Parts opened(const std::string& name, const PropertyHandle& properties, const std::string& what) {
  Parts parts;
  parts.file = FileHandle(H5Fopen(name.c_str(), H5F_ACC_RDONLY, properties.id()));
  if (!parts.file) {
    parts.refusal =
        fmt::format("is a part of {}, which cannot be opened together: {}", what, hdf5_reason());
  }
  return parts;
}

/// A family's first member and the pattern that HDF5 opens it by.
struct Family {
  std::string first;
  std::string pattern;
};

std::string without_percents(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped.append(c == '%' ? 2 : 1, c);
  return escaped;
}

/// Each number in the file's name may be the member's, the last one most likely.
std::vector<Family> families(const std::string& path) {
  constexpr std::string_view kDigits = "0123456789";
  std::vector<Family> found;
  const std::size_t name = path.rfind('/') + 1;  // 0 where there is none
  for (std::size_t end = path.size(); end > name;) {
    const std::size_t last = path.find_last_of(kDigits, end - 1);
    if (last == path.npos || last < name) break;
    const std::size_t before = path.find_last_not_of(kDigits, last);
    const std::size_t start = before == path.npos ? 0 : std::max(before + 1, name);
    const std::size_t width = last + 1 - start;
    const std::string head = path.substr(0, start), tail = path.substr(last + 1);
    found.push_back(
        {head + std::string(width, '0') + tail,
         fmt::format("{}%0{}d{}", without_percents(head), width, without_percents(tail))});
    end = start;
  }
  return found;
}

std::optional<Parts> open_family(const std::string& path, hid_t access) {
  for (const Family& family : families(path)) {
    if (!starts_with_driver(family.first, kFamily)) continue;
    const PropertyHandle properties = copy_of(access);
    H5Pset_fapl_family(properties.id(), H5F_FAMILY_DEFAULT, access);
    return opened(family.pattern, properties,
                  fmt::format("a family of files ({})", family.pattern));
  }
  return std::nullopt;
}

/// How the names of a split file's two parts end.
struct Endings {
  std::string_view metadata, raw;
};
constexpr std::array<Endings, 2> kSplits{{{"-m.h5", "-r.h5"}, {".meta", ".raw"}}};
// H5Pset_fapl_multi's own: superblock, tree, raw data, global heap, local heap, object headers.
constexpr std::array<std::string_view, 6> kMultis{"-s.h5", "-b.h5", "-r.h5",
                                                  "-g.h5", "-l.h5", "-o.h5"};

/// `path` without the ending; nothing where it ends otherwise.
std::optional<std::string> base_of(const std::string& path, std::string_view ending) {
  if (!path.ends_with(ending)) return std::nullopt;
  return path.substr(0, path.size() - ending.size());
}

std::optional<Parts> open_split(const std::string& path, hid_t access) {
  for (const Endings& endings : kSplits) {
    auto base = base_of(path, endings.metadata);
    if (!base) base = base_of(path, endings.raw);
    const std::string metadata(endings.metadata), raw(endings.raw);
    if (!base || !starts_with_driver(*base + metadata, kMulti)) continue;
    const std::string what = fmt::format("a split file ({0}{1} and {0}{2})", *base, metadata, raw);
    if (!std::filesystem::exists(*base + raw)) {
      return Parts{{}, fmt::format("is a part of {}, of which the second is missing", what)};
    }
    const PropertyHandle properties = copy_of(access);
    H5Pset_fapl_split(properties.id(), metadata.c_str(), access, raw.c_str(), access);
    return opened(*base, properties, what);
  }
  return std::nullopt;
}

std::optional<Parts> open_multi(const std::string& path, hid_t access) {
  for (const std::string_view ending : kMultis) {
    const auto base = base_of(path, ending);
    if (!base || !starts_with_driver(fmt::format("{}{}", *base, kMultis[0]), kMulti)) continue;
    const PropertyHandle properties = copy_of(access);
    std::array<hid_t, H5FD_MEM_NTYPES> each{};
    each.fill(access);
    // Map and names as HDF5 has them by default; the file's own replace them as it is opened.
    H5Pset_fapl_multi(properties.id(), nullptr, each.data(), nullptr, nullptr, true);
    return opened(*base, properties,
                  fmt::format("a multi file ({}{{{}}})", *base, fmt::join(kMultis, ",")));
  }
  return std::nullopt;
}

}  // namespace

Parts open_parts(const std::string& path, hid_t access) {
  for (const auto open : {open_family, open_split, open_multi}) {
    if (auto parts = open(path, access)) return std::move(*parts);
  }
  return {};
}

}  // namespace rankplot::read
