#include "rank/monitor/pages.hpp"

#include <cstddef>
#include <string_view>

#include "core/base/error.hpp"

namespace rankplot::monitor {

// Written by cmake/embed.cmake from web/dist.
extern const unsigned char page_html[], page_js[], page_css[], page_icon[], page_report[];
extern const std::size_t page_html_size, page_js_size, page_css_size, page_icon_size,
    page_report_size;

std::span<const unsigned char> html_gz() { return {page_html, page_html_size}; }
std::span<const unsigned char> script_gz() { return {page_js, page_js_size}; }
std::span<const unsigned char> style_gz() { return {page_css, page_css_size}; }
std::span<const unsigned char> icon_gz() { return {page_icon, page_icon_size}; }

std::string report_with(const std::string& data) {
  constexpr std::string_view kPlace = "@RANKPLOT_DATA@";
  const std::string_view page(reinterpret_cast<const char*>(page_report), page_report_size);
  const std::size_t at = page.find(kPlace);
  if (at == std::string_view::npos)
    base::fail("the page built into this program has no place for its data");
  std::string text;
  text.reserve(page.size() + data.size());
  text.append(page.substr(0, at)).append(data).append(page.substr(at + kPlace.size()));
  return text;
}

}  // namespace rankplot::monitor
