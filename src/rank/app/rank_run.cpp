#include "rank/app/rank_run.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/files.hpp"
#include "core/base/json_text.hpp"
#include "core/job/parse.hpp"
#include "core/plan/scans.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/place.hpp"
#include "rank/app/resuming.hpp"
#include "rank/app/say.hpp"
#include "rank/app/vocabulary.hpp"
#include "rank/journal/journal.hpp"
#include "rank/journal/lock.hpp"

namespace rankplot::app {
using nlohmann::json;
namespace {

constexpr std::size_t kMostJobBytes = std::size_t{16} << 20;

}  // namespace

RankRun::RankRun(const RunOptions& options, std::string job_path, comm::Session& session,
                 painters::Crew* crew, const Card& card)
    : options_(options),
      job_path_(std::move(job_path)),
      session_(session),
      crew_(crew),
      card_(card) {}

int RankRun::work() {
  meet_others();
  read_job();
  const dispatch::Totals totals = options_.watching.on ? follow() : round();
  crew_->finish();
  finish_movies();
  end_streaming();
  const int code = sum_up(totals);
  return stopped_ && (code == kAllDrawn || code == kSomeFailed) ? int{kStoppedEarly} : code;
}

dispatch::Totals RankRun::round() {
  job_ = given_;
  const std::vector<plan::FileCatalog> catalogs = scan();
  make_plan(catalogs);
  open_output();
  share_limits(catalogs);
  resume(catalogs);
  ++rounds_;
  return draw();
}

json RankRun::on_first(const std::function<json()>& task) {
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

void RankRun::meet_others() {
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

void RankRun::limit_painters() {
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

void RankRun::read_job() {
  const json answer = on_first([&]() -> json {
    const std::string text =
        options_.job_text ? options_.job_text(*crew_) : base::read_text(job_path_, kMostJobBytes);
    job::Job job = job::parse(text, options_.job, vocabulary(), options_.overrides);
    if (options_.window && !Streaming::wanted(job))
      base::fail("{}: --window shows the points of [[source]] and [[probe]], of which it has none",
                 options_.job);
    return job;
  });
  given_ = answer.get<job::Job>();
  if (!keeps_frames()) given_.movies.clear();
  set_up(given_);
}

void RankRun::set_up(const json& job) {
  const auto member = static_cast<std::size_t>(session_.rank());
  crew_->setup(
      {base::json_text(job), session_.rank(), assembly_.team.members[member].node_memory_bytes});
}

std::vector<plan::FileCatalog> RankRun::scan() {
  std::vector<plan::ScanRequest> asked, requests;
  const json count = on_first([&]() -> json {
    journal::check_writable(job_.output);
    asked =
        plan::scans(job_, [&](const std::string& path) { return !watch_ || watch_->takes(path); });
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

void RankRun::make_plan(const std::vector<plan::FileCatalog>& catalogs) {
  const json scatter = on_first([&]() -> json {
    plan_ = plan::make(job_, catalogs);
    plan::films(job_, plan_);  // what is wrong with movies is said before anything is drawn
    if (waits_) put_off_refusals();
    if (!options_.look.whole()) looked_at_ = pictures_of(plan_, options_.look);
    return dispatch::wants_scatter(job_, catalogs, same_files_);
  });
  scatter_ = scatter.get<bool>();
}

void RankRun::staff_for_plan() {
  const json work = on_first([&]() -> json {
    return {{"seconds", draw_work_s(plan_)}, {"tasks", plan_.tasks.size()}};
  });
  staff(work.at("seconds").get<double>(), work.at("tasks").get<std::uint64_t>());
}

void RankRun::staff(double work_s, std::uint64_t tasks) {
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

void RankRun::open_output() {
  if (rounds_ > 0) return;
  const json pictures = on_first([&]() -> json {
    recorder_ = std::make_unique<Recorder>(job_.output, options_.choice.share, options_.quiet,
                                           options_.only_pictures ? Keep::Nothing : Keep::Records);
    return plan_.picture_count;
  });
  if (!options_.only_pictures) open_page(pictures.get<std::uint64_t>());
}

void RankRun::open_page(std::uint64_t pictures) {
  if (session_.rank() == monitor_rank()) {
    served_ = std::make_unique<RunPage>(options_, job_, assembly_.team, card_.host, assembly_.line,
                                        pictures);
    if (first()) page_ = served_.get();
  } else if (first()) {
    news_ = std::make_unique<PageNews>([this](std::string news) {
      streaming_ ? streaming_->tell(std::move(news)) : early_news_.push_back(std::move(news));
    });
    page_ = news_.get();
  }
}

void RankRun::share_limits(const std::vector<plan::FileCatalog>& catalogs) {
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
    say(stdout,
        fmt::format("shared limits: {} pictures measured, {} known from the last run, {} "
                    "said by their files\n",
                    measuring->plan().picture_count, measuring->known(), measuring->said()));
  }
}

void RankRun::measure(const std::vector<plan::SharedLimits>& limits,
                      std::optional<Measuring>& measuring) {
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

void RankRun::resume(const std::vector<plan::FileCatalog>& catalogs) {
  on_first([&]() -> json {
    plan::write_keys(job_, catalogs, plan_);
    journal::Choice choice = options_.choice;
    if (rounds_ > 0) choice.force = choice.retry_set_aside = false;  // it was done
    choice.keep_failed = waits_;
    choose_figures(options_.only, job_, choice);
    const journal::Header header = header_of(options_, job_path_, job_, plan_);
    const std::vector<journal::Record> earlier = recorder_->earlier();
    journal::Presence presence;
    std::vector<movies::Candidate> films = look_for_movies(earlier, presence);
    choice.framed = movies::framed(films);
    journal::Resumed resumed = journal::resume(plan_, job_.output, earlier, choice, presence);
    add_leftovers(films, earlier, presence, resumed);
    recorder_->begin(header, std::move(resumed), begin_movies(std::move(films), earlier));
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

void RankRun::show_kept() {
  if (!page_) return;
  if (rounds_ > 0) page_->begin_round(recorder_->begun(), plan_.picture_count);
  if (rounds_ > 0) return;
  for (const plan::Outcome& outcome : recorder_->kept()) page_->record(outcome);
}

}  // namespace rankplot::app
