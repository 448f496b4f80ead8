#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "painter/render/chart/devices/path.hpp"

/// How values are spelled in SVG.
namespace rankplot::render::svg {

/// With at most two decimals, without needless zeros: 1/100 pixel is what a page holds.
void append_number(std::string& to, double value);
std::string number(double value);

/// A path's `d`.
std::string path_data(const Path& path);

/// ` fill="#1f77b4" fill-opacity="0.5"` for "fill"; the opacity is left out where it is 1.
std::string paint(std::string_view property, const Color& color);

/// Text for an element or an attribute: well-formed whatever it holds. What XML 1.0 has no
/// character for (section 2.2), and bytes that are no UTF-8, become U+FFFD.
std::string escaped(std::string_view text);

/// RFC 4648, section 4.
std::string base64(std::span<const std::byte> bytes);

}  // namespace rankplot::render::svg
