#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/plan/plan.hpp"
#include "rank/journal/journal.hpp"

namespace rankplot::journal {

/// What of a plan is to be drawn, as far as the user said so.
struct Choice {
  bool force = false;            ///< also what is there already
  bool retry_set_aside = false;  ///< also what killed painters
  bool only_failed = false;
  bool keep_failed = false;                        ///< what failed before stays so
  std::optional<std::set<std::uint32_t>> figures;  ///< only these: indices into Job::figures
  std::string key;                                 ///< only this picture; empty: all
  std::unordered_set<std::uint64_t> framed;        ///< Picture::id: those kept must have a frame
  Share share;
};

/// What earlier runs left.
struct Resumed {
  std::uint64_t pictures = 0;          ///< of the plan's, those of the share
  std::vector<plan::Outcome> kept;     ///< still true, with the ids of the new plan
  std::vector<std::string> leftovers;  ///< below the output folder: files that the plan does not
                                       ///< write and that are there
};

/// Whether a file is there. Lists each folder once: a hundred thousand questions to a file server
/// take minutes, a listing a second.
class Presence {
 public:
  bool operator()(const std::string& file);

 private:
  std::unordered_map<std::string, std::unordered_set<std::string>> folders_;
};

/// Takes out of the plan what need not be drawn, and what is not to be: pictures that an earlier
/// run saved with the same key and whose files are there; those that killed painters; those that
/// the choice leaves out. `output` is the new run's folder: files are found again after it was
/// moved.
Resumed resume(plan::Plan& plan, const std::string& output, const std::vector<Record>& earlier,
               const Choice& choice, const std::function<bool(const std::string&)>& is_there);

}  // namespace rankplot::journal
