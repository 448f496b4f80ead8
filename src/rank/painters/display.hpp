#pragma once

#include <string>

namespace rankplot::painters {

/// What $DISPLAY says; empty: it is not set, or says nothing.
std::string display();

/// Why no window can be shown: "$DISPLAY is not set", or "$DISPLAY is ':9', `found`".
std::string no_display(const std::string& found);

}  // namespace rankplot::painters
