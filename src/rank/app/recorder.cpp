#include "rank/app/recorder.hpp"

#include "rank/app/report.hpp"
#include "rank/app/say.hpp"
#include "rank/journal/table.hpp"

namespace rankplot::app {

Recorder::Recorder(const std::string& output, const journal::Header& header, bool quiet)
    : output_(output), quiet_(quiet), lock_(output), journal_(output, header), display_(quiet) {}

void Recorder::record(const plan::Outcome& outcome) {
  outcomes_.push_back(outcome);
  if (!error_.empty()) return;
  try {
    journal_.append(outcome);
  } catch (const journal::OutputError& error) {
    error_ = error.what();
  }
}

void Recorder::show(const dispatch::Progress& progress) {
  lock_.renew();
  display_->show(progress);
}

void Recorder::finish(const dispatch::Totals& totals) {
  display_.reset();
  print_summary(totals);
  if (!error_.empty()) throw journal::OutputError(error_);
  journal_.sync();
  journal::write_table(output_, outcomes_);
}

void Recorder::print_summary(const dispatch::Totals& totals) const {
  say(stderr, failures_text(outcomes_));
  if (quiet_) return;
  std::string text = saved_text(outcomes_, output_);
  text += counts_text(totals.saved, totals.failed, totals.not_drawn);
  if (totals.seconds > 0) {
    text += fmt::format(" in {:.2f} s, {:.0f} figures a second", totals.seconds,
                        static_cast<double>(totals.saved) / totals.seconds);
  }
  if (totals.retried > 0) {
    text += fmt::format("; {} drawn again after a painter died", count_of(totals.retried, "task"));
  }
  if (totals.set_aside > 0) text += fmt::format(", {} set aside", totals.set_aside);
  if (totals.scattered) text += "; arrays were read by rank 0's painters and sent";
  say(stdout, text + "\n");
}

}  // namespace rankplot::app
