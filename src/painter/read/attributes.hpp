#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/plan/catalog.hpp"
#include "painter/read/hdf5.hpp"

namespace rankplot::read {

using Names = std::set<std::string, std::less<>>;

/// An attribute that is small, whatever the file claims: a text of at most 1024 bytes (longer ones
/// are cut), up to eight texts (joined by ", "), or one to four numbers. Text that is no UTF-8 is
/// taken as Latin-1. Empty: there is none of that name, or it is something else.
std::optional<plan::Attribute> read_attribute(hid_t object, const char* name);

/// Costs a microsecond: most datasets have none.
bool has_attributes(hid_t object);

/// The first thousand names of an object's attributes.
std::vector<std::string> attribute_names(hid_t object);

/// Those of an object's attributes that `wanted` names and read_attribute takes.
plan::Attributes attributes_of(hid_t object, const Names& wanted);

}  // namespace rankplot::read
