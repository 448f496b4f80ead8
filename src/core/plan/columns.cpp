#include "core/plan/columns.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"

namespace rankplot::plan {
namespace {

constexpr std::size_t kMostListed = 20;

/// How programs name the parts of complex numbers: h5py and MATLAB, others.
constexpr std::array<std::array<std::string_view, 2>, 3> kComplexParts{
    {{"r", "i"}, {"real", "imag"}, {"re", "im"}}};

std::string listed(std::span<const std::string> names) {
  const auto shown = names.first(std::min(names.size(), kMostListed));
  return fmt::format(
      "{}{}", fmt::join(shown, ", "),
      shown.size() < names.size() ? fmt::format(", ... ({} in all)", names.size()) : "");
}

bool is_complex(std::span<const std::string> columns, std::size_t prefix) {
  if (columns.size() != 2) return false;
  return std::any_of(kComplexParts.begin(), kComplexParts.end(), [&](const auto& parts) {
    return std::string_view(columns[0]).substr(prefix) == parts[0] &&
           std::string_view(columns[1]).substr(prefix) == parts[1];
  });
}

/// `columns` are those that begin with `prefix`: all of the table, or of a table in it.
[[noreturn]] void refuse_whole(const std::string& object, std::span<const std::string> columns,
                               std::size_t prefix) {
  const std::string what =
      prefix == 0 ? "" : fmt::format("column '{}' ", columns.front().substr(0, prefix - 1));
  if (is_complex(columns, prefix)) {
    base::fail(
        "{0}is complex: name a part, as in {1}[{2}] or {1}[{3}]; its magnitude is "
        "sqrt({1}[{2}]**2 + {1}[{3}]**2)",
        what, object, columns[0], columns[1]);
  }
  base::fail("{}is a table: name a column, as in {}[{}]; its columns: {}", what, object,
             columns.front(), listed(columns));
}

}  // namespace

void check_column(const std::string& column, const std::string& object,
                  const std::vector<std::string>& columns) {
  if (columns.empty()) {
    if (!column.empty()) base::fail("has no columns, so no '{}'", column);
    return;
  }
  if (column.empty()) refuse_whole(object, columns, 0);
  if (std::find(columns.begin(), columns.end(), column) != columns.end()) return;
  std::vector<std::string> inside;
  std::copy_if(columns.begin(), columns.end(), std::back_inserter(inside),
               [&](const std::string& known) { return known.starts_with(column + '.'); });
  if (!inside.empty()) refuse_whole(object, inside, column.size() + 1);
  const std::string near = job::nearest(column, columns);
  base::fail("no column '{}'; {}its columns: {}", column,
             near.empty() ? "" : fmt::format("did you mean '{}'? ", near), listed(columns));
}

}  // namespace rankplot::plan
