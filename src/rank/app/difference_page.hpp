#pragma once

#include <string>
#include <vector>

#include "rank/app/run_difference.hpp"

namespace rankplot::app {

/// A page of HTML for `file`: what differs between two runs, of changed pictures the old one, the
/// new one and, laid over each other by the browser, what differs (black: nothing). Without script;
/// names and reasons are text and nothing else; pictures are linked relative to the page.
std::string difference_page(const std::string& file, const std::string& old_folder,
                            const std::string& new_folder,
                            const std::vector<PictureDifference>& pictures);

}  // namespace rankplot::app
