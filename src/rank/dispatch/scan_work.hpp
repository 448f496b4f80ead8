#pragma once

#include "rank/dispatch/work.hpp"

namespace rankplot::dispatch {

/// Scans shared out: one catalog per request.
class ScanWork final : public Work {
 public:
  explicit ScanWork(const std::vector<plan::ScanRequest>& requests);

  std::vector<Item> items() const override;
  std::optional<std::size_t> item_of(std::uint64_t id) const override;
  Order order(std::size_t item) const override;
  void take(int rank, Report& report) override;
  void note_done(std::size_t, const std::vector<std::uint64_t>&) override {}
  void give_up(std::size_t item, const Blame& blame) override;
  void drop(std::size_t item) override;
  bool complete() const override { return missing_ == 0; }

  /// In the order of the requests.
  std::vector<plan::FileCatalog> catalogs() &&;

 private:
  void put(std::size_t item, plan::FileCatalog catalog);

  const std::vector<plan::ScanRequest>& requests_;
  std::vector<std::optional<plan::FileCatalog>> catalogs_;
  std::size_t missing_;
};

}  // namespace rankplot::dispatch
