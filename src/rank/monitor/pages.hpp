#pragma once

#include <span>
#include <string>

namespace rankplot::monitor {

/// Files of the page as they are served: gzipped.
std::span<const unsigned char> html_gz();
std::span<const unsigned char> script_gz();
std::span<const unsigned char> style_gz();
std::span<const unsigned char> icon_gz();

/// The page that is one file, with `data` (JSON) inside.
std::string report_with(const std::string& data);

}  // namespace rankplot::monitor
