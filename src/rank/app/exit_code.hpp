#pragma once

namespace rankplot::app {

/// What the program returns; `rankplot status` returns the same from the journal.
enum ExitCode : int {
  kAllDrawn = 0,
  kSomeFailed = 1,
  kWrongJob = 2,        ///< or a wrong command
  kOurFault = 70,       ///< EX_SOFTWARE
  kOutputRefused = 74,  ///< EX_IOERR: cannot be written, or another run holds it; never requeued
  kStoppedEarly = 75,   ///< EX_TEMPFAIL: worth requeuing
};

}  // namespace rankplot::app
