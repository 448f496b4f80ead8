#include "painter/read/open.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <vector>

#include "core/job/parse.hpp"
#include "painter/read/parts.hpp"
#include "painter/read/read.hpp"

namespace rankplot::read {
namespace {

constexpr std::size_t kMostNames = 10000;  // of a group, when looking for the nearest
constexpr std::size_t kMostListed = 8;     // in a message

struct Magic {
  std::string_view start;
  std::string_view name;
};
constexpr std::array<Magic, 3> kOthers{{
    {"CDF", "a netCDF classic file (nccopy -k nc4 converts it)"},
    {"\x0e\x03\x13\x01", "an HDF4 file (h4toh5 converts it)"},
    {"\x93NUMPY", "a NumPy .npy file"},
}};

std::string what_it_is_instead(const std::string& path) {
  std::array<char, 16> start{};
  std::ifstream(path, std::ios::binary).read(start.data(), start.size());
  for (const Magic& other : kOthers) {
    if (std::equal(other.start.begin(), other.start.end(), start.begin())) {
      return fmt::format("is {}, not an HDF5 file", other.name);
    }
  }
  return "is not an HDF5 file: its signature is missing";
}

std::string why_not_opened(const std::string& path) {
  const std::string reason = hdf5_reason();  // before other calls replace it
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return base::errno_text(errno);
  if (S_ISDIR(status.st_mode)) return "is a folder, not an HDF5 file";
  if (!S_ISREG(status.st_mode)) return "is not a regular file";
  if (status.st_size == 0) return "is empty";
  if (!std::ifstream(path).is_open()) return base::errno_text(errno);
  if (H5Fis_hdf5(path.c_str()) <= 0) return what_it_is_instead(path);
  if (reason.find("already open for write") != std::string::npos) {
    return "is still open for writing, or its writer died (then h5clear -s closes it)";
  }
  if (reason.find("truncated") != std::string::npos) return "is cut short: " + reason;
  return "is damaged: " + reason;
}

/// Groups and headers kept in memory: left to itself the cache of a file with many datasets grows
/// to 32 MiB as they are in the file, several times that as they are in memory, for each open file.
void keep_metadata_cache_small(hid_t properties) {
  H5AC_cache_config_t config{};
  config.version = H5AC__CURR_CACHE_CONFIG_VERSION;
  check(H5Pget_mdc_config(properties, &config), "H5Pget_mdc_config", "", "");
  config.set_initial_size = true;
  config.initial_size = config.min_size = config.max_size = std::size_t{1} << 20;
  check(H5Pset_mdc_config(properties, &config), "H5Pset_mdc_config", "", "");
}

/// A writer that died, or has not finished, leaves flags in the file that forbid to open it: HDF5
/// passes over them as it reads (the property that h5clear uses; with a file opened read-only
/// nothing is written).
void pass_over_status_flags(hid_t properties) {
  constexpr const char* kClear = "clear_status_flags";
  if (H5Pexist(properties, kClear) <= 0) return;  // then such a file is refused with its reason
  const hbool_t yes = true;
  check(H5Pset(properties, kClear, &yes), "H5Pset", "", "");
}

/// The properties that every file is opened with, made once.
hid_t access_properties() {
  static const PropertyHandle properties = [] {
    PropertyHandle made(check(H5Pcreate(H5P_FILE_ACCESS), "H5Pcreate", "", ""));
    check(H5Pset_file_locking(made.id(), false, true), "H5Pset_file_locking", "", "");
    keep_metadata_cache_small(made.id());
    pass_over_status_flags(made.id());
    return made;
  }();
  return properties.id();
}

herr_t add_name(hid_t, const char* name, const H5L_info_t*, void* data) {
  auto& names = *static_cast<std::vector<std::string>*>(data);
  names.emplace_back(name);
  return names.size() < kMostNames ? 0 : 1;
}

std::vector<std::string> members(hid_t group) {
  std::vector<std::string> names;
  hsize_t at = 0;
  H5Literate(group, H5_INDEX_NAME, H5_ITER_NATIVE, &at, add_name, &names);
  std::sort(names.begin(), names.end());
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  if (names.empty()) return "it is empty";
  const auto shown = static_cast<std::ptrdiff_t>(std::min(names.size(), kMostListed));
  return fmt::format("it has: {}{}", fmt::join(names.begin(), names.begin() + shown, ", "),
                     names.size() > kMostListed ? ", ..." : "");
}

std::string missing_in(const ObjectHandle& group, const std::string& group_path,
                       const std::string& name) {
  const std::vector<std::string> names = members(group.id());
  const std::string near = job::nearest(name, names);
  const std::string guess = near.empty() ? "" : fmt::format("did you mean '{}'? ", near);
  return fmt::format("no object '{}' in '{}'; {}{}", name, group_path, guess, listed(names));
}

std::string what_it_is(const ObjectHandle& object) {
  switch (H5Iget_type(object.id())) {
    case H5I_GROUP:
      return fmt::format("is a group, not a dataset; {}", listed(members(object.id())));
    case H5I_DATATYPE: return "is a named datatype, not a dataset";
    default: return "cannot be read: " + hdf5_reason();
  }
}

}  // namespace

FileHandle open_file(const std::string& path) {
  quiet();
  FileHandle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access_properties()));
  if (file) return file;
  const std::string reason = why_not_opened(path);
  Parts parts = open_parts(path, access_properties());
  if (parts.file) return std::move(parts.file);
  throw ReadError(fmt::format("{}: {}", path, parts.refusal.empty() ? reason : parts.refusal), path,
                  "");
}

DatasetHandle open_dataset(const FileHandle& file, const std::string& path,
                           const std::string& object, hid_t access) {
  DatasetHandle dataset(H5Dopen2(file.id(), object.c_str(), access));
  if (!dataset) {
    throw ReadError(fmt::format("{}:{}: {}", path, object, why_not_a_dataset(file, object)), path,
                    object);
  }
  return dataset;
}

std::string why_not_a_dataset(const FileHandle& file, const std::string& object) {
  const std::string reason = hdf5_reason();
  ObjectHandle here(H5Oopen(file.id(), "/", H5P_DEFAULT));
  std::string path = "/";
  for (std::size_t at = 0; at < object.size();) {
    const std::size_t end = std::min(object.find('/', at), object.size());
    const std::string name = object.substr(at, end - at);
    at = end + 1;
    if (name.empty()) continue;
    if (!here || H5Iget_type(here.id()) != H5I_GROUP) {
      return fmt::format("'{}' is not a group, so '{}' cannot be in it", path, name);
    }
    if (H5Lexists(here.id(), name.c_str(), H5P_DEFAULT) <= 0) return missing_in(here, path, name);
    ObjectHandle next(H5Oopen(here.id(), name.c_str(), H5P_DEFAULT));
    path += (path == "/" ? "" : "/") + name;
    if (!next && H5Oexists_by_name(here.id(), name.c_str(), H5P_DEFAULT) <= 0) {
      return fmt::format("'{}' is a link to nothing", path);
    }
    if (!next) return fmt::format("'{}' is damaged: {}", path, hdf5_reason());
    here = std::move(next);
  }
  return H5Iget_type(here.id()) == H5I_DATASET ? "cannot be opened: " + reason : what_it_is(here);
}

}  // namespace rankplot::read
