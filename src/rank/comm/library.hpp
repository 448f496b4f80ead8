#pragma once

#include <string>

namespace rankplot::comm {

/// "Open MPI v4.1.4"; works without a session.
std::string library_version();

}  // namespace rankplot::comm
