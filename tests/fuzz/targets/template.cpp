#include "core/plan/template.hpp"
#include "core/base/error.hpp"
#include "core/expr/path.hpp"
#include "fuzz/target.hpp"

namespace rankplot::fuzz {
namespace {

void feed(std::string_view text) {
  std::map<std::string, std::string> fields;
  const char* const values[] = {"100", "-2.5e-3", "r\xc3\xa9sultat", "1e308", ""};
  std::size_t next = 0;
  for (const std::string& name : plan::fields_of(text)) fields[name] = values[next++ % 5];
  plan::expand(text, fields);
}

}  // namespace

const Target& template_target() {
  static const Target target{
      "template",
      feed,
      {"{step", ":04d}", ":.2f}", ":,}", ":.1%}", ":\xc3\xa9^10}", "{attr.units}", "{time:e}", "{{",
       "}}", ":x}", ":b}", ":=+064.64g}", ":_d}", ":<<}", "{index}"}};
  return target;
}

}  // namespace rankplot::fuzz
