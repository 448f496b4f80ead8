#include "rank/app/streaming.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "core/base/error.hpp"
#include "rank/app/painter_program.hpp"
#include "rank/app/report.hpp"
#include "rank/app/say.hpp"
#include "rank/app/vocabulary.hpp"

namespace rankplot::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kMostRanksThatSpeak = 256;  ///< three series each
constexpr auto kSpeakEvery = seconds(1);
constexpr auto kShowEvery = milliseconds(100);
constexpr std::size_t kMostRows = 2000;  ///< of a series on the page
constexpr double kMegabyte = 1e6;

std::uint64_t growth(std::uint64_t now, std::uint64_t before) {
  return now > before ? now - before : 0;  // painters that ended take their counts with them
}

}  // namespace

bool Streaming::wanted(const job::Job& job) {
  return job.monitor || !job.sources.empty() || !job.probes.empty();
}

int Streaming::monitor_rank(const job::Job& job, int ranks) {
  return (job.monitor ? job.monitor->rank : 0) % ranks;
}

Streaming::Streaming(comm::Session& session, const job::Job& job, const painters::Crew& crew,
                     std::function<void(const std::string&)> news, bool window)
    : session_(session),
      job_(job),
      crew_(crew),
      monitor_rank_(monitor_rank(job, session.size())),
      own_(session, monitor_rank_, 0, job::Overflow::Merge) {
  for (std::size_t i = 0; i < job.sources.size(); ++i) {
    if (job.sources[i].rank % session.size() != session.rank()) continue;
    sources_.push_back(std::make_unique<stream::Source>(job.sources[i], session, monitor_rank_,
                                                        static_cast<std::uint32_t>(i + 1), start_));
  }
  if (session.rank() == 0 && !job.probes.empty())
    probes_.emplace(job.probes, session, monitor_rank_,
                    static_cast<std::uint32_t>(job.sources.size() + 1));
  declare_own();
  if (session.rank() != monitor_rank_) return;
  begin_monitor(std::move(news));
  if (window) open_window();
}

void Streaming::begin_monitor(std::function<void(const std::string&)> news) {
  monitor_ = std::make_unique<Monitor>();
  Monitor& monitor = *monitor_;
  monitor.producers = job_.sources.size() + static_cast<std::size_t>(session_.size()) +
                      (job_.probes.empty() ? 0 : 1);
  const job::Monitor wishes = job_.monitor.value_or(job::Monitor{});
  stream::Sink sink;
  sink.news = std::move(news);
  if (wishes.record || wishes.png) {
    const painters::Settings painter = painter_settings();
    monitor.record =
        std::make_unique<record::Record>(record::Settings{painter.program, painter.arguments,
                                                          job_.output, wishes.record, wishes.png},
                                         monitor.view, vocabulary());
    record::Record& record = *monitor.record;
    sink.add = [&record](std::size_t series, const stream::Run& run) { record.add(series, run); };
    sink.room = [&record] { return record.room(); };
  }
  monitor.collector = std::make_unique<stream::Collector>(session_, monitor.view, std::move(sink));
}

/// Without one the run goes on.
void Streaming::open_window() try {
  const double refresh_s = job_.monitor.value_or(job::Monitor{}).refresh_s;
  monitor_->window =
      std::make_unique<record::Window>(painter_settings().program, monitor_->view, vocabulary(),
                                       std::chrono::duration<double>(refresh_s));
} catch (const base::Error& error) {
  say(stderr, fmt::format("rankplot: {}\n", error.what()));
}

void Streaming::show_in_window() {
  if (!monitor_->window) return;
  monitor_->window->turn();
  for (const std::string& complaint : monitor_->window->complaints())
    say(stderr, "rankplot: " + complaint + "\n");
}

void Streaming::declare_own() {
  const int rank = session_.rank();
  if (rank == 0) figures_ = own_.declare({"figures a second", "figures", "", "1/s", 0, true});
  speaks_ = session_.size() <= kMostRanksThatSpeak;
  if (!speaks_) return;
  const auto declare = [&](const char* what, const char* group, const char* unit) {
    // An hour of one a second: the record's chunks are as large.
    return own_.declare({fmt::format("{} {}", what, rank), group, "", unit, 3600, true});
  };
  memory_ = declare("memory of rank", "memory", "MB");
  busy_ = declare("busy share of rank", "busy", "%");
  read_ = declare("read by rank", "read", "MB/s");
  usage_ = usage_with(crew_.process_ids());
}

void Streaming::say_own(Clock::time_point now) {
  if (now - said_ < kSpeakEvery) return;
  const double seconds = std::chrono::duration<double>(now - said_).count();
  const double x = std::chrono::duration<double>(now - start_).count();
  said_ = now;
  if (session_.rank() == 0 && progress_.total > 0) {
    const auto drawn = static_cast<double>(progress_.done - said_progress_.done);
    own_.push(figures_, {x, drawn / seconds});
    said_progress_ = progress_;
  }
  if (!speaks_) return;
  const Usage usage = usage_with(crew_.process_ids());
  const auto read = growth(usage.read_bytes, usage_.read_bytes);
  own_.push(memory_, {x, static_cast<double>(usage.resident_bytes) / kMegabyte});
  own_.push(busy_, {x, 100 * std::max(0.0, usage.busy_s - usage_.busy_s) / seconds});
  own_.push(read_, {x, static_cast<double>(read) / kMegabyte / seconds});
  usage_ = usage;
}

void Streaming::progress(const dispatch::Progress& progress) { progress_ = progress; }

void Streaming::take(const plan::Outcome& outcome) {
  if (probes_ && outcome.probed)
    probes_->add(outcome.figure, {outcome.probed->x, outcome.probed->y});
}

void Streaming::turn() {
  const auto now = Clock::now();
  for (const auto& source : sources_) source->turn(now);
  if (probes_) probes_->turn();
  if (!own_.finished()) say_own(now);
  own_.turn();
  if (!monitor_) return;
  monitor_->collector->turn();
  show_in_window();
  if (!monitor_->record) return;
  monitor_->record->turn();
  for (const std::string& complaint : monitor_->record->complaints())
    say(stderr, "rankplot: " + complaint + "\n");
}

/// All that this rank had to say has been received.
bool Streaming::produced() {
  return own_.finished() && (!probes_ || probes_->finished()) &&
         std::all_of(sources_.begin(), sources_.end(),
                     [](const auto& source) { return source->finished(); }) &&
         session_.unsent_stream() == 0;
}

bool Streaming::done() {
  if (!produced()) return false;
  if (!monitor_) return true;
  if (monitor_->collector->ended() < monitor_->producers) return false;
  if (!monitor_->record) return true;
  monitor_->record->finish();
  return monitor_->record->finished();
}

/// Until something may be due: a source's next point, a message, the recorder's answer.
Streaming::Clock::duration Streaming::pause(Clock::time_point now, bool busy) {
  Clock::duration longest = monitor_ || busy ? milliseconds(1) : milliseconds(20);
  for (const auto& source : sources_) {
    if (const auto next = source->next())
      longest = std::clamp<Clock::duration>(*next - now, Clock::duration::zero(), longest);
  }
  return longest;
}

std::string Streaming::finish(const std::function<bool()>& stop,
                              const std::function<void(const dispatch::Progress&)>& show) {
  const bool for_ever = job_.figures.empty();  // there are no figures to last as long as
  for (bool stopped = false; !done() || (!stopped && is_looked_at());) {
    if (!stopped && stop && stop()) stopped = true;
    bool over = true;
    for (const auto& source : sources_) {
      if (stopped || (source->endless() && !for_ever)) source->stop();
      over = over && source->finished();
    }
    if (probes_) probes_->finish();
    if (over) own_.finish();
    turn();
    if (show && Clock::now() - shown_ >= kShowEvery) {
      shown_ = Clock::now();
      show(progress_);
    }
    std::this_thread::sleep_for(pause(Clock::now(), session_.unsent_stream() > 0));
  }
  cut_short_ = session_.broadcast(lacks_points() ? "cut" : "", monitor_rank_) == "cut";
  return session_.broadcast(summary(), monitor_rank_);
}

/// When all is done the figure stays until the user has seen enough of it.
bool Streaming::is_looked_at() {
  if (!monitor_ || !monitor_->window || !monitor_->window->is_open()) return false;
  if (!std::exchange(monitor_->said_that_it_stays, true))
    say(stderr, "rankplot: all points have come; the run ends when their window is closed\n");
  return true;
}

bool Streaming::lacks_points() const {
  if (!monitor_) return false;
  for (std::size_t i = 0; i < monitor_->view.series().size(); ++i) {
    const std::uint64_t made = monitor_->view.history(i).size() + monitor_->view.merged(i);
    const stream::Series& series = monitor_->view.series()[i];
    if (!series.own && made < series.expected) return true;
  }
  return false;
}

std::vector<monitor::Series> Streaming::series() const {
  std::vector<monitor::Series> all;
  for (std::size_t i = 0; monitor_ && i < monitor_->view.series().size(); ++i) {
    const stream::Series& from = monitor_->view.series()[i];
    const stream::History& history = monitor_->view.history(i);
    monitor::Series& series = all.emplace_back();
    series.name = from.name;
    series.group = from.group;
    series.unit = from.unit;
    series.own = from.own;
    series.format = from.fmt;
    series.points = history.size() + monitor_->view.merged(i);
    for (const stream::Bucket& bucket : history.since(0, kMostRows).buckets) {
      series.columns.x.push_back(bucket.first.x);
      series.columns.first.push_back(bucket.first.y);
      series.columns.min.push_back(bucket.min.y);
      series.columns.max.push_back(bucket.max.y);
      series.columns.last.push_back(bucket.last.y);
    }
  }
  return all;
}

std::string Streaming::summary() const {
  if (!monitor_) return {};
  std::uint64_t points = 0, merged = 0, series = 0;
  for (std::size_t i = 0; i < monitor_->view.series().size(); ++i) {
    if (monitor_->view.series()[i].own) continue;
    points += monitor_->view.history(i).size();
    merged += monitor_->view.merged(i);
    ++series;
  }
  if (series == 0) return {};
  std::string text = fmt::format("streamed: {} of {} to rank {}", count_of(points, "point"),
                                 fmt::format("{} series", series), monitor_rank_);
  if (merged > 0) text += fmt::format(", which stand for {}", points + merged);
  if (!job_.sources.empty())
    text += fmt::format("; {}", count_of(job_.sources.size(), "termination message"));
  return text + "\n";
}

}  // namespace rankplot::app
