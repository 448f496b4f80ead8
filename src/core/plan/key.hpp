#pragma once

#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/catalog.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {

/// Makes the keys of a job's pictures: hashes of the figure's part of the job, of what the case
/// reads (identity, object, hyperslab) and of the renderer's version. Equal keys: equal pictures,
/// wherever they are saved. What all cases of a figure share is hashed once, at the making.
class Keys {
 public:
  explicit Keys(const job::Job& job);

  /// 32 hex digits. `reads` are those of the task that `picture` was bound in. `files` holds the
  /// identity of each of their files (Error otherwise).
  std::string of(const BoundPicture& picture, const std::vector<Read>& reads,
                 const Captures& captures, const std::vector<FileIdentity>& files) const;

 private:
  struct Look {
    std::string hash;          ///< of the figure as the job has it
    bool tells_index = false;  ///< a text of it shows {index}, which is no part of the case
  };
  std::vector<Look> looks_;  ///< one for each figure
};

}  // namespace rankplot::plan
