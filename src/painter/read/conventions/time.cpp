#include "painter/read/conventions/time.hpp"

#include <array>

#include <fmt/format.h>

#include "painter/read/attributes.hpp"

namespace rankplot::read {
namespace {

constexpr std::array kAttributes{"time", "Time", "TIME", "t", "vsTime"};
constexpr std::array kDatasets{"time", "Time", "TIME", "t"};

struct Place {
  const char* group;
  const char* attribute;
};
constexpr std::array<Place, 3> kPlaces{
    {{"/timeData", "vsTime"}, {"/Header", "Time"}, {"/mrc_io", "time"}}};
constexpr std::array kVtk{"/VTKHDF", "/VTKHDF/FieldData", "/VTKHDF/FieldData/TimeValue"};

/// Exists as a link whose object can be opened.
bool is_there(hid_t place, const char* name) {
  return H5Lexists(place, name, H5P_DEFAULT) > 0 && H5Oexists_by_name(place, name, H5P_DEFAULT) > 0;
}

/// The value of a numeric dataset of one element.
std::string single_value(hid_t place, const char* name) {
  if (!is_there(place, name)) return "";
  const ObjectHandle object(H5Oopen(place, name, H5P_DEFAULT));
  if (!object || H5Iget_type(object.id()) != H5I_DATASET) return "";
  const SpaceHandle space(H5Dget_space(object.id()));
  const TypeHandle type(H5Dget_type(object.id()));
  if (!space || H5Sget_simple_extent_npoints(space.id()) != 1) return "";
  const H5T_class_t kind = H5Tget_class(type.id());
  if (kind == H5T_INTEGER) {
    long long value = 0;
    if (H5Dread(object.id(), H5T_NATIVE_LLONG, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value) < 0)
      return "";
    return fmt::format("{}", value);
  }
  double value = 0;
  if (kind != H5T_FLOAT ||
      H5Dread(object.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value) < 0) {
    return "";
  }
  return H5Tget_size(type.id()) <= sizeof(float) ? fmt::format("{}", static_cast<float>(value))
                                                 : fmt::format("{}", value);
}

}  // namespace

std::string time_attribute(hid_t object) {
  for (const char* name : kAttributes) {
    if (H5Aexists(object, name) <= 0) continue;
    const auto time = read_attribute(object, name);
    if (!time || time->numbers.size() > 1) continue;
    if (time->numbers.empty()) return time->text;  // a date
    const auto unit = read_attribute(object, "timeUnitSI");
    if (!unit || unit->numbers.size() != 1 || unit->numbers[0] == 1) return time->text;
    return fmt::format("{}", time->numbers[0] * unit->numbers[0]);
  }
  return "";
}

std::string time_dataset(hid_t group) {
  for (const char* name : kDatasets) {
    if (std::string value = single_value(group, name); !value.empty()) return value;
  }
  return "";
}

std::string time_elsewhere(hid_t file) {
  for (const Place& place : kPlaces) {
    if (!is_there(file, place.group)) continue;
    const ObjectHandle group(H5Oopen(file, place.group, H5P_DEFAULT));
    if (!group || H5Aexists(group.id(), place.attribute) <= 0) continue;
    if (const auto time = read_attribute(group.id(), place.attribute)) return time->text;
  }
  if (!is_there(file, kVtk[0]) || !is_there(file, kVtk[1])) return "";
  return single_value(file, kVtk[2]);
}

}  // namespace rankplot::read
