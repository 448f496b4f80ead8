#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/base/json_text.hpp"
#include "core/plan/estimate.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/failures.hpp"
#include "rank/app/forecast.hpp"
#include "rank/app/place.hpp"
#include "rank/app/report.hpp"
#include "rank/app/say.hpp"
#include "rank/app/survey.hpp"

namespace rankplot::app {
using nlohmann::json;
namespace {

struct PlanOptions {
  JobOptions job;
  int painters = 0;
  bool as_json = false;
  bool sample = true;
};

struct Sums {
  std::vector<std::uint64_t> pictures;  ///< by figure, those that can be drawn
  std::uint64_t read_bytes = 0;
  std::vector<std::uint64_t> memory_bytes;  ///< of the tasks, ascending
};

Sums sums_of(const Survey& survey) {
  Sums sums;
  sums.pictures.resize(survey.job.figures.size());
  for (const plan::Task& task : survey.plan.tasks) {
    std::uint64_t drawing = 0;
    for (const plan::Picture& picture : task.pictures) {
      ++sums.pictures[picture.figure];
      drawing += plan::drawing_cost_bytes(survey.job.figures[picture.figure]);
    }
    sums.read_bytes += task.cost_bytes - std::min(task.cost_bytes, drawing);
    sums.memory_bytes.push_back(task.memory_bytes);
  }
  std::sort(sums.memory_bytes.begin(), sums.memory_bytes.end());
  return sums;
}

/// Two digits are as many as a forecast has.
std::string about(double seconds) {
  if (seconds < 0.1) return "less than 0.1 s";
  if (seconds < 10) return fmt::format("about {:.1f} s", seconds);
  if (seconds < 120) return fmt::format("about {:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("about {:.0f} min", seconds / 60);
  return fmt::format("about {:.0f} h", seconds / 3600);
}

std::string text_of(const Survey& survey, const Sums& sums) {
  const plan::Plan& plan = survey.plan;
  std::vector<std::string> figures;
  for (std::size_t i = 0; i < sums.pictures.size(); ++i)
    figures.push_back(fmt::format("{} {}", survey.job.figures[i].name, sums.pictures[i]));
  std::string text = fmt::format("figures   {}: {}\n", figures.size(), fmt::join(figures, ", "));
  text +=
      fmt::format("pictures  {} in {} from {}", plan.picture_count - plan.refusals.size(),
                  count_of(plan.tasks.size(), "task"), count_of(survey.catalogs.size(), "file"));
  if (!plan.refusals.empty()) text += fmt::format("; {} refused", plan.refusals.size());
  if (!survey.films.empty()) {
    std::size_t frames = 0;
    for (const plan::Film& film : survey.films) frames += film.pictures.size();
    text += fmt::format("\nmovies    {} of {}, made while pictures are drawn", survey.films.size(),
                        count_of(frames, "frame"));
  }
  text += fmt::format("\nto read   {}\n", size_text(sums.read_bytes));
  if (!sums.memory_bytes.empty()) {
    text += fmt::format("memory    {} a task, {} the largest\n",
                        size_text(sums.memory_bytes[sums.memory_bytes.size() / 2]),
                        size_text(sums.memory_bytes.back()));
  }
  return text;
}

std::string text_of(const Forecast& forecast, double before_s, std::uint64_t allowed_bytes,
                    std::size_t movies) {
  std::string text =
      fmt::format("allowed   {} of memory on this machine\n", size_text(allowed_bytes));
  text += fmt::format("to write  {}\n", size_text(forecast.write_bytes));
  text += fmt::format("time      {} with {} on this machine, of it {} before the first picture\n",
                      about(before_s + forecast.drawing_s),
                      count_of(static_cast<std::uint64_t>(forecast.painters), "painter"),
                      about(before_s));
  text += fmt::format("          ({} of painters' time; {} drawn to know it, in {:.2f} s)\n",
                      about(forecast.painters_s), count_of(forecast.sampled, "picture"),
                      forecast.sampled_s);
  if (movies > 0)
    text +=
        fmt::format("          (without the encoding of {}, which goes on beside the drawing)\n",
                    count_of(movies, "movie"));
  return text;
}

json json_of(const Survey& survey, const Sums& sums, std::uint64_t allowed_bytes) {
  const plan::Plan& plan = survey.plan;
  json figures = json::array();
  for (std::size_t i = 0; i < sums.pictures.size(); ++i)
    figures.push_back({{"name", survey.job.figures[i].name}, {"pictures", sums.pictures[i]}});
  json refusals = json::array();
  for (const plan::Outcome& refusal : refused(survey)) {
    refusals.push_back(
        {{"figure", refusal.figure}, {"captures", refusal.captures}, {"reason", refusal.reason}});
  }
  const auto largest = sums.memory_bytes.empty() ? 0 : sums.memory_bytes.back();
  return {{"figures", figures},
          {"pictures", plan.picture_count - plan.refusals.size()},
          {"tasks", plan.tasks.size()},
          {"files", survey.catalogs.size()},
          {"read_bytes", sums.read_bytes},
          {"largest_task_bytes", largest},
          {"movies", survey.films.size()},
          {"allowed_bytes", allowed_bytes},
          {"refusals", refusals}};
}

json json_of(const Forecast& forecast, double before_s) {
  return {{"seconds", before_s + forecast.drawing_s},
          {"before_s", before_s},
          {"drawing_s", forecast.drawing_s},
          {"painters", forecast.painters},
          {"painters_s", forecast.painters_s},
          {"write_bytes", forecast.write_bytes},
          {"sampled_pictures", forecast.sampled},
          {"sampled_s", forecast.sampled_s},
          {"sampled_failures", forecast.failures.size()}};
}

int plan(const PlanOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const job::Job job = read_job(options.job);
  Workbench workbench(options.painters);
  const Survey found = survey(job, workbench);
  const std::chrono::duration<double> before = std::chrono::steady_clock::now() - start;
  const Sums sums = sums_of(found);
  const Forecast drawing = options.sample ? forecast(found, workbench) : Forecast{};
  if (options.as_json) {
    json all = json_of(found, sums, workbench.memory_bytes());
    if (options.sample) all["forecast"] = json_of(drawing, before.count());
    say(stdout, base::json_text(all, 1) + "\n");
  } else {
    std::string text = text_of(found, sums);
    if (options.sample)
      text += text_of(drawing, before.count(), workbench.memory_bytes(), found.job.movies.size());
    say(stdout, text);
  }
  std::vector<plan::Outcome> failures = refused(found);
  failures.insert(failures.end(), drawing.failures.begin(), drawing.failures.end());
  if (!options.as_json) say(stderr, failures_text(std::move(failures)));
  return kAllDrawn;
}

}  // namespace

void add_plan(CLI::App& program, Action& action) {
  auto options = std::make_shared<PlanOptions>();
  CLI::App* command = program.add_subcommand(
      "plan", "Say what a job reads, holds and takes; draws a sample into a temporary folder");
  add_job_options(*command, options->job);
  command->add_option("--painters", options->painters, "Painters, instead of one for each core")
      ->check(CLI::Range(1, 4096));
  command->add_flag("--json", options->as_json, "As JSON");
  command->add_flag("!--no-sample", options->sample, "Draw nothing: no forecast of time");
  command->callback([options, &action] {
    action = on_one_rank("plan " + options->job.job, [options] { return plan(*options); });
  });
}

}  // namespace rankplot::app
