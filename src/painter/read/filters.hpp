#pragma once

#include <string>
#include <vector>

#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// The first filter of a dataset's creation properties that this machine lacks: its number, its
/// name and the Debian package that brings it; empty when all are there.
std::string missing_filter(hid_t creation);

/// A registered filter and whether this machine has it.
struct FilterFact {
  int number = 0;
  std::string name;
  std::string package;  ///< the Debian package that brings it; empty: none, or built in
  bool there = false;
};
/// The filters that HDF5 builds in and those that have a plugin, by number.
std::vector<FilterFact> filter_facts();

}  // namespace rankplot::read
