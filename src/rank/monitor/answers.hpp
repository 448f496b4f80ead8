#pragma once

#include <span>
#include <string>
#include <utility>

#include "rank/monitor/gate.hpp"

/// What stands in answers, whoever sends them.
namespace rankplot::monitor {

/// Content-Security-Policy of the page and of refusals: nothing but what this server sends.
inline constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Figures are other people's files: an SVG must not run anything.
inline constexpr const char* kFigurePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Of every answer, besides the policy.
std::span<const std::pair<const char*, const char*>> common_headers();

/// Content-Type of a figure's file, by its suffix.
const char* figure_type(const std::string& path);
const char* page_type(Page page);
/// The gzipped file of a page.
std::span<const unsigned char> page_bytes(Page page);

/// What someone without a token reads.
inline constexpr const char* kLocked =
    "401: this page needs its token.\n"
    "Open the URL in the file .rankplot/monitor.url of the run's output folder.\n";

}  // namespace rankplot::monitor
