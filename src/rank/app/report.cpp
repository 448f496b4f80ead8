#include "rank/app/report.hpp"

#include <algorithm>

#include "rank/app/exit_code.hpp"
#include "rank/app/say.hpp"

namespace rankplot::app {
namespace {

constexpr std::size_t kMostListed = 20;

void sort(std::vector<plan::Outcome>& outcomes) {
  std::sort(outcomes.begin(), outcomes.end(),
            [](const auto& a, const auto& b) { return a.picture < b.picture; });
}

}  // namespace

std::string size_text(std::uint64_t bytes) {
  if (bytes < 10'000) return fmt::format("{} bytes", bytes);
  if (bytes < 10'000'000) return fmt::format("{:.0f} kB", static_cast<double>(bytes) / 1e3);
  if (bytes < 10'000'000'000) return fmt::format("{:.0f} MB", static_cast<double>(bytes) / 1e6);
  return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

std::string saved_text(std::vector<plan::Outcome> outcomes, const std::string& output) {
  sort(outcomes);
  std::string text;
  std::uint64_t files = 0, bytes = 0;
  for (const plan::Outcome& outcome : outcomes) {
    files += outcome.files.size();
    bytes += outcome.bytes;
    for (const std::string& file : outcome.files) {
      if (files <= kMostListed) text += "saved: " + file + "\n";
    }
  }
  if (files <= kMostListed) return text;
  return fmt::format("saved: {} ({}) in {}\n", count_of(files, "file"), size_text(bytes), output);
}

std::string leftovers_text(const std::vector<std::string>& leftovers, const std::string& output) {
  if (leftovers.empty()) return "";
  std::string text;
  const std::size_t listed = std::min(leftovers.size(), kMostListed);
  for (std::size_t i = 0; i < listed; ++i) {
    text += fmt::format("no longer made: {}/{}\n", output, leftovers[i]);
  }
  if (listed < leftovers.size()) text += fmt::format("and {} more\n", leftovers.size() - listed);
  return text + fmt::format("`rankplot clean {}` removes what the job no longer makes\n", output);
}

std::string probed_text(const std::vector<plan::Outcome>& outcomes) {
  const auto values =
      std::ranges::count_if(outcomes, [](const auto& one) { return one.probed.has_value(); });
  if (values == 0) return "";
  return fmt::format(", {} of them values of probes", values);
}

std::string counts_text(std::uint64_t saved, std::uint64_t failed, std::uint64_t not_drawn) {
  std::string text =
      fmt::format("{} of {} saved", saved, count_of(saved + failed + not_drawn, "figure"));
  if (failed > 0) text += fmt::format(", {} failed", failed);
  if (not_drawn > 0) text += fmt::format(", {} not drawn", not_drawn);
  return text;
}

int code_of(std::uint64_t failed, std::uint64_t not_drawn) {
  if (not_drawn > 0) return kStoppedEarly;
  return failed > 0 ? kSomeFailed : kAllDrawn;
}

}  // namespace rankplot::app
