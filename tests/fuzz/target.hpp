#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rankplot::fuzz {

/// What is fed with hostile bytes. It may throw base::Error, expr::SyntaxError and nothing else;
/// what it states (a text that reads back to the same) it checks by throwing std::logic_error.
struct Target {
  std::string_view name;
  void (*feed)(std::string_view input) = nullptr;
  std::vector<std::string_view> words;  ///< of its language, which mutations put in
  /// What mutations begin with; empty: the files of corpus/NAME.
  std::vector<std::string> (*seeds)() = nullptr;
};

const Target& job_target();
const Target& expression_target();
const Target& path_target();
const Target& pattern_target();
const Target& template_target();
const Target& message_target();
const Target& journal_target();
const Target& math_target();

}  // namespace rankplot::fuzz
