#include "painter/read/filters.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "core/base/names.hpp"

namespace rankplot::read {
namespace {

/// Where a filter comes from: a package of Debian 12, or the wheels of hdf5plugin (its manual,
/// "Use HDF5 filters in other applications").
struct Known {
  H5Z_filter_t number;
  std::string_view name;
  std::string_view package;    ///< of Debian 12; empty: none
  bool in_hdf5plugin = false;  ///< the Python package
};

/// Registered filters:
/// https://github.com/HDFGroup/hdf5_plugins/blob/master/docs/RegisteredFilterPlugins.md
constexpr std::array<Known, 20> kKnown{{
    {H5Z_FILTER_DEFLATE, "deflate", "libhdf5-103-1"},
    {H5Z_FILTER_SZIP, "szip", "libsz2"},
    {305, "LZO", ""},
    {307, "bzip2", "hdf5-filter-plugin", true},
    {32000, "LZF", "hdf5-plugin-lzf"},
    {32001, "Blosc", "hdf5-filter-plugin-blosc-serial", true},
    {32002, "MAFISC", ""},
    {32003, "Snappy", ""},
    {32004, "LZ4", "hdf5-filter-plugin", true},
    {32008, "bitshuffle", "bitshuffle", true},
    {32009, "SPDP", ""},
    {32013, "ZFP", "hdf5-filter-plugin-zfp-serial", true},
    {32014, "FPZIP", ""},
    {32015, "Zstandard", "", true},
    {32017, "SZ", "", true},
    {32018, "FCIDECOMP", "", true},
    {32019, "JPEG", ""},
    {32024, "SZ3", "", true},
    {32026, "Blosc2", "", true},
    {32028, "SPERR", "", true},
}};

std::string remedy(const Known& known) {
  if (!known.package.empty()) return fmt::format("install it: apt-get install {}", known.package);
  if (known.in_hdf5plugin) {
    return "Debian has no package of it; pip's hdf5plugin carries it: pip install hdf5plugin, and "
           "set HDF5_PLUGIN_PATH to what python3 -c 'import hdf5plugin; "
           "print(hdf5plugin.PLUGIN_PATH)' prints";
  }
  return "Debian has no package of it: build its plugin and set HDF5_PLUGIN_PATH to the folder it "
         "is in";
}

std::string describe(H5Z_filter_t number, const char* name_in_file) {
  const auto known = std::find_if(kKnown.begin(), kKnown.end(),
                                  [&](const Known& one) { return one.number == number; });
  if (known != kKnown.end()) {
    return fmt::format("needs HDF5 filter {} ({}), which is not installed; {}", number, known->name,
                       remedy(*known));
  }
  return fmt::format(
      "needs HDF5 filter {} ({}), which is not installed; set HDF5_PLUGIN_PATH to the folder of "
      "its plugin",
      number, *name_in_file == '\0' ? "no name given" : base::clean_name(name_in_file));
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

std::vector<FilterFact> filter_facts() {
  std::vector<FilterFact> facts{{H5Z_FILTER_SHUFFLE, "shuffle", "", false},
                                {H5Z_FILTER_FLETCHER32, "fletcher32", "", false},
                                {H5Z_FILTER_NBIT, "n-bit", "", false},
                                {H5Z_FILTER_SCALEOFFSET, "scale-offset", "", false}};
  for (const Known& known : kKnown) {
    facts.push_back({known.number, std::string(known.name), std::string(known.package), false});
  }
  for (FilterFact& fact : facts) fact.there = available(fact.number);
  std::sort(facts.begin(), facts.end(),
            [](const FilterFact& a, const FilterFact& b) { return a.number < b.number; });
  return facts;
}

}  // namespace rankplot::read
