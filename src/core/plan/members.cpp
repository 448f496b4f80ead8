#include "core/plan/members.hpp"

#include <algorithm>
#include <set>

#include "core/base/error.hpp"

namespace rankplot::plan {
namespace {

const std::string& value_of(const Member& member, const std::string& capture) {
  const auto value = member.captures.find(capture);
  if (value == member.captures.end()) base::fail("a picture needs values of {{{}}}", capture);
  return value->second;
}

void add_names(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
}

std::vector<std::size_t> cells_of(const Shape& shape, const std::vector<std::string>& captures) {
  std::vector<std::size_t> cells;
  for (const std::string& name : captures) cells.push_back(shape.value_cell(shape.capture(name)));
  return cells;
}

/// How many values the captures have together in the rows.
std::size_t count_values(const Cases& cases, RowRange rows,
                         const std::vector<std::string>& captures) {
  const std::vector<std::size_t> cells = cells_of(cases.shape, captures);
  if (cells.empty()) return 1;
  std::set<std::vector<std::uint32_t>> values;
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    std::vector<std::uint32_t> value;
    for (const std::size_t cell : cells) value.push_back(cases.table[row][cell]);
    values.insert(std::move(value));
  }
  return values.size();
}

std::string braced(const std::vector<std::string>& names) {
  return fmt::format("{{{}}}", fmt::join(names, "}, {"));
}

std::string too_many_panels(const Cases& cases, RowRange rows) {
  const job::Figure& figure = *cases.shape.figure;
  if (figure.over.empty()) return "";
  const std::size_t count = count_values(cases, rows, figure.over);
  const auto places =
      static_cast<std::size_t>(figure.rows) * static_cast<std::size_t>(figure.columns);
  if (places > 0 && count > places) {
    return fmt::format(
        "{} has {} values and panels = [{}, {}] has room for {}; leave `panels` out, "
        "or narrow it with select",
        braced(figure.over), count, figure.rows, figure.columns, places);
  }
  if (count <= static_cast<std::size_t>(job::kMostPanels)) return "";
  return fmt::format("{} has {} values; at most {} panels are drawn: narrow it with select",
                     braced(figure.over), count, job::kMostPanels);
}

std::string too_many_layers(const Cases& cases, RowRange rows) {
  const job::Figure& figure = *cases.shape.figure;
  std::size_t drawn = 0;
  std::vector<std::string> over;
  for (const job::Layer& layer : figure.layers) {
    drawn += count_values(cases, rows, scope_of(figure, layer));
    add_names(over, layer.over);
  }
  if (drawn <= kMostDrawn) return "";
  add_names(over, figure.over);
  return fmt::format(
      "its layers over {} would be drawn {} times in one picture; at most {} are: "
      "narrow it with select",
      braced(over), drawn, kMostDrawn);
}

/// Files that a `*` tells apart have no capture that does: two rows alike.
std::string alike(const Cases& cases, RowRange rows, const Symbols& symbols) {
  const Shape& shape = cases.shape;
  const auto values = [&](std::size_t row) {
    return cases.table[row].subspan(shape.value_cell(0), shape.captures.size());
  };
  for (std::size_t row = rows.first + 1; row < rows.last; ++row) {
    if (!std::ranges::equal(values(row - 1), values(row))) continue;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < shape.captures.size(); ++i) {
      parts.push_back(fmt::format("{{{}}} = {}", shape.captures[i], symbols.text(values(row)[i])));
    }
    return fmt::format("several files match an input with {}; write a {{capture}} where its '*' is",
                       fmt::join(parts, ", "));
  }
  return "";
}

/// The file of an input that all rows have; kNone: several.
std::uint32_t common_file(const Cases& cases, RowRange rows, std::size_t used) {
  const std::size_t cell = cases.shape.file_cell(used);
  const std::uint32_t file = cases.table[rows.first][cell];
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    if (cases.table[row][cell] != file) return kNone;
  }
  return file;
}

}  // namespace

std::vector<MemberGroup> group(const std::vector<const Member*>& members,
                               const std::vector<std::string>& names) {
  if (names.empty() || members.empty()) return {{{}, members}};
  const auto less = [&](const Member* a, const Member* b) {
    for (const std::string& name : names) {
      const std::string &x = value_of(*a, name), &y = value_of(*b, name);
      if (x != y) return value_less(x, y);
    }
    return false;
  };
  std::vector<const Member*> sorted = members;
  if (!std::is_sorted(sorted.begin(), sorted.end(), less)) {
    std::stable_sort(sorted.begin(), sorted.end(), less);
  }
  std::vector<MemberGroup> groups;
  for (const Member* member : sorted) {
    if (groups.empty() || less(groups.back().members.back(), member)) {
      MemberGroup& next = groups.emplace_back();
      for (const std::string& name : names) next.captures.emplace(name, value_of(*member, name));
    }
    groups.back().members.push_back(member);
  }
  return groups;
}

std::vector<std::string> captures_within(const job::Figure& figure) {
  std::vector<std::string> names = figure.over;
  for (const job::Layer& layer : figure.layers) {
    add_names(names, layer.over);
    for (const auto& [role, expression] : layer.roles) {
      for (const expr::Gather& gather : expression.gathers()) add_names(names, {gather.capture});
    }
  }
  return names;
}

std::vector<std::string> scope_of(const job::Figure& figure, const job::Layer& layer) {
  std::vector<std::string> names = figure.over;
  add_names(names, layer.over);
  return names;
}

std::vector<RowRange> pictures_of(const Cases& cases) {
  const Shape& shape = cases.shape;
  std::vector<std::size_t> outer;
  for (std::size_t capture = 0; capture < shape.captures.size(); ++capture) {
    if (!shape.within[capture]) outer.push_back(shape.value_cell(capture));
  }
  const auto same = [&](std::size_t a, std::size_t b) {
    return std::ranges::all_of(
        outer, [&](std::size_t cell) { return cases.table[a][cell] == cases.table[b][cell]; });
  };
  std::vector<RowRange> pictures;
  for (std::size_t row = 0; row < cases.table.rows(); ++row) {
    if (shape.has_within() && row > 0 && same(row - 1, row)) {
      pictures.back().last = row + 1;
    } else {
      pictures.push_back({row, row + 1});
    }
  }
  return pictures;
}

std::string refusal_of(const Cases& cases, RowRange rows, const Symbols& symbols) {
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    const std::uint32_t refusal = cases.table[row][cases.shape.refusal_cell()];
    if (refusal != kNone) return cases.reasons[refusal];
  }
  if (!cases.shape.has_within()) return "";
  if (rows.last - rows.first > kMostMembers) {
    return fmt::format(
        "it shows {} cases in one picture; at most {} are drawn: narrow it with "
        "select",
        rows.last - rows.first, kMostMembers);
  }
  std::string reason = alike(cases, rows, symbols);
  if (reason.empty()) reason = too_many_panels(cases, rows);
  if (reason.empty()) reason = too_many_layers(cases, rows);
  return reason;
}

std::vector<Member> members_of(const Cases& cases, RowRange rows, const Catalogs& catalogs,
                               const Symbols& symbols, std::vector<std::string>& files) {
  const Shape& shape = cases.shape;
  std::vector<bool> varies;
  for (std::size_t used = 0; used < shape.inputs.size(); ++used) {
    const std::uint32_t common = common_file(cases, rows, used);
    varies.push_back(common == kNone);
    if (common != kNone) files[shape.inputs[used]] = catalogs[common].file.path;
  }
  std::vector<Member> members;
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    Member& member = members.emplace_back();
    member.files.resize(files.size());
    const auto cells = cases.table[row];
    for (std::size_t used = 0; used < varies.size(); ++used) {
      if (!varies[used]) continue;
      member.files[shape.inputs[used]] = catalogs[cells[shape.file_cell(used)]].file.path;
    }
    for (std::size_t i = 0; i < shape.captures.size(); ++i) {
      if (!shape.within[i]) continue;
      member.captures.emplace(shape.captures[i], symbols.text(cells[shape.value_cell(i)]));
    }
  }
  return members;
}

}  // namespace rankplot::plan
