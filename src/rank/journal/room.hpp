#pragma once

#include <string>

namespace rankplot::journal {

/// Why nothing can be written to the output folder any more: full disk, quota, a file system that
/// is gone or read-only, a folder that was removed; found by writing and removing 64 KiB. "" where
/// there is room, and where only this user may not write.
std::string lost_output(const std::string& output);

}  // namespace rankplot::journal
