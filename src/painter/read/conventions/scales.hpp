#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/plan/catalog.hpp"
#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// What stands along the axes of datasets: HDF5's dimension scales (HDF5 Dimension Scale
/// Specification and Design Notes: the attribute DIMENSION_LIST holds references), as netCDF-4 and
/// h5py write them. Each scale is looked at once.
class Scales {
 public:
  /// `file` must outlive this.
  explicit Scales(const FileHandle& file) : file_(file) {}

  /// One for each axis of the dataset that `info` describes; empty: it has none that fit.
  std::vector<plan::DimensionScale> of(hid_t dataset, const plan::DatasetInfo& info);

 private:
  struct Known {
    plan::DimensionScale scale;
    std::uint64_t extent = 0;
  };
  /// The path of a reference's object, for which HDF5 walks the whole file: a few times at most.
  std::string searched(hid_t dataset, hobj_ref_t reference);
  const Known& look_at(hid_t dataset, hobj_ref_t reference, const std::string& object);

  const FileHandle& file_;
  std::map<hobj_ref_t, Known> known_;
  int searches_left_ = 16;
};

}  // namespace rankplot::read
