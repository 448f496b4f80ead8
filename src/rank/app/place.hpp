#pragma once

#include <string>

#include "rank/app/commands.hpp"

/// Where a command works.
namespace rankplot::app {

/// What -C does; empty: stay. Throws base::Error.
void change_directory(const std::string& directory);

/// A command that needs no other rank, when a launcher started several of it: rank 0 does it.
/// `command` is what the user gave ("check job.toml"), for messages.
Action on_one_rank(const std::string& command, Action action);

}  // namespace rankplot::app
