#include "core/base/nearest.hpp"

#include <algorithm>
#include <limits>

namespace rankplot::base {

namespace {

constexpr std::size_t kLongestWord = 64;  // longer ones are nobody's typing mistake

/// Insertions, deletions, changes, and swaps of neighbours (Damerau, "optimal string alignment").
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> steps(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) steps[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) steps[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      steps[i][j] =
          std::min({steps[i - 1][j] + 1, steps[i][j - 1] + 1, steps[i - 1][j - 1] + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) steps[i][j] = std::min(steps[i][j], steps[i - 2][j - 2] + 1);
    }
  }
  return steps[a.size()][b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() > kLongestWord) return "";
  std::string best;
  std::size_t best_distance = std::numeric_limits<std::size_t>::max();
  for (const std::string& candidate : known) {
    if (candidate.size() > kLongestWord) continue;
    const std::size_t found = distance(word, candidate);
    if (found >= best_distance || found > std::max<std::size_t>(1, word.size() / 3)) continue;
    // A word of which nothing is left is no likeness.
    if (found >= std::max(word.size(), candidate.size())) continue;
    best = candidate;
    best_distance = found;
  }
  return best;
}

}  // namespace rankplot::base
