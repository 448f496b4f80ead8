#include "rank/app/run_page.hpp"

#include <utility>

#include "rank/app/say.hpp"
#include "rank/app/streaming.hpp"
#include "rank/monitor/secrets.hpp"

namespace rankplot::app {
namespace {

monitor::Settings settings_of(const RunOptions& options, const job::Job& job,
                              const std::string& host, const std::string& where,
                              std::uint64_t pictures) {
  monitor::Settings settings;
  settings.serve = serves_page(options, job);
  const job::Monitor wishes = job.monitor.value_or(job::Monitor{});
  settings.server.port = static_cast<std::uint16_t>(wishes.port);
  if (!wishes.bind.empty()) {
    settings.server.address = wishes.bind;
    settings.server.name = host;
  }
  settings.run.refresh_s = wishes.refresh_s;
  settings.run.id = monitor::new_secret();
  settings.run.job = options.job;
  settings.run.output = job.output;
  settings.run.host = host;
  settings.run.where = where;
  settings.run.pictures = pictures;
  return settings;
}

std::string how_ended(const dispatch::Totals& totals) {
  return totals.not_drawn > 0 ? "stopped early" : "done";
}

}  // namespace

bool serves_page(const RunOptions& options, const job::Job& job) {
  if (options.monitor != Serve::AsJob) return options.monitor == Serve::Yes;
  return Streaming::wanted(job) && job.monitor.value_or(job::Monitor{}).serve;
}

RunPage::RunPage(const RunOptions& options, const job::Job& job, const dispatch::Team& team,
                 const std::string& host, const std::string& where, std::uint64_t pictures)
    : monitor_(settings_of(options, job, host, where, pictures)), team_(team), pictures_(pictures) {
  if (!options.quiet) say(stdout, monitor_.where());
  say_problem();
}

void RunPage::record(const plan::Outcome& outcome) {
  // Places in the plan are others in the next round.
  plan::Outcome numbered = outcome;
  numbered.picture = recorded_++;
  monitor_.record(numbered);
}

void RunPage::begin_round(const std::vector<plan::Outcome>& kept, std::uint64_t pictures) {
  pictures_ = pictures;
  monitor_.list(kept);
}

void RunPage::activity(int rank, const std::vector<painters::Doing>& doing) {
  const dispatch::Member& member = team_.members.at(static_cast<std::size_t>(rank));
  monitor::RankActivity activity;
  activity.rank = rank;
  activity.node = member.node;
  activity.host = member.host;
  for (const painters::Doing& painter : doing)
    activity.painters.push_back(
        {plan::stage_name(painter.stage),
         painter.object.empty() ? painter.file : painter.file + ":" + painter.object,
         painter.seconds});
  monitor_.activity(std::move(activity));
}

void RunPage::show(const dispatch::Progress& progress) {
  monitor_.progress(progress.done, progress.failed, progress.total);
  tick();
}

void RunPage::tick() {
  monitor_.tick();
  say_problem();
}

void RunPage::series_from(std::function<std::vector<monitor::Series>()> source) {
  monitor_.series_from(std::move(source));
}

void RunPage::finish(const dispatch::Totals& totals) {
  monitor_.progress(totals.saved + totals.failed, totals.failed, pictures_);
  monitor_.end(how_ended(totals));
  say_problem();
}

/// Once: a monitor that has given up has nothing to add.
void RunPage::say_problem() {
  if (said_ || monitor_.problem().empty()) return;
  said_ = true;
  say(stderr,
      fmt::format("rankplot: the run goes on without its monitor: {}\n", monitor_.problem()));
}

}  // namespace rankplot::app
