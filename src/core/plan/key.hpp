#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/plan/plan.hpp"

namespace rankplot::plan {

/// Gives pictures their keys. What is the same for all pictures of a figure, and for all of a file,
/// is hashed once, so that a large run that is started again soon knows what is left to do.
class Keys {
 public:
  /// The catalogs must outlive it.
  Keys(const job::Job& job, const std::vector<FileCatalog>& catalogs);

  /// Of the pictures of a task. Throws Error where the identity of a file of the task is not known.
  void write(Task& task) const;

 private:
  struct Figure {
    Digest look;             ///< its part of the job
    bool has_index = false;  ///< its pictures show their place among the cases
  };

  /// The identity of files (one per Job::inputs, "" for none) and the captures of a case.
  std::string case_of(const std::vector<std::string>& files, const Captures& captures) const;

  std::vector<std::string> inputs_;  ///< their names
  std::vector<Figure> figures_;
  std::unordered_map<std::string_view, Digest> files_;  ///< identity by path
};

}  // namespace rankplot::plan
