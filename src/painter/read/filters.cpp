#include "painter/read/filters.hpp"

#include <array>
#include <map>

#include <fmt/format.h>

namespace rankplot::read {
namespace {

/// Registered filters: https://portal.hdfgroup.org/display/support/Registered+Filter+Plugins
struct Known {
  H5Z_filter_t number;
  const char* name;
  const char* package;  ///< of Debian 12; nullptr: none
};
constexpr std::array<Known, 12> kKnown{{
    {H5Z_FILTER_SZIP, "szip", "libsz2"},
    {305, "LZO", nullptr},
    {307, "bzip2", "hdf5-filter-plugin"},
    {32000, "LZF", "hdf5-plugin-lzf"},
    {32001, "Blosc", "hdf5-filter-plugin-blosc-serial"},
    {32004, "LZ4", "hdf5-filter-plugin"},
    {32008, "bitshuffle", "hdf5-filter-plugin"},
    {32013, "ZFP", "hdf5-filter-plugin-zfp-serial"},
    {32015, "Zstandard", nullptr},
    {32017, "SZ", nullptr},
    {32024, "SZ3", nullptr},
    {32026, "Blosc2", nullptr},
}};

std::string describe(H5Z_filter_t number, const char* name_in_file) {
  for (const Known& known : kKnown) {
    if (known.number != number) continue;
    const std::string remedy =
        known.package == nullptr
            ? "Debian has no package of it: build the plugin and set HDF5_PLUGIN_PATH to it"
            : fmt::format("the Debian package {} brings it", known.package);
    return fmt::format("needs HDF5 filter {} ({}), which is not installed; {}", number, known.name,
                       remedy);
  }
  return fmt::format(
      "needs HDF5 filter {} ({}), which is not installed; set HDF5_PLUGIN_PATH to its plugin",
      number, *name_in_file == '\0' ? "no name given" : name_in_file);
}

/// Asked once per number: HDF5 searches its plugin folders each time.
bool available(H5Z_filter_t number) {
  thread_local std::map<H5Z_filter_t, bool> known;
  const auto [entry, is_new] = known.try_emplace(number, false);
  if (is_new) entry->second = H5Zfilter_avail(number) > 0;
  return entry->second;
}

}  // namespace

std::string missing_filter(hid_t creation) {
  const int count = H5Pget_nfilters(creation);
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0;
    std::size_t values = 0;
    char name[64] = "";
    const H5Z_filter_t number = H5Pget_filter2(creation, static_cast<unsigned>(i), &flags, &values,
                                               nullptr, sizeof name, name, nullptr);
    name[sizeof name - 1] = '\0';
    if (number >= 0 && !available(number)) return describe(number, name);
  }
  return "";
}

}  // namespace rankplot::read
