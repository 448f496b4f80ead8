#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/job/job.hpp"
#include "core/plan/outcome.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {

/// A [[movie]] for one binding of the captures that its `save` names.
struct Film {
  job::Movie movie;                     ///< its texts expanded
  std::vector<std::string> files;       ///< output/..., one per format
  std::vector<std::uint64_t> pictures;  ///< Picture::id of its frames, one after the other
  /// Hash of all that it is made from: its pictures' keys and how it is written. A film with the
  /// key of one that is there need not be made.
  std::string key;
};

/// What became of a film: a line in the journal.
struct FilmOutcome {
  std::string figure;
  std::string key;
  bool saved = false;
  std::vector<std::string> files;  ///< relative to the current directory
  std::uint64_t frames = 0;
  std::uint64_t held = 0;   ///< of these, those whose picture failed: the one before stands for it
  std::uint64_t bytes = 0;  ///< of the files
  std::string reason;       ///< failures: why
};

void to_json(nlohmann::json& json, const FilmOutcome& outcome);
/// Throws base::Error or nlohmann's on anything that to_json does not write.
void from_json(const nlohmann::json& json, FilmOutcome& outcome);

/// The films of a job, in its order: of each [[movie]] by the captures that its `save` names, the
/// frames in the order of the figure's cases, refused ones among them. `plan` is whole and has its
/// keys. Throws Error where `save` or the title names what the figure's cases do not have, or what
/// frames of the same film differ in; where two films would write the same file.
std::vector<Film> films(const job::Job& job, const Plan& plan);

/// Where a picture is kept for its movies when none of its own files has all of its pixels.
std::string frame_file(const std::string& output, const std::string& picture_key);

/// Whether the job has a movie of this figure, and none of these files (templates or paths) of its
/// pictures is an image without loss.
bool needs_frames(const job::Job& job, const job::Figure& figure,
                  const std::vector<std::string>& files);

/// The file that a saved picture's frame is read from.
std::string frame_of(const std::string& output, const Outcome& outcome);

}  // namespace rankplot::plan
