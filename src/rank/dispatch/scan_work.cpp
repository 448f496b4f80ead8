#include "rank/dispatch/scan_work.hpp"

#include "core/base/error.hpp"

namespace rankplot::dispatch {

ScanWork::ScanWork(const std::vector<plan::ScanRequest>& requests)
    : requests_(requests), catalogs_(requests.size()), missing_(requests.size()) {}

std::vector<Item> ScanWork::items() const { return std::vector<Item>(requests_.size()); }

std::optional<std::size_t> ScanWork::item_of(std::uint64_t id) const {
  return id < requests_.size() ? std::optional(static_cast<std::size_t>(id)) : std::nullopt;
}

Order ScanWork::order(std::size_t item) const {
  Order order;
  order.id = item;
  order.what = requests_[item];
  return order;
}

void ScanWork::take(int rank, Report& report) {
  if (!report.outcomes.empty())
    base::fail("rank {} reported {} pictures while files are scanned", rank,
               report.outcomes.size());
  for (Report::Catalog& found : report.catalogs) {
    const auto item = item_of(found.id);
    if (!item)
      base::fail("rank {} reported scan {}; there are {}", rank, found.id, requests_.size());
    put(*item, std::move(found.catalog));
  }
}

void ScanWork::give_up(std::size_t item, const Blame& blame) {
  plan::FileCatalog catalog;
  catalog.file.path = requests_[item].file;
  catalog.error =
      blame.object.empty() ? blame.reason : fmt::format("{} (at {})", blame.reason, blame.object);
  put(item, std::move(catalog));
}

void ScanWork::drop(std::size_t item) {
  give_up(item, {plan::Stage::Scan, "not scanned: the run was stopped", {}, {}, -1});
}

void ScanWork::put(std::size_t item, plan::FileCatalog catalog) {
  if (catalogs_[item]) return;  // reported before its painter died
  catalogs_[item] = std::move(catalog);
  --missing_;
}

std::vector<plan::FileCatalog> ScanWork::catalogs() && {
  std::vector<plan::FileCatalog> all;
  for (auto& catalog : catalogs_) all.push_back(std::move(catalog).value());
  return all;
}

}  // namespace rankplot::dispatch
