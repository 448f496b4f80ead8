#pragma once

#include <random>
#include <string>
#include <vector>

#include "fuzz/target.hpp"

namespace rankplot::fuzz {

/// One to six changes of a text: bits, bytes, words of the target's language, runs taken out,
/// doubled or moved, the end of another of the corpus. The same for the same state of `random`.
std::string mutate(std::string text, const std::vector<std::string>& corpus, const Target& target,
                   std::mt19937_64& random);

}  // namespace rankplot::fuzz
