#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/plan/outcome.hpp"

namespace rankplot::app {

/// What pictures were found to hold, kept in OUTPUT/.rankplot/limits from run to run: by the keys
/// of a measuring job, which change with the files and with what is read of them.
class LimitsCache {
 public:
  /// What cannot be read is as good as not there. OUTPUT/.rankplot exists.
  explicit LimitsCache(const std::string& output);

  /// nullptr: not known.
  const std::vector<plan::Measured>* find(const std::string& key) const;
  /// Keeps these, and of the others none. Throws base::Error.
  void keep(const std::map<std::string, std::vector<plan::Measured>>& measured);

 private:
  std::string path_;
  std::map<std::string, std::vector<plan::Measured>> known_;
};

}  // namespace rankplot::app
