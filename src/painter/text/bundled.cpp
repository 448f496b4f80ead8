#include "painter/text/bundled.hpp"

#include <array>
#include <filesystem>

#include "core/base/error.hpp"

namespace rankplot::text {

std::string font_file(const std::string& name) {
  if (name.find('/') != std::string::npos) return name;
  std::error_code ignored;  // without /proc the second place is left
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const std::array<std::filesystem::path, 2> places{
      (program.parent_path() / ".." / "share/rankplot/fonts").lexically_normal(),
      "/usr/share/fonts/truetype/dejavu"};
  for (const auto& place : places) {
    const auto file = place / name;
    if (std::filesystem::exists(file, ignored)) return file.string();
  }
  base::fail(
      "the font {} is neither in {} nor in {}: install rankplot whole, or the packages "
      "fonts-dejavu-core and fonts-dejavu-extra",
      name, places[0].string(), places[1].string());
}

}  // namespace rankplot::text
