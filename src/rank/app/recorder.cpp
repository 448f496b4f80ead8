#include "rank/app/recorder.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <unordered_set>

#include "core/base/files.hpp"
#include "rank/app/failures.hpp"
#include "rank/app/movie_texts.hpp"
#include "rank/app/report.hpp"
#include "rank/app/say.hpp"
#include "rank/app/warnings.hpp"
#include "rank/journal/room.hpp"
#include "rank/journal/table.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;

Recorder::Recorder(const std::string& output, const journal::Share& share, bool quiet, Keep keep)
    : output_(output), share_(share), quiet_(quiet), display_(quiet) {
  if (keep == Keep::Records) lock_.emplace(output, share);
}

std::vector<journal::Record> Recorder::earlier() {
  if (!lock_) return {};
  try {
    std::vector<journal::Record> records = journal::read_each(output_);
    resumed_ = !records.empty();
    return records;
  } catch (const journal::OutputError&) {
    throw;
  } catch (const base::Error& error) {
    if (!share_.is_whole()) throw;  // it may be another share's, at work
    say(stderr, fmt::format("rankplot: {}; kept under another name, and all is drawn again\n",
                            error.what()));
    journal::put_away(output_);
    return {};
  }
}

void Recorder::begin(journal::Header header, journal::Resumed resumed,
                     std::vector<plan::FilmOutcome> films) {
  if (!lock_) return;
  header.share_pictures = resumed.pictures;
  journal::Record record{std::move(header), std::move(resumed.kept), std::move(resumed.leftovers),
                         std::move(films)};
  journal_.emplace(output_, record);
  if (share_.is_whole()) journal::remove_share_journals(output_);
  divide(std::move(record.outcomes));
  leftovers_ = std::move(record.leftovers);
}

void Recorder::divide(std::vector<plan::Outcome> begun) {
  std::unordered_set<std::string> own;
  for (const plan::Outcome& outcome : outcomes_) own.insert(outcome.key);
  outcomes_.clear();
  kept_.clear();
  before_ = {};
  for (plan::Outcome& outcome : begun) {
    const bool is_own = !outcome.key.empty() && own.contains(outcome.key);
    if (is_own) ++(outcome.saved ? before_.saved : before_.failed);
    (is_own ? outcomes_ : kept_).push_back(std::move(outcome));
  }
}

void Recorder::record(const plan::Outcome& outcome) {
  outcomes_.push_back(outcome);
  longest_s_ = std::max(longest_s_, outcome.seconds);
  if (!error_.empty()) return;
  // What could not be written may be one file's trouble, or that of all.
  const bool unwritten = !outcome.saved && outcome.stage == plan::Stage::Write;
  if (unwritten) error_ = journal::lost_output(output_);
  append(outcome);
}

void Recorder::record(const plan::FilmOutcome& film) {
  films_.push_back(film);
  append(film);
}

template <class Line>
void Recorder::append(const Line& line) {
  if (!error_.empty() || !journal_) return;
  try {
    journal_->append(line);
  } catch (const journal::OutputError& error) {
    error_ = error.what();
  }
}

void Recorder::show(const dispatch::Progress& progress) {
  if (lock_) lock_->renew();
  check_journal();
  if (progress.total > 0) display_->show(progress);
}

void Recorder::check_journal() {
  if (!error_.empty() || !journal_) return;
  try {
    journal_->check();
  } catch (const journal::OutputError& error) {
    error_ = error.what();
  }
}

int Recorder::finish(const dispatch::Totals& totals) {
  display_.reset();
  print_summary(totals);
  check_journal();
  end_round();
  sweep();
  return code_of(totals.failed + before_.failed + kept_failed() + failed_count(films_),
                 totals.not_drawn);
}

void Recorder::end_round() {
  if (!error_.empty()) throw journal::OutputError(error_);
  if (!journal_) return;
  journal_->sync();
  write_table();
}

dispatch::Totals Recorder::with_kept(dispatch::Totals totals) const {
  totals.saved += before_.saved + kept_saved();
  totals.failed += before_.failed + kept_failed();
  return totals;
}

std::vector<plan::Outcome> Recorder::begun() const {
  std::vector<plan::Outcome> all = kept_;
  all.insert(all.end(), outcomes_.begin(), outcomes_.end());
  return all;
}

std::uint64_t Recorder::kept_saved() const {
  return static_cast<std::uint64_t>(
      std::count_if(kept_.begin(), kept_.end(), [](const auto& kept) { return kept.saved; }));
}

std::uint64_t Recorder::kept_failed() const { return kept_.size() - kept_saved(); }

void Recorder::write_table() const {
  if (!share_.is_whole()) {
    journal::write_table_of_shares(output_);
    return;
  }
  journal::write_table(output_, begun());
}

/// Removes what a run left that was ended in the middle of writing a file.
void Recorder::sweep() const {
  if (!journal_ || !resumed_ || !share_.is_whole()) return;
  std::set<fs::path> folders;
  for (const auto* outcomes : {&kept_, &outcomes_}) {
    for (const plan::Outcome& outcome : *outcomes) {
      for (const std::string& file : outcome.files) folders.insert(fs::path(file).parent_path());
    }
  }
  for (const fs::path& folder : folders) {
    std::error_code ignored;  // it is tried again after the next run
    for (fs::directory_iterator entry(folder, ignored);
         !ignored && entry != fs::directory_iterator(); entry.increment(ignored)) {
      if (base::is_temporary_name(entry->path().filename().string())) {
        std::error_code gone;
        fs::remove(entry->path(), gone);
      }
    }
  }
}

void Recorder::print_summary(const dispatch::Totals& totals) const {
  std::vector<plan::Outcome> failures = outcomes_;
  std::copy_if(kept_.begin(), kept_.end(), std::back_inserter(failures),
               [](const plan::Outcome& kept) { return !kept.saved; });
  say(stderr, failures_text(failures) + failed_text(films_));
  const dispatch::Totals all = with_kept(totals);
  const bool had_figures = all.saved + all.failed + all.not_drawn > 0;
  if (quiet_ || !had_figures) return;
  std::string text = saved_text(outcomes_, output_) + made_text(films_);
  text += counts_text(all.saved, all.failed, all.not_drawn);
  if (kept_saved() > 0) text += fmt::format(", {} of them earlier", kept_saved());
  text += probed_text(begun());
  if (totals.seconds > 0 && totals.saved > 0) {
    text += fmt::format(" in {:.2f} s, {:.0f} figures a second", totals.seconds,
                        static_cast<double>(totals.saved) / totals.seconds);
  }
  if (totals.retried > 0) {
    text += fmt::format("; {} drawn again after a painter died", count_of(totals.retried, "task"));
  }
  if (totals.set_aside > 0) text += fmt::format(", {} set aside", totals.set_aside);
  if (totals.scattered) text += "; arrays were read by rank 0's painters and sent";
  text += "\n";
  const auto quarantined = std::ranges::count(kept_, true, &plan::Outcome::set_aside);
  if (quarantined > 0) {
    text += fmt::format(
        "{} killed painters in an earlier run and stay out; "
        "--retry-quarantined draws them\n",
        count_of(static_cast<std::uint64_t>(quarantined), "figure"));
  }
  text += warnings_text(begun(), lock_.has_value());
  text += leftovers_text(leftovers_, output_);
  say(stdout, text);
}

}  // namespace rankplot::app
