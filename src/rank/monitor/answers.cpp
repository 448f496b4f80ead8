#include "rank/monitor/answers.hpp"

#include <array>
#include <filesystem>

#include "rank/monitor/pages.hpp"

namespace rankplot::monitor {

std::span<const std::pair<const char*, const char*>> common_headers() {
  static constexpr std::array<std::pair<const char*, const char*>, 6> kHeaders{{
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Cache-Control", "no-store"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
  }};
  return kHeaders;
}

const char* figure_type(const std::string& path) {
  const std::string suffix = std::filesystem::path(path).extension().string();
  if (suffix == ".png") return "image/png";
  if (suffix == ".jpg" || suffix == ".jpeg") return "image/jpeg";
  if (suffix == ".svg") return "image/svg+xml";
  if (suffix == ".pdf") return "application/pdf";
  return "application/octet-stream";
}

const char* page_type(Page page) {
  if (page == Page::Script) return "text/javascript; charset=utf-8";
  if (page == Page::Style) return "text/css; charset=utf-8";
  if (page == Page::Icon) return "image/svg+xml";
  return "text/html; charset=utf-8";
}

std::span<const unsigned char> page_bytes(Page page) {
  if (page == Page::Script) return script_gz();
  if (page == Page::Style) return style_gz();
  if (page == Page::Icon) return icon_gz();
  return html_gz();
}

}  // namespace rankplot::monitor
