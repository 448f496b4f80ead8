#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/job/job.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/shared_limits.hpp"
#include "rank/app/known_catalogs.hpp"
#include "rank/app/measuring.hpp"
#include "rank/app/page_news.hpp"
#include "rank/app/recorder.hpp"
#include "rank/app/run.hpp"
#include "rank/app/run_page.hpp"
#include "rank/app/signals.hpp"
#include "rank/app/streaming.hpp"
#include "rank/app/team.hpp"
#include "rank/comm/session.hpp"
#include "rank/dispatch/dispatch.hpp"
#include "rank/movies/choice.hpp"
#include "rank/movies/movies.hpp"
#include "rank/painters/crew.hpp"

namespace rankplot::app {

/// Ends the run on all ranks alike; what there was to say has been said.
struct Leave {
  int code;
};

/// Ends a round on all ranks alike: what is there does not make a plan yet.
struct NotYet {
  std::string why;
};

/// One rank's part in a run: every rank makes one, and calls work().
class RankRun {
 public:
  /// All of these outlive it; `crew` is null where `card` says why.
  RankRun(const RunOptions& options, std::string job_path, comm::Session& session,
          painters::Crew* crew, const Card& card);

  /// Collective. The exit code. Throws Leave.
  int work();

 private:
  bool first() const { return session_.rank() == 0; }
  /// Draws what the files that are there make.
  dispatch::Totals round();

  // From the job to what is to be drawn (rank_run.cpp).
  /// Rank 0 works and all ranks hear of it: its answer, or the end of the run.
  nlohmann::json on_first(const std::function<nlohmann::json()>& task);
  void meet_others();
  /// One painter may have the node for itself, as a task larger than its share does; what it keeps
  /// between tasks may not.
  void limit_painters();
  void read_job();
  void set_up(const nlohmann::json& job);
  std::vector<plan::FileCatalog> scan();
  void make_plan(const std::vector<plan::FileCatalog>& catalogs);
  /// The painters that the plan as it is now pays for.
  void staff_for_plan();
  /// Starts the painters of this rank that pay, besides those already there.
  void staff(double work_s, std::uint64_t tasks);
  void open_output();
  /// Limits that the pictures of a figure have in common are found before any is drawn.
  void share_limits(const std::vector<plan::FileCatalog>& catalogs);
  void measure(const std::vector<plan::SharedLimits>& limits, std::optional<Measuring>& measuring);
  /// Leaves in the plan what is to be drawn, now that all is known that the pictures depend on.
  void resume(const std::vector<plan::FileCatalog>& catalogs);
  void show_kept();
  /// On the monitor rank the page, on rank 0 what it is told by.
  void open_page(std::uint64_t pictures);
  int monitor_rank() const { return Streaming::monitor_rank(job_, session_.size()); }

  // Drawing it (rank_run_drawing.cpp).
  dispatch::Totals draw();
  /// What earlier runs found with probes comes first.
  void begin_streaming();
  bool is_to_stop();
  /// Rank 0: whether what is begun now may not end before the Slurm job does.
  bool is_late();
  /// On rank 0; also keeps the lock and the page alive.
  void show(const dispatch::Progress& progress);
  /// Collective: what the job's sources still have to say.
  void end_streaming();
  /// The ranks leave together after the summary: mpirun makes a scene of one that is early.
  int sum_up(const dispatch::Totals& totals);
  /// Collective: the page's last word.
  void finish_page(const dispatch::Totals& totals);

  // Movies of what was drawn (rank_run_movies.cpp).
  /// Whether this run draws what they are made of; else the job is taken without them.
  bool keeps_frames() const;
  bool makes_movies() const;
  /// On rank 0: what of the job's movies there is, and which frames the others need.
  std::vector<movies::Candidate> look_for_movies(const std::vector<journal::Record>& earlier,
                                                 journal::Presence& presence) const;
  /// On rank 0: adds the movies that the job does not make any more.
  void add_leftovers(const std::vector<movies::Candidate>& candidates,
                     const std::vector<journal::Record>& earlier, journal::Presence& presence,
                     journal::Resumed& resumed) const;
  /// On rank 0, when it is known what is drawn. Returns the films that stay.
  std::vector<plan::FilmOutcome> begin_movies(std::vector<movies::Candidate> candidates,
                                              const std::vector<journal::Record>& earlier);
  /// Collective: goes on until all are made, or the run is stopped.
  void finish_movies();
  /// On rank 0, for a while: "go on", "made", or "stop".
  const char* go_on_with_movies();
  /// On rank 0: no movie needs the frames that are kept any more.
  void drop_frames();

  // Round after round (rank_run_following.cpp).
  /// Round after round as files land, and a last one in which all that is there counts. Waiting for
  /// a file is no error: what cannot be drawn before that is told as what is waited for.
  dispatch::Totals follow();
  void begin_watching();
  /// Collective. True: there is something to draw; of the last round, waits_ is false then. False:
  /// the run was asked to stop.
  bool await_news();
  /// On rank 0, while it waits: the lock, the page and the points go on.
  void keep_alive();
  /// What cannot be drawn now may only lack a file that is not finished.
  void put_off_refusals();
  void end_round(const dispatch::Totals& totals);
  void say_waiting(const std::string& why);
  bool output_is_lost() const { return recorder_ && !recorder_->error().empty(); }

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
  std::uint64_t put_off_ = 0;          ///< rank 0: pictures that wait for their files
  dispatch::Progress progress_;        ///< rank 0: of the last round
  std::optional<StopSignals> signals_;
  bool same_files_ = true;
  bool scatter_ = false;
  const LeaveSignal leave_;
  bool asked_end_ = false;
  std::optional<std::int64_t> job_end_;     ///< seconds since 1970
  plan::Plan plan_;                         ///< rank 0
  std::set<std::uint64_t> looked_at_;       ///< rank 0: of a look, the pictures to draw
  std::unique_ptr<Recorder> recorder_;      ///< rank 0
  std::unique_ptr<movies::Movies> movies_;  ///< rank 0, where there are some to be made
  bool frames_stay_ = false;                ///< rank 0: a movie is not what it could be
  std::unique_ptr<Streaming> streaming_;    ///< where the job asks for it
  std::unique_ptr<RunPage> served_;         ///< monitor rank: the page; looks at what is streamed
  std::unique_ptr<PageNews> news_;          ///< rank 0, where another rank serves the page
  std::deque<std::string> early_news_;      ///< of the time before there were streams
  PageSink* page_ = nullptr;                ///< rank 0: either of these
  std::string streamed_text_;               ///< what was streamed, for the summary
};

}  // namespace rankplot::app
