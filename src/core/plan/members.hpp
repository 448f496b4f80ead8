#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/plan/cases.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {

/// Members of a picture that have the same values of some captures.
struct MemberGroup {
  Captures captures;
  std::vector<const Member*> members;
};

/// The members by their values of the captures `names`, in the order of those (value_less, the
/// first name first); without names, or members, one group of all. Throws Error where a member has
/// no value.
std::vector<MemberGroup> group(const std::vector<const Member*>& members,
                               const std::vector<std::string>& names);

/// A figure's captures that its pictures hold many values of: those of its `over`, of its layers'
/// and of its gathers. Each once.
std::vector<std::string> captures_within(const job::Figure& figure);

/// Those that a layer has one value of at a time.
std::vector<std::string> scope_of(const job::Figure& figure, const job::Layer& layer);

/// Rows of a table that one picture shows: [first, last).
struct RowRange {
  std::size_t first = 0, last = 0;
};

/// The rows of each picture of a figure, in order; the table is sorted.
std::vector<RowRange> pictures_of(const Cases& cases);

/// Why the rows cannot be drawn in one picture, or "": the first refused row's reason, or that they
/// are too many.
std::string refusal_of(const Cases& cases, RowRange rows, const Symbols& symbols);

/// What the rows of a figure that has captures within add to a picture. `files[input]` is set to
/// the file that all of them have, where it is one.
std::vector<Member> members_of(const Cases& cases, RowRange rows, const Catalogs& catalogs,
                               const Symbols& symbols, std::vector<std::string>& files);

}  // namespace rankplot::plan
