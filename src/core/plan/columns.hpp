#pragma once

#include <string>
#include <vector>

namespace rankplot::plan {

/// Checks the column that a path names against those of its dataset (none: it is no table). Columns
/// of tables in tables are written with a dot: "pos.x". Throws base::Error that says what would be
/// right: the parts of a complex number, the nearest name, the columns there are.
void check_column(const std::string& column, const std::string& object,
                  const std::vector<std::string>& columns);

}  // namespace rankplot::plan
