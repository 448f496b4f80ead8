#pragma once

#include <string>
#include <vector>

#include "core/plan/catalog.hpp"
#include "painter/read/attributes.hpp"
#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// What the groups around datasets say of them. Each group is asked once while datasets come sorted
/// by path; only the groups around the last one are kept.
class Surroundings {
 public:
  /// All must outlive this.
  Surroundings(const FileHandle& file, const plan::ScanRequest& request);

  /// Completes `info`, which holds the dataset's own attributes, with those of the groups around it
  /// and its time.
  void complete(hid_t dataset, plan::DatasetInfo& info);

 private:
  struct Group {
    std::string path;  ///< "" is the root
    plan::Attributes attributes;
    std::string time;
  };
  const Group& around(const std::string& object);
  Group look_at(const std::string& path) const;

  const FileHandle& file_;
  const plan::ScanRequest& request_;
  Names wanted_;
  std::vector<Group> groups_;  ///< from the root inwards; each has what the one before it had
};

}  // namespace rankplot::read
