#include <stdexcept>

#include "core/expr/path.hpp"
#include "fuzz/target.hpp"

namespace rankplot::fuzz {
namespace {

/// A path written down reads back to the same one.
void feed(std::string_view text) {
  const expr::Path path = expr::parse_path(text);
  expr::captures_of(path);
  const std::string written = expr::to_string(path);
  if (!(expr::parse_path(written) == path))
    throw std::logic_error("reads back as another path: " + written);
}

}  // namespace

const Target& path_target() {
  static const Target target{
      "path",
      feed,
      {"a:/", "/fields/V", "[:, :, 64]", "[2:10:2]", "[-1]", "[{t}]", "[\"a b\"]", "[pressure]",
       "{step}", "`", "//", "9223372036854775807", "-9223372036854775808", "\\", "\"", "]", "["}};
  return target;
}

}  // namespace rankplot::fuzz
