#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rank/journal/journal.hpp"

namespace rankplot::app {

/// How much a file of pixels changed.
struct Change {
  std::uint64_t pixels = 0, changed = 0;  ///< of all pixels those that differ
  int greatest = 0;                       ///< difference of a channel, 0 to 255
  std::string refusal;                    ///< why it cannot be told; empty: it was
};

/// A picture's files of one format in two runs; paths to them, empty where a run has none.
struct FilePair {
  std::string old_file, new_file;
  bool same = false;             ///< byte by byte
  std::optional<Change> change;  ///< of pixels that are not the same; absent for documents
};

enum class Verdict { Same, Changed, Gone, New, Fails, FailsNow, FailsOtherwise, SavedNow };
const char* verdict_text(Verdict verdict);  ///< "same", "changed", "only in the first", ...

/// One picture in two runs.
struct PictureDifference {
  std::string figure;
  plan::Captures captures;
  Verdict verdict = Verdict::Same;
  std::vector<FilePair> files;
  std::string old_reason, new_reason;  ///< why it failed
  std::optional<plan::Probed> old_value, new_value;
};

/// What reads files: the tests have their own.
struct FileEyes {
  /// Whether both files are there and equal.
  std::function<bool(const std::string&, const std::string&)> are_equal;
  std::function<Change(const std::string&, const std::string&)> change;
};

/// A run as its folder and its journal say.
struct RunFolder {
  std::string folder;
  journal::Record record;
};

/// The pictures of both runs, by figure and captures, in the order of the first run and then of the
/// second. Files outside of a run's folder are not looked at.
std::vector<PictureDifference> compare_runs(const RunFolder& old_run, const RunFolder& new_run,
                                            const FileEyes& eyes);

/// True of equal bytes, and of equal pixels: what a picture records of its origin may differ.
bool is_alike(const FilePair& pair);
/// True of those that are alike in both runs.
bool is_same(const PictureDifference& picture);

/// "v step=100"
std::string name_of(const PictureDifference& picture);
/// "12.5 % of the pixels, by 200 at most"; or the reasons, values, or what else there is to tell.
std::string details_of(const PictureDifference& picture);

}  // namespace rankplot::app
