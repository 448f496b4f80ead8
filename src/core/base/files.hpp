#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace rankplot::base {

/// The whole file as text. Throws Error naming the path; refuses files over `most_bytes`.
std::string read_text(const std::string& path, std::size_t most_bytes);

/// Writes `bytes` under a temporary name beside `path` (".NAME.PID-N.tmp") and renames it over
/// `path`; makes missing folders. Does not sync: see sync_filesystem. On failure removes the
/// temporary file and throws Error naming the path and the system's reason.
void write_atomically(const std::string& path, std::span<const std::byte> bytes);
void write_atomically(const std::string& path, std::string_view text);

/// A new temporary name of that kind beside `path`, for what is written bit by bit; makes missing
/// folders. Throws Error naming them.
std::string temporary_beside(const std::string& path);

/// Flushes what was written below `folder` to its device (one syncfs for a group of files).
void sync_filesystem(const std::string& folder);

/// Removes what the process with this id left beside `path` when it ended in write_atomically.
void remove_temporaries(const std::string& path, int process);

/// True for the temporary names that write_atomically makes.
bool is_temporary_name(std::string_view file_name);

}  // namespace rankplot::base
