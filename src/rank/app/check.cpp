#include <memory>

#include <CLI/CLI.hpp>

#include "core/job/probes.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/failures.hpp"
#include "rank/app/place.hpp"
#include "rank/app/say.hpp"
#include "rank/app/survey.hpp"

namespace rankplot::app {
namespace {

/// What a run would draw of one figure.
struct Drawn {
  std::uint64_t pictures = 0;
  std::vector<std::string> first, last;  ///< files of its first and last picture
};

std::vector<std::string> files_of(const job::Job& job, const plan::Task& task,
                                  const plan::Picture& picture) {
  plan::Task alone = task;
  alone.pictures = {picture};
  return plan::bind(job, alone).pictures.front().save;
}

std::vector<Drawn> drawn_by_figure(const Survey& survey) {
  struct Ends {
    std::uint64_t pictures = 0;
    const plan::Task *first_task = nullptr, *last_task = nullptr;
    const plan::Picture *first = nullptr, *last = nullptr;
  };
  std::vector<Ends> ends(survey.job.figures.size());
  for (const plan::Task& task : survey.plan.tasks) {
    for (const plan::Picture& picture : task.pictures) {
      Ends& figure = ends[picture.figure];
      ++figure.pictures;
      if (figure.first == nullptr || picture.index < figure.first->index)
        figure.first = &picture, figure.first_task = &task;
      if (figure.last == nullptr || picture.index > figure.last->index)
        figure.last = &picture, figure.last_task = &task;
    }
  }
  std::vector<Drawn> drawn;
  for (const Ends& figure : ends) {
    Drawn& one = drawn.emplace_back();
    one.pictures = figure.pictures;
    if (figure.first == nullptr) continue;
    one.first = files_of(survey.job, *figure.first_task, *figure.first);
    one.last = files_of(survey.job, *figure.last_task, *figure.last);
  }
  return drawn;
}

std::string figures_text(const Survey& survey) {
  std::string text;
  const std::vector<Drawn> drawn = drawn_by_figure(survey);
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const job::Figure& figure = survey.job.figures[i];
    const bool probe = job::is_probe(figure);
    text += fmt::format("{} '{}': {}", probe ? "probe" : "figure", figure.name,
                        count_of(drawn[i].pictures, probe ? "value" : "picture"));
    if (probe) {
      text += "\n";
      continue;
    }
    if (drawn[i].pictures > 0) text += fmt::format(", {}", fmt::join(drawn[i].first, ", "));
    if (drawn[i].pictures > 1) text += fmt::format(" to {}", fmt::join(drawn[i].last, ", "));
    text += "\n";
  }
  return text;
}

std::string movies_text(const Survey& survey) {
  std::string text;
  for (const plan::Film& film : survey.films) {
    text += fmt::format("movie {} of figure '{}': {}\n", fmt::join(film.files, ", "),
                        film.movie.figure, count_of(film.pictures.size(), "frame"));
  }
  return text;
}

int check(const JobOptions& options) {
  const job::Job job = read_job(options);
  Workbench workbench;
  const Survey found = survey(job, workbench);
  const std::uint64_t refusals = found.plan.refusals.size();
  std::string text = figures_text(found) + movies_text(found);
  text += fmt::format(
      "{}: {} of {} can be drawn, from {}", options.job, found.plan.picture_count - refusals,
      count_of(found.plan.picture_count, "picture"), count_of(found.catalogs.size(), "file"));
  if (refusals > 0) text += fmt::format("; {} refused", refusals);
  say(stdout, text + "\n");
  say(stderr, failures_text(refused(found)));
  return refusals > 0 ? kWrongJob : kAllDrawn;
}

}  // namespace

void add_check(CLI::App& program, Action& action) {
  auto options = std::make_shared<JobOptions>();
  CLI::App* command = program.add_subcommand(
      "check", "Say all that is wrong with a job, or what it would draw; draws nothing");
  add_job_options(*command, *options);
  command->callback([options, &action] {
    action = on_one_rank("check " + options->job, [options] { return check(*options); });
  });
}

}  // namespace rankplot::app
