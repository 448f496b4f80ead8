#pragma once

#include "core/base/descriptor.hpp"

namespace rankplot::app {

/// Does what the rank at the other end of `channel` says until told to finish or until the rank is
/// gone. Returns the exit code. Throws base::Error when the descriptors or the rank's messages are
/// not what they should be.
int paint(base::Descriptor channel, base::Descriptor status);

}  // namespace rankplot::app
