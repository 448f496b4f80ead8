#pragma once

#include "core/base/descriptor.hpp"

namespace rankplot::app {

/// A painter that shows instead of saving: one window, in which the pictures of the Paint messages
/// are seen, at first the first, by keys those next to it (the first after the last). A Paint of a
/// picture that is there already takes its place, and TaskDone says that it is seen. Says Ready
/// when the display was opened. In PictureDone it tells what failed (`reason`), and in `notes` what
/// the user asked to be printed. Ends when the window is closed, when told to finish, or with the
/// rank. `place`: of the windows that are opened together. Returns the exit code.
int show(base::Descriptor channel, base::Descriptor status, int place);

}  // namespace rankplot::app
