#pragma once

#include <chrono>
#include <functional>

#include "rank/comm/session.hpp"

namespace rankplot::comm {

/// The session of the test program: MPI can be started once only.
Session& session();

/// Polls until `done` says so; false after 60 s.
bool until(const std::function<bool()>& done);

}  // namespace rankplot::comm
