#include "rank/app/run_difference.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "core/plan/texts.hpp"
#include "rank/monitor/board.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
namespace {

/// Formats that a painter can decode; of the others bytes alone are compared.
constexpr std::array kPixels{".png", ".jpg", ".jpeg", ".tif", ".tiff"};

bool holds_pixels(const std::string& file) {
  return std::count(kPixels.begin(), kPixels.end(), fs::path(file).extension().string()) > 0;
}

std::string id_of(const plan::Outcome& outcome) {
  std::string id = outcome.figure;
  for (const auto& [name, value] : outcome.captures) id.append({'\0'}).append(name + '=' + value);
  return id;
}

using ById = std::map<std::string, const plan::Outcome*>;

ById by_id(const journal::Record& record) {
  ById pictures;
  for (const plan::Outcome& outcome : record.outcomes) pictures[id_of(outcome)] = &outcome;
  return pictures;
}

/// The outcome's files by their suffix, where they lie now.
std::map<std::string, std::string> files_of(const RunFolder& run, const plan::Outcome& outcome) {
  std::map<std::string, std::string> files;
  for (const std::string& file : outcome.files) {
    try {
      const std::string below = monitor::below(run.record.header.output, file);
      files[fs::path(file).extension().string()] = plan::save_path(run.folder, below);
    } catch (const base::Error&) {  // not in the folder: not this run's to show
    }
  }
  return files;
}

class Comparison {
 public:
  Comparison(const RunFolder& old_run, const RunFolder& new_run, const FileEyes& eyes)
      : old_run_(old_run), new_run_(new_run), eyes_(eyes) {}

  PictureDifference of(const plan::Outcome* before, const plan::Outcome* now) const {
    const plan::Outcome& named = before != nullptr ? *before : *now;
    PictureDifference picture;
    picture.figure = named.figure;
    picture.captures = named.captures;
    if (before != nullptr) picture.old_value = before->probed;
    if (now != nullptr) picture.new_value = now->probed;
    if (before != nullptr && !before->saved) picture.old_reason = reason_of(*before);
    if (now != nullptr && !now->saved) picture.new_reason = reason_of(*now);
    picture.files = pairs(before, now);
    picture.verdict = verdict(before, now, picture);
    return picture;
  }

 private:
  static std::string reason_of(const plan::Outcome& outcome) {
    return fmt::format("{}: {}", plan::stage_name(outcome.stage), outcome.reason);
  }

  std::vector<FilePair> pairs(const plan::Outcome* before, const plan::Outcome* now) const {
    std::map<std::string, FilePair> pairs;
    if (before != nullptr && before->saved)
      for (const auto& [suffix, file] : files_of(old_run_, *before)) pairs[suffix].old_file = file;
    if (now != nullptr && now->saved)
      for (const auto& [suffix, file] : files_of(new_run_, *now)) pairs[suffix].new_file = file;
    std::vector<FilePair> all;
    for (auto& [suffix, pair] : pairs) {
      if (!pair.old_file.empty() && !pair.new_file.empty()) {
        pair.same = eyes_.are_equal(pair.old_file, pair.new_file);
        if (!pair.same && holds_pixels(pair.old_file))
          pair.change = eyes_.change(pair.old_file, pair.new_file);
      }
      all.push_back(std::move(pair));
    }
    return all;
  }

  static Verdict verdict(const plan::Outcome* before, const plan::Outcome* now,
                         const PictureDifference& picture) {
    if (now == nullptr) return Verdict::Gone;
    if (before == nullptr) return Verdict::New;
    if (before->saved != now->saved) return now->saved ? Verdict::SavedNow : Verdict::FailsNow;
    if (!now->saved)
      return picture.old_reason == picture.new_reason ? Verdict::Fails : Verdict::FailsOtherwise;
    const bool same = std::all_of(picture.files.begin(), picture.files.end(), is_alike);
    return same && picture.old_value == picture.new_value ? Verdict::Same : Verdict::Changed;
  }

  const RunFolder& old_run_;
  const RunFolder& new_run_;
  const FileEyes& eyes_;
};

std::string details_of(const FilePair& pair) {
  const std::string& named = pair.old_file.empty() ? pair.new_file : pair.old_file;
  const std::string suffix = fs::path(named).extension().string();
  if (is_alike(pair)) return "";
  if (pair.old_file.empty()) return fmt::format("{} only in the second", suffix);
  if (pair.new_file.empty()) return fmt::format("{} only in the first", suffix);
  if (!pair.change) return fmt::format("{}: other bytes", suffix);
  const Change& change = *pair.change;
  if (!change.refusal.empty()) return fmt::format("{}: {}", suffix, change.refusal);
  const double share =
      100.0 * static_cast<double>(change.changed) / static_cast<double>(change.pixels);
  return fmt::format("{}: {:.3g} % of the pixels, by {} of 255 at most", suffix, share,
                     change.greatest);
}

}  // namespace

const char* verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::Same: return "same";
    case Verdict::Changed: return "changed";
    case Verdict::Gone: return "only in the first";
    case Verdict::New: return "only in the second";
    case Verdict::Fails: return "failed in both";
    case Verdict::FailsNow: return "saved, now failed";
    case Verdict::FailsOtherwise: return "failed, now otherwise";
    case Verdict::SavedNow: return "failed, now saved";
  }
  return "";
}

std::vector<PictureDifference> compare_runs(const RunFolder& old_run, const RunFolder& new_run,
                                            const FileEyes& eyes) {
  const ById before = by_id(old_run.record), now = by_id(new_run.record);
  const Comparison comparison(old_run, new_run, eyes);
  std::vector<PictureDifference> pictures;
  std::set<std::string> told;
  for (const auto* record : {&old_run.record, &new_run.record})
    for (const plan::Outcome& outcome : record->outcomes) {
      const std::string id = id_of(outcome);
      if (!told.insert(id).second) continue;
      const auto in_old = before.find(id), in_new = now.find(id);
      pictures.push_back(comparison.of(in_old == before.end() ? nullptr : in_old->second,
                                       in_new == now.end() ? nullptr : in_new->second));
    }
  return pictures;
}

bool is_alike(const FilePair& pair) {
  return pair.same || (pair.change && pair.change->refusal.empty() && pair.change->changed == 0);
}

bool is_same(const PictureDifference& picture) {
  return picture.verdict == Verdict::Same || picture.verdict == Verdict::Fails;
}

std::string name_of(const PictureDifference& picture) {
  std::string name = picture.figure;
  for (const auto& [capture, value] : picture.captures)
    name += fmt::format(" {}={}", capture, value);
  return name;
}

std::string details_of(const PictureDifference& picture) {
  std::string text;
  const auto add = [&](const std::string& more) {
    if (!more.empty()) text += (text.empty() ? "" : "; ") + more;
  };
  if (picture.verdict == Verdict::FailsOtherwise) add("was " + picture.old_reason);
  add(picture.verdict == Verdict::SavedNow ? "was " + picture.old_reason : picture.new_reason);
  if (picture.verdict != Verdict::Changed) return text;
  if (picture.old_value && picture.new_value && picture.old_value != picture.new_value)
    add(fmt::format("y was {:g}, is {:g}", picture.old_value->y, picture.new_value->y));
  for (const FilePair& pair : picture.files) add(details_of(pair));
  return text;
}

}  // namespace rankplot::app
