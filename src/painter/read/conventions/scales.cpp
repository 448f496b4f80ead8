#include "painter/read/conventions/scales.hpp"

#include <array>
#include <optional>

#include "core/plan/implied.hpp"
#include "painter/read/attributes.hpp"

namespace rankplot::read {
namespace {

constexpr const char* kList = "DIMENSION_LIST";
// netCDF's name of a dimension that has no coordinates (netCDF-4 format specification).
constexpr std::string_view kNoVariable = "This is a netCDF dimension but not a netCDF variable";
constexpr std::size_t kMostKnown = 1000;

/// The first reference of each axis; empty where the attribute is none of the specification.
std::vector<std::optional<hobj_ref_t>> references(hid_t dataset, std::size_t rank) {
  if (rank == 0 || H5Aexists(dataset, kList) <= 0) return {};
  const AttributeHandle attribute(H5Aopen(dataset, kList, H5P_DEFAULT));
  const TypeHandle type(H5Aget_type(attribute.id()));
  const SpaceHandle space(H5Aget_space(attribute.id()));
  if (H5Tget_class(type.id()) != H5T_VLEN ||
      H5Sget_simple_extent_npoints(space.id()) != static_cast<hssize_t>(rank)) {
    return {};
  }
  const TypeHandle element(H5Tget_super(type.id()));
  if (H5Tequal(element.id(), H5T_STD_REF_OBJ) <= 0) return {};
  std::vector<hvl_t> lists(rank, hvl_t{0, nullptr});
  if (H5Aread(attribute.id(), type.id(), lists.data()) < 0) return {};
  std::vector<std::optional<hobj_ref_t>> first(rank);
  for (std::size_t axis = 0; axis < rank; ++axis) {
    if (lists[axis].len > 0) first[axis] = *static_cast<const hobj_ref_t*>(lists[axis].p);
  }
  H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, lists.data());
  return first;
}

/// The object of a scale's NAME in a group around the dataset, as netCDF has it; empty: it is not
/// there.
std::string path_of(const FileHandle& file, hid_t scale, const std::string& name,
                    std::string around) {
  H5O_info_t wanted{};
  if (name.empty() || H5Oget_info2(scale, &wanted, H5O_INFO_BASIC) < 0) return "";
  while (!around.empty()) {
    around.erase(around.rfind('/'));
    const std::string path = around + "/" + name;
    const ObjectHandle object(H5Oopen(file.id(), path.c_str(), H5P_DEFAULT));
    H5O_info_t info{};
    if (object && H5Oget_info2(object.id(), &info, H5O_INFO_BASIC) >= 0 &&
        info.addr == wanted.addr && info.fileno == wanted.fileno) {
      return path;
    }
  }
  return "";
}

std::string text_of(hid_t object, const char* name) {
  const auto attribute = read_attribute(object, name);
  return attribute ? attribute->text : "";
}

}  // namespace

std::string Scales::searched(hid_t dataset, hobj_ref_t reference) {
  std::array<char, 4096> path{};
  if (searches_left_ == 0) return "";
  --searches_left_;
  const ssize_t bytes = H5Rget_name(dataset, H5R_OBJECT, &reference, path.data(), path.size());
  return bytes > 0 && bytes < static_cast<ssize_t>(path.size()) ? path.data() : "";
}

std::vector<plan::DimensionScale> Scales::of(hid_t dataset, const plan::DatasetInfo& info) {
  const auto first = references(dataset, info.shape.size());
  std::vector<plan::DimensionScale> scales(first.size());
  bool any = false;
  for (std::size_t axis = 0; axis < first.size(); ++axis) {
    if (!first[axis]) continue;
    const Known& known = look_at(dataset, *first[axis], info.object);
    if (known.extent != info.shape[axis] || known.scale.object.empty()) continue;
    scales[axis] = known.scale;
    any = true;
  }
  return any ? scales : std::vector<plan::DimensionScale>{};
}

const Scales::Known& Scales::look_at(hid_t dataset, hobj_ref_t reference,
                                     const std::string& object) {
  if (known_.size() > kMostKnown) known_.clear();
  const auto [known, is_new] = known_.try_emplace(reference);
  if (!is_new) return known->second;
  const ObjectHandle scale(H5Rdereference2(dataset, H5P_DEFAULT, H5R_OBJECT, &reference));
  if (!scale || H5Iget_type(scale.id()) != H5I_DATASET) return known->second;
  const SpaceHandle space(H5Dget_space(scale.id()));
  hsize_t extent = 0;
  if (H5Sget_simple_extent_ndims(space.id()) != 1 ||
      H5Sget_simple_extent_dims(space.id(), &extent, nullptr) < 0) {
    return known->second;
  }
  const std::string name = text_of(scale.id(), "NAME");
  if (name.starts_with(kNoVariable)) return known->second;
  const std::string bare = name.substr(name.rfind('/') + 1);
  known->second.extent = extent;
  known->second.scale.object = path_of(file_, scale.id(), bare, object);
  if (known->second.scale.object.empty()) known->second.scale.object = searched(dataset, reference);
  known->second.scale.label =
      plan::label_of(attributes_of(scale.id(), {"long_name", "units", "calendar"}), bare);
  // Coordinates without a word of their own still have a name.
  if (known->second.scale.label.empty()) known->second.scale.label = bare;
  return known->second;
}

}  // namespace rankplot::read
