#pragma once

#include <string>

#include "painter/read/hdf5.hpp"

/// {time}: when the data is of, as files of many programs say it. For a dataset, the first of:
///
/// 1. its attribute `time`, `Time`, `TIME`, `t` or `vsTime`;
/// 2. for each group around it, from the innermost to the root, the group's attribute of one of
///    these names, then a dataset of one of these names in it, if that holds a single value;
/// 3. the places of certain programs: /timeData (Gkeyll and other VizSchema writers), /Header
///    (Gadget, Arepo), /mrc_io (OpenGGCM), /VTKHDF/FieldData/TimeValue (VTK).
///
/// A number is multiplied by the attribute `timeUnitSI` beside it (openPMD).
namespace rankplot::read {

/// Step 1, and of a group the first half of step 2; empty: it says none.
std::string time_attribute(hid_t object);
/// The second half of step 2.
std::string time_dataset(hid_t group);
/// Step 3.
std::string time_elsewhere(hid_t file);

}  // namespace rankplot::read
