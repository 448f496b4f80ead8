#pragma once

#include <string>
#include <vector>

#include "core/plan/outcome.hpp"

namespace rankplot::journal {

/// The Cinema database's table (specification D: https://cinemascience.github.io), which is also a
/// table for pandas: one row a saved picture in the order of the plan; columns `figure`, the
/// captures, and last FILE (or FILE_png, FILE_jpg, ... when pictures have several formats), paths
/// relative to `output`. Cells as in RFC 4180.
std::string table(const std::string& output, const std::vector<plan::Outcome>& outcomes);

/// Writes table() to OUTPUT/data.csv, atomically. Throws OutputError.
void write_table(const std::string& output, const std::vector<plan::Outcome>& outcomes);

/// The same from all that the journals there say, for runs that are shares: whichever ends last
/// writes the whole table. Throws OutputError.
void write_table_of_shares(const std::string& output);

}  // namespace rankplot::journal
