#include "rank/app/run.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <thread>

#include <nlohmann/json.hpp>

#include "core/base/files.hpp"
#include "core/base/json_text.hpp"
#include "core/job/parse.hpp"
#include "core/plan/scans.hpp"
#include "core/plan/shared_limits.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/known_catalogs.hpp"
#include "rank/app/measuring.hpp"
#include "rank/app/painter_program.hpp"
#include "rank/app/place.hpp"
#include "rank/app/recorder.hpp"
#include "rank/app/resuming.hpp"
#include "rank/app/run_page.hpp"
#include "rank/app/say.hpp"
#include "rank/app/signals.hpp"
#include "rank/app/streaming.hpp"
#include "rank/app/team.hpp"
#include "rank/app/vocabulary.hpp"
#include "rank/comm/session.hpp"
#include "rank/dispatch/dispatch.hpp"
#include "rank/journal/journal.hpp"
#include "rank/journal/lock.hpp"
#include "rank/painters/crew.hpp"
#include "rank/site/job_end.hpp"
#include "rank/site/launch.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr std::size_t kMostJobBytes = std::size_t{16} << 20;

/// What a run needs to end in an orderly way.
constexpr double kLeave_s = 5;

/// How long a rank waits for files between looks at all else that goes on.
constexpr std::chrono::milliseconds kWait{50};

/// Ends the run on all ranks alike; what there was to say has been said.
struct Leave {
  int code;
};

/// Ends a round on all ranks alike: what is there does not make a plan yet.
struct NotYet {
  std::string why;
};

/// One rank's part in a run.
class Run {
 public:
  Run(const RunOptions& options, std::string job_path, comm::Session& session, painters::Crew* crew,
      const Card& card)
      : options_(options),
        job_path_(std::move(job_path)),
        session_(session),
        crew_(crew),
        card_(card) {}

  /// Throws Leave.
  int work() {
    meet_others();
    read_job();
    const dispatch::Totals totals = options_.watching.on ? follow() : round();
    crew_->finish();
    end_streaming();
    const int code = sum_up(totals);
    return stopped_ && (code == kAllDrawn || code == kSomeFailed) ? int{kStoppedEarly} : code;
  }

 private:
  bool first() const { return session_.rank() == 0; }

  /// Draws what the files that are there make.
  dispatch::Totals round() {
    job_ = given_;
    const std::vector<plan::FileCatalog> catalogs = scan();
    make_plan(catalogs);
    open_output();
    share_limits(catalogs);
    resume(catalogs);
    ++rounds_;
    return draw();
  }

  /// Round after round as files land, and a last one in which all that is there counts. Waiting for
  /// a file is no error: what cannot be drawn before that is told as what is waited for.
  dispatch::Totals follow() {
    signals_.emplace();
    if (first()) begin_watching();
    dispatch::Totals totals;
    while (await_news()) {
      const bool last = !waits_;
      try {
        totals = round();
        totals.seconds = 0;  // of one round of many
        end_round(totals);
      } catch (const NotYet& reason) {
        say_waiting(reason.why);
      }
      if (last || totals.not_drawn > 0) break;
    }
    return totals;
  }

  void begin_watching() {
    std::vector<std::string> patterns;
    for (const job::Input& input : given_.inputs) patterns.push_back(input.pattern);
    watch_.emplace(patterns, options_.watching.settle_s, options_.watching.until);
    if (!options_.quiet)
      say(stdout, "watching " + fmt::format("{}", fmt::join(patterns, ", ")) + "\n");
  }

  /// Collective. True: there is something to draw; of the last round, waits_ is false then. False:
  /// the run was asked to stop.
  bool await_news() {
    using Turn = watch::Watch::Turn;
    for (;;) {
      const json turn = on_first([&]() -> json {
        if (signals_->asked() || leave_.asked() || output_is_lost()) return "stop";
        const Turn seen = watch_->turn();
        if (seen == Turn::Nothing) keep_alive();
        return seen == Turn::Nothing ? "wait" : seen == Turn::News ? "news" : "end";
      });
      if (streaming_) streaming_->turn();
      stopped_ = turn == "stop";
      waits_ = turn != "end";
      if (stopped_) return false;
      if (turn != "wait") break;
      if (first()) std::this_thread::sleep_for(kWait);
    }
    if (!first()) return true;
    watch_->take();
    if (!waits_ && !options_.quiet)
      say(stdout, fmt::format("watched to the end: {}\n", watch_->why()));
    return true;
  }

  /// On rank 0, while it waits: the lock, the page and the points go on.
  void keep_alive() {
    if (recorder_ && rounds_ > 0) show(progress_);
  }

  bool output_is_lost() const { return recorder_ && !recorder_->error().empty(); }

  void end_round(const dispatch::Totals& totals) {
    on_first([&]() -> json {
      recorder_->end_round();
      if (options_.quiet || !waits_ || totals.saved + totals.failed == 0) return true;
      say(stdout, fmt::format("{} saved, {} failed; {} in all, {} still written to\n", totals.saved,
                              totals.failed, recorder_->with_kept(totals).saved,
                              count_of(watch_->files().unfinished(), "file")));
      return true;
    });
  }

  void say_waiting(const std::string& why) {
    if (!first() || why == waiting_for_) return;
    waiting_for_ = why;
    say(stderr, "rankplot: waiting: " + why + "\n");
  }

  /// Rank 0 works and all ranks hear of it: its answer, or the end of the run.
  json on_first(const std::function<json()>& task) {
    json verdict;
    if (first()) {
      try {
        verdict["answer"] = task();
      } catch (const journal::OutputError& error) {
        verdict = {{"error", error.what()}, {"code", int{kOutputRefused}}};
      } catch (const base::Error& error) {
        verdict = {{"error", error.what()}, {"code", int{kWrongJob}}};
      }
    }
    verdict = json::parse(session_.broadcast(base::json_text(verdict), 0));
    if (!verdict.contains("error")) return verdict.at("answer");
    if (waits_ && verdict.at("code") == int{kWrongJob}) throw NotYet{verdict.at("error")};
    if (first()) say(stderr, "rankplot: " + verdict.at("error").get<std::string>() + "\n");
    throw Leave{verdict.at("code").get<int>()};
  }

  void meet_others() {
    try {
      assembly_ = meet(session_, card_, options_.painters);
    } catch (const base::Error& error) {  // the same on every rank
      if (first()) say(stderr, fmt::format("rankplot: {}\n", error.what()));
      throw Leave{kOurFault};
    }
    for (const dispatch::Member& member : assembly_.team.members) most_.push_back(member.painters);
    staffed_.assign(most_.size(), 1);
    limit_painters();
    crew_->pin(0, assembly_.cores.front());
    if (first() && !options_.quiet) {
      say(stdout, "rankplot " RANKPLOT_VERSION ": " + assembly_.line + "\n");
    }
  }

  /// One painter may have the node for itself, as a task larger than its share does; what it keeps
  /// between tasks may not.
  void limit_painters() {
    const auto& members = assembly_.team.members;
    const dispatch::Member& self = members[static_cast<std::size_t>(session_.rank())];
    std::uint64_t painters = 0;
    for (const dispatch::Member& member : members) {
      if (member.node == self.node) painters += static_cast<std::uint64_t>(member.painters);
    }
    painters::Limits limits;
    limits.memory_bytes = self.node_memory_bytes;
    limits.growth_bytes = self.node_memory_bytes / (2 * painters);
    crew_->limit(limits);
  }

  void read_job() {
    const json answer = on_first([&]() -> json {
      const std::string text =
          options_.job_text ? options_.job_text(*crew_) : base::read_text(job_path_, kMostJobBytes);
      return job::parse(text, options_.job, vocabulary(), options_.overrides);
    });
    given_ = answer.get<job::Job>();
    set_up(answer);
  }

  void set_up(const json& job) {
    const auto member = static_cast<std::size_t>(session_.rank());
    crew_->setup(
        {base::json_text(job), session_.rank(), assembly_.team.members[member].node_memory_bytes});
  }

  std::vector<plan::FileCatalog> scan() {
    std::vector<plan::ScanRequest> asked, requests;
    const json count = on_first([&]() -> json {
      journal::check_writable(job_.output);
      asked = plan::scans(job_,
                          [&](const std::string& path) { return !watch_ || watch_->takes(path); });
      requests = watch_ ? known_.unknown(asked) : asked;
      return requests.size();
    });
    std::vector<std::string> files;
    for (const plan::ScanRequest& request : asked) files.push_back(request.file);
    same_files_ = dispatch::see_the_same(session_, files);
    const auto tasks = count.get<std::uint64_t>();
    staff(scan_work_s(tasks), tasks);
    dispatch::Team team = assembly_.team;
    if (!same_files_) {  // only what rank 0 sees is planned
      for (dispatch::Member& member : std::span(team.members).subspan(1)) member.painters = 0;
    }
    std::vector<plan::FileCatalog> found = dispatch::scan(session_, *crew_, team, requests);
    return watch_ ? known_.complete(asked, std::move(found)) : found;
  }

  void make_plan(const std::vector<plan::FileCatalog>& catalogs) {
    const json scatter = on_first([&]() -> json {
      plan_ = plan::make(job_, catalogs);
      if (waits_) plan_.refusals.clear();  // of files that may not be finished
      if (!options_.look.whole()) looked_at_ = pictures_of(plan_, options_.look);
      return dispatch::wants_scatter(job_, catalogs, same_files_);
    });
    scatter_ = scatter.get<bool>();
  }

  /// The painters that the plan as it is now pays for.
  void staff_for_plan() {
    const json work = on_first([&]() -> json {
      return {{"seconds", draw_work_s(plan_)}, {"tasks", plan_.tasks.size()}};
    });
    staff(work.at("seconds").get<double>(), work.at("tasks").get<std::uint64_t>());
  }

  /// Starts the painters of this rank that pay, besides those already there.
  void staff(double work_s, std::uint64_t tasks) {
    const std::vector<int> painters = painters_for(most_, work_s, kPainterPays_s, tasks);
    auto& members = assembly_.team.members;
    for (std::size_t rank = 0; rank < members.size(); ++rank) {
      staffed_[rank] = std::max(staffed_[rank], painters[rank]);
      members[rank].painters = staffed_[rank];
    }
    for (int next = crew_->count();
         next < members[static_cast<std::size_t>(session_.rank())].painters; ++next) {
      crew_->start(assembly_.cores[static_cast<std::size_t>(next)]);
    }
  }

  void open_output() {
    if (rounds_ > 0) return;
    on_first([&]() -> json {
      recorder_ =
          std::make_unique<Recorder>(job_.output, options_.choice.share, options_.quiet,
                                     options_.only_pictures ? Keep::Nothing : Keep::Records);
      if (options_.only_pictures) return true;
      page_ = std::make_unique<RunPage>(options_, job_, card_.host, assembly_.line,
                                        plan_.picture_count);
      return true;
    });
  }

  /// Limits that the pictures of a figure have in common are found before any is drawn.
  void share_limits(const std::vector<plan::FileCatalog>& catalogs) {
    const std::vector<plan::SharedLimits> limits = plan::shared_limits(job_);
    if (limits.empty()) return;
    std::optional<Measuring> measuring;  // rank 0
    const json pictures = on_first([&]() -> json {
      measuring.emplace(job_, plan_, catalogs);
      return measuring->plan().picture_count;
    });
    if (pictures.get<std::uint64_t>() > 0) measure(limits, measuring);
    const json answer = on_first([&]() -> json { return measuring->finish(); });
    job_ = answer.get<job::Job>();
    set_up(answer);
    if (first() && !options_.quiet) {
      say(stdout, fmt::format("shared limits: {} pictures measured, {} known from the last run\n",
                              measuring->plan().picture_count, measuring->known()));
    }
  }

  void measure(const std::vector<plan::SharedLimits>& limits, std::optional<Measuring>& measuring) {
    staff_for_plan();
    const job::Job job = plan::measuring_job(job_, limits);
    set_up(job);
    dispatch::Observer observer;
    if (measuring) {
      observer.outcome = [&](const plan::Outcome& outcome) { measuring->take(outcome); };
    }
    dispatch::draw(session_, *crew_, assembly_.team, job, measuring ? measuring->plan() : plan_,
                   scatter_, observer);
  }

  /// Leaves in the plan what is to be drawn, now that all is known that the pictures depend on.
  void resume(const std::vector<plan::FileCatalog>& catalogs) {
    on_first([&]() -> json {
      plan::write_keys(job_, catalogs, plan_);
      journal::Choice choice = options_.choice;
      if (rounds_ > 0) choice.force = choice.retry_set_aside = false;  // it was done
      choice.keep_failed = waits_;
      choose_figures(options_.only, job_, choice);
      const journal::Header header = header_of(options_, job_path_, job_, plan_);
      const std::vector<journal::Record> earlier = recorder_->earlier();
      journal::Presence presence;
      recorder_->begin(header, journal::resume(plan_, job_.output, earlier, choice, presence));
      if (!options_.look.whole()) leave_only(plan_, looked_at_);
      show_kept();
      if (!choice.key.empty() && plan_.tasks.empty()) {
        base::fail("{}: the picture is not made any more as it was: its figure or a file changed",
                   job_.file);
      }
      return true;
    });
    staff_for_plan();
  }

  void show_kept() {
    if (!page_) return;
    if (rounds_ > 0) page_->begin_round(recorder_->begun(), plan_.picture_count);
    if (rounds_ > 0) return;
    for (const plan::Outcome& outcome : recorder_->kept()) page_->record(outcome);
  }

  dispatch::Totals draw() {
    if (!signals_) signals_.emplace();
    if (!streaming_ && Streaming::wanted(job_))
      streaming_ = std::make_unique<Streaming>(session_, job_, *crew_);
    if (page_ && streaming_) page_->series_from([this] { return streaming_->series(); });
    dispatch::Observer observer;
    if (recorder_) {
      observer.outcome = [&](const plan::Outcome& outcome) {
        recorder_->record(outcome);
        if (page_) page_->record(outcome);
      };
      observer.progress = [&](const dispatch::Progress& progress) {
        progress_ = progress;
        show(progress);
        if (streaming_) streaming_->progress(progress);
      };
      observer.activity = [&](int rank, const std::vector<painters::Doing>& doing) {
        if (!page_) return;
        page_->activity(rank, assembly_.team.members[static_cast<std::size_t>(rank)], doing);
      };
    }
    observer.show_activity = serves_page(options_, job_);
    observer.sync = [&] { base::sync_filesystem(job_.output); };
    observer.stop = [&] { return is_to_stop(); };
    if (streaming_) observer.turn = [&] { streaming_->turn(); };
    return dispatch::draw(session_, *crew_, assembly_.team, job_, plan_, scatter_, observer);
  }

  bool is_to_stop() {
    return signals_->asked() || leave_.asked() || (recorder_ && (output_is_lost() || is_late()));
  }

  /// Collective: what the job's sources still have to say.
  void end_streaming() {
    if (!streaming_) return;
    streamed_text_ = streaming_->finish([this] { return stopped_ || is_to_stop(); },
                                        [this](const dispatch::Progress& progress) {
                                          if (!first()) return;
                                          show(progress);
                                          streaming_->progress(progress);
                                        });
  }

  /// Rank 0: whether what is begun now may not end before the Slurm job does.
  bool is_late() {
    if (!asked_end_) job_end_ = site::job_end(site::process_environment(), site::scontrol_show_job);
    asked_end_ = true;
    if (!job_end_) return false;
    const double left_s = static_cast<double>(*job_end_ - std::time(nullptr));
    return left_s < kLeave_s + 2 * recorder_->longest_s();
  }

  /// On rank 0; also keeps the lock and the page alive.
  void show(const dispatch::Progress& progress) {
    recorder_->show(progress);
    if (page_) page_->show(progress);
  }

  /// The ranks leave together after the summary: mpirun makes a scene of one that is early.
  int sum_up(const dispatch::Totals& totals) {
    return on_first([&]() -> json {
             if (!recorder_) return int{kAllDrawn};  // stopped before there was a file
             if (page_) page_->finish(recorder_->with_kept(totals));
             const int code = recorder_->finish(totals);
             if (!options_.quiet) say(stdout, streamed_text_);
             return code;
           })
        .get<int>();
  }

  const RunOptions& options_;
  std::string job_path_;
  comm::Session& session_;
  painters::Crew* crew_;  ///< null: the card says why
  const Card& card_;
  Assembly assembly_;
  std::vector<int> most_;     ///< painters by rank that much work is worth
  std::vector<int> staffed_;  ///< painters by rank that there are
  job::Job given_;            ///< as the file has it
  job::Job job_;              ///< with its shared limits found
  std::uint64_t rounds_ = 0;
  bool waits_ = false;                 ///< for files: there is another round
  bool stopped_ = false;               ///< while it waited
  std::optional<watch::Watch> watch_;  ///< rank 0, with --watch
  KnownCatalogs known_;                ///< rank 0, with --watch
  std::string waiting_for_;            ///< rank 0: as it was said last
  dispatch::Progress progress_;        ///< rank 0: of the last round
  std::optional<StopSignals> signals_;
  bool same_files_ = true;
  bool scatter_ = false;
  const LeaveSignal leave_;
  bool asked_end_ = false;
  std::optional<std::int64_t> job_end_;   ///< seconds since 1970
  plan::Plan plan_;                       ///< rank 0
  std::set<std::uint64_t> looked_at_;     ///< rank 0: of a look, the pictures to draw
  std::unique_ptr<Recorder> recorder_;    ///< rank 0
  std::unique_ptr<Streaming> streaming_;  ///< where the job asks for it
  std::unique_ptr<RunPage> page_;         ///< rank 0; looks at what is streamed
  std::string streamed_text_;             ///< what was streamed, for the summary
};

/// The first painter, loading while MPI starts. An error waits in the card until the ranks meet,
/// so that none is left behind.
std::unique_ptr<painters::Crew> first_painter(Card& card) {
  try {
    auto crew = std::make_unique<painters::Crew>(painter_settings());
    crew->start({});
    return crew;
  } catch (const base::Error& error) {
    card.error = error.what();
    return nullptr;
  }
}

}  // namespace

int run(const RunOptions& options) {
  const site::Launch launch = site::read_launch(
      site::process_environment(), options.job_text ? options.job : "rankplot run " + options.job);
  if (!launch.refusal.empty()) base::fail("{}", launch.refusal);
  const std::string job_path = fs::absolute(options.job).string();
  change_directory(options.directory);
  Card card = own_card();
  if (options.memory_bytes > 0)
    card.memory_bytes = std::min(card.memory_bytes, options.memory_bytes);
  const std::unique_ptr<painters::Crew> crew = first_painter(card);
  comm::Session session =
      launch.mpi ? comm::Session::start(nullptr, nullptr) : comm::Session::alone();
  try {
    return Run(options, job_path, session, crew.get(), card).work();
  } catch (const Leave& leave) {
    return leave.code;
  } catch (const std::exception& error) {
    say(stderr,
        fmt::format("rankplot: rank {} on {}: {}\n", session.rank(), card.host, error.what()));
    if (session.size() > 1) session.abort(kOurFault);
    return kOurFault;
  }
}

}  // namespace rankplot::app
