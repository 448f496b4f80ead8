#include <stdexcept>

#include "core/base/error.hpp"
#include "core/expr/path.hpp"
#include "core/plan/pattern.hpp"
#include "fuzz/target.hpp"

namespace rankplot::fuzz {
namespace {

/// A pattern in the first line, a path in the second: what was captured fills in to the path again.
void feed(std::string_view input) {
  const auto end = input.find('\n');
  const auto pattern = plan::Pattern::parse(input.substr(0, end));
  const std::string path(end == input.npos ? "gs_100.h5" : input.substr(end + 1));
  const auto captures = pattern.match(path);
  if (!captures || pattern.has_globs()) return;
  if (pattern.fill(*captures) != path)
    throw std::logic_error("captures do not fill in to what they came from: " + path);
}

}  // namespace

const Target& pattern_target() {
  static const Target target{
      "pattern",
      feed,
      {"{step}", "{run}", "*", "**", "/", "gs_", ".h5", "\n", "{", "}", "{{", "_", "100"}};
  return target;
}

}  // namespace rankplot::fuzz
