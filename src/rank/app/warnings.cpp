#include "rank/app/warnings.hpp"

#include <algorithm>

#include "core/base/warning.hpp"
#include "rank/app/say.hpp"

namespace rankplot::app {
namespace {

constexpr std::size_t kMostListed = 5;

bool has_warnings(const plan::Outcome& outcome) {
  return outcome.saved && std::any_of(outcome.notes.begin(), outcome.notes.end(), base::is_warning);
}

/// "warning: figure 'v' step=100: layer 1 (heatmap): ..."
std::string line_of(const plan::Outcome& outcome, const std::string& note) {
  std::string subject = "figure '" + outcome.figure + "'";
  for (const auto& [name, value] : outcome.captures) subject += fmt::format(" {}={}", name, value);
  return base::warning(subject + ": " + note.substr(base::kWarning.size()) + "\n");
}

}  // namespace

std::size_t warned_count(const std::vector<plan::Outcome>& outcomes) {
  return static_cast<std::size_t>(std::count_if(outcomes.begin(), outcomes.end(), has_warnings));
}

std::string warnings_text(std::vector<plan::Outcome> outcomes, bool recorded) {
  const std::size_t figures = outcomes.size(), warned = warned_count(outcomes);
  if (warned == 0) return "";
  std::erase_if(outcomes, [](const plan::Outcome& outcome) { return !has_warnings(outcome); });
  std::sort(outcomes.begin(), outcomes.end(),
            [](const auto& a, const auto& b) { return a.picture < b.picture; });
  std::string text;
  std::size_t listed = 0, all = 0;
  for (const plan::Outcome& outcome : outcomes)
    for (const std::string& note : outcome.notes)
      if (base::is_warning(note) && ++all <= kMostListed) {
        text += line_of(outcome, note);
        ++listed;
      }
  if (all > listed) text += fmt::format("and {} more\n", all - listed);
  return text + fmt::format("{} of {} {} a warning{}\n", warned, count_of(figures, "figure"),
                            warned == 1 ? "has" : "have",
                            recorded ? ", in journal.jsonl and index.html" : "");
}

}  // namespace rankplot::app
