#include "rank/app/failures.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <unordered_map>

#include "rank/app/say.hpp"

namespace rankplot::app {
namespace {

constexpr std::size_t kMostListed = 20;
constexpr std::size_t kExamples = 3;

/// "figure 'v' step=100, file 'gs_100.h5', object '/V', rank 3"
std::string subject(const plan::Outcome& outcome) {
  std::string text = "figure '" + outcome.figure + "'";
  for (const auto& [name, value] : outcome.captures) text += fmt::format(" {}={}", name, value);
  text += fmt::format(" (picture {})", outcome.picture);
  if (!outcome.file.empty()) text += fmt::format(", file '{}'", outcome.file);
  if (!outcome.object.empty()) text += fmt::format(", object '{}'", outcome.object);
  if (outcome.rank >= 0) text += fmt::format(", rank {}", outcome.rank);
  return text;
}

void replace_all(std::string& text, const std::string& what, std::string_view with) {
  if (what.empty()) return;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

/// A reason without what differs from picture to picture: its file, object, captures and numbers.
std::string kind_of_reason(const plan::Outcome& outcome) {
  std::string text = outcome.reason;
  replace_all(text, outcome.file, "<file>");
  replace_all(text, outcome.object, "<object>");
  for (const auto& [name, value] : outcome.captures) {
    if (value.size() > 1) replace_all(text, value, "#");
  }
  std::string kind = plan::stage_name(outcome.stage);
  kind += ": ";
  for (const char c : text) {
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (!digit) kind += c;
    if (digit && kind.back() != '#') kind += '#';
  }
  return kind;
}

struct Group {
  std::vector<const plan::Outcome*> failures;
};

std::vector<Group> groups_of(const std::vector<plan::Outcome>& failures) {
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> places;
  for (const plan::Outcome& failure : failures) {
    const auto [place, is_new] = places.try_emplace(kind_of_reason(failure), groups.size());
    if (is_new) groups.emplace_back();
    groups[place->second].failures.push_back(&failure);
  }
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return a.failures.size() > b.failures.size();
  });
  return groups;
}

std::string text_of(const plan::Outcome& failure) {
  return fmt::format("failed: {}, {}: {}\n", subject(failure), plan::stage_name(failure.stage),
                     failure.reason);
}

std::string text_of(const Group& group) {
  const plan::Outcome& first = *group.failures.front();
  if (group.failures.size() == 1) return text_of(first);
  const bool alike = std::all_of(group.failures.begin(), group.failures.end(),
                                 [&](const auto* one) { return one->reason == first.reason; });
  std::string text =
      fmt::format("failed: {}, {}{}\n", count_of(group.failures.size(), "figure"),
                  plan::stage_name(first.stage), alike ? ": " + first.reason : ", such as");
  const std::size_t shown = std::min(group.failures.size(), kExamples);
  for (std::size_t i = 0; i < shown; ++i) {
    const plan::Outcome& example = *group.failures[i];
    text += "  " + subject(example) + (alike ? "" : ": " + example.reason) + "\n";
  }
  if (group.failures.size() > shown)
    text += fmt::format("  and {} more\n", group.failures.size() - shown);
  return text;
}

}  // namespace

std::string failures_text(std::vector<plan::Outcome> outcomes) {
  std::erase_if(outcomes, [](const plan::Outcome& outcome) { return outcome.saved; });
  std::sort(outcomes.begin(), outcomes.end(),
            [](const auto& a, const auto& b) { return a.picture < b.picture; });
  std::string text;
  if (outcomes.size() <= kMostListed) {
    for (const plan::Outcome& failure : outcomes) text += text_of(failure);
    return text;
  }
  for (const Group& group : groups_of(outcomes)) text += text_of(group);
  return text;
}

}  // namespace rankplot::app
