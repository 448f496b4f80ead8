#include <algorithm>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"
#include "core/plan/cases.hpp"

namespace rankplot::plan {
namespace {

/// Looking for the nearest name among more would cost more than the hint is worth.
constexpr std::size_t kMostCompared = 2000;

}  // namespace

Catalogs::Catalogs(const job::Job& job, const std::vector<FileCatalog>& catalogs, Symbols& symbols)
    : job_(job), symbols_(symbols) {
  files_.reserve(catalogs.size());
  for (const FileCatalog& catalog : catalogs) files_.push_back({&catalog, {}});
  const auto less = [](const File& a, const File& b) {
    return a.catalog->file.path < b.catalog->file.path;
  };
  const auto same = [](const File& a, const File& b) {
    return a.catalog->file.path == b.catalog->file.path;
  };
  std::stable_sort(files_.begin(), files_.end(), less);
  files_.erase(std::unique(files_.begin(), files_.end(), same), files_.end());
  for (File& file : files_) {
    for (const DatasetInfo& info : file.catalog->datasets) file.datasets.push_back(&info);
    const auto by_object = [](const DatasetInfo* a, const DatasetInfo* b) {
      return a->object < b->object;
    };
    if (!std::is_sorted(file.datasets.begin(), file.datasets.end(), by_object)) {
      std::sort(file.datasets.begin(), file.datasets.end(), by_object);
    }
  }
}

std::uint32_t Catalogs::find(std::uint32_t file, std::string_view object) const {
  const auto& datasets = files_[file].datasets;
  const auto found = std::lower_bound(
      datasets.begin(), datasets.end(), object,
      [](const DatasetInfo* info, std::string_view wanted) { return info->object < wanted; });
  if (found == datasets.end() || (*found)->object != object) return kNone;
  return static_cast<std::uint32_t>(found - datasets.begin());
}

const InputFiles& Catalogs::of_input(std::size_t input) {
  const auto [place, is_new] = of_input_.try_emplace(input);
  if (!is_new) return place->second;
  const Pattern pattern = Pattern::parse(job_.inputs.at(input).pattern);
  for (std::uint32_t file = 0; file < files_.size(); ++file) {
    const auto values = pattern.match_values(files_[file].catalog->file.path);
    if (values) place->second.add(file, *values, symbols_);
  }
  return place->second;
}

std::string Catalogs::missing(std::uint32_t file, const std::string& object) const {
  const auto& datasets = files_[file].datasets;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(datasets.size(), kMostCompared); ++i) {
    names.push_back(datasets[i]->object);
  }
  const std::string near = job::nearest(object, names);
  return fmt::format("{}: there is no dataset '{}'{}", files_[file].catalog->file.path, object,
                     near.empty() ? "" : fmt::format("; the nearest is '{}'", near));
}

}  // namespace rankplot::plan
