#include "core/job/words.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/nearest.hpp"
#include "core/job/parse.hpp"

namespace rankplot::job {

namespace {

constexpr std::size_t kMostListed = 40;

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  return base::nearest(word, known);
}

std::string joined(const std::vector<std::string>& words) {
  if (words.size() <= kMostListed) return fmt::format("{}", fmt::join(words, ", "));
  return fmt::format("{}, ... ({} in all)",
                     fmt::join(words.begin(), words.begin() + kMostListed, ", "), words.size());
}

std::string not_known(std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest(word, known);
  std::string text = "is not known";
  if (!near.empty()) text += fmt::format("; did you mean '{}'?", near);
  if (!known.empty()) text += (near.empty() ? "; known: " : " known: ") + joined(known);
  return text;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace rankplot::job
