#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rankplot::job {

/// "a, b, c"
std::string joined(const std::vector<std::string>& words);

/// "is not known; did you mean 'pie'? known: area, bar": what to say of a word behind its name.
std::string not_known(std::string_view word, const std::vector<std::string>& known);

bool contains(const std::vector<std::string>& words, std::string_view word);

}  // namespace rankplot::job
