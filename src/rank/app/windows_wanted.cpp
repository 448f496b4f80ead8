#include "rank/app/windows_wanted.hpp"

#include <algorithm>
#include <set>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"
#include "core/job/probes.hpp"
#include "rank/app/look.hpp"
#include "rank/app/say.hpp"

namespace rankplot::app {
namespace {

/// The pictures of one figure, in its order, each in a task of its own.
std::vector<plan::Task> cases_of(const plan::Plan& plan, std::uint32_t figure) {
  std::vector<plan::Task> cases;
  for (const plan::Task& task : plan.tasks)
    for (const plan::Picture& picture : task.pictures) {
      if (picture.figure != figure) continue;
      cases.push_back(task);
      cases.back().pictures = {picture};
    }
  std::sort(cases.begin(), cases.end(), [](const plan::Task& a, const plan::Task& b) {
    return a.pictures.front().index < b.pictures.front().index;
  });
  return cases;
}

std::string case_text(const plan::Captures& captures) {
  std::vector<std::string> words;
  for (const auto& [name, value] : captures) words.push_back(name + "=" + value);
  return fmt::format("{}", fmt::join(words, ","));
}

std::string name_of(const std::string& figure, const plan::Task& task) {
  const std::string text = case_text(task.captures);
  return text.empty() ? figure : figure + ":" + text;
}

/// A window that begins with one of the cases.
WindowWanted window_of(const std::string& figure, const std::vector<plan::Task>& cases,
                       std::size_t first) {
  WindowWanted window{name_of(figure, cases.at(first)), {}, {}};
  const std::size_t count = std::min(cases.size(), kMostCasesAhead);
  // Half of them ahead, half behind.
  const std::size_t behind = cases.size() > count ? count / 2 : 0;
  for (std::size_t i = 0; i < count - behind; ++i)
    window.cases.push_back(cases[(first + i) % cases.size()]);
  for (std::size_t i = behind; i > 0; --i)
    window.cases.push_back(cases[(first + cases.size() - i) % cases.size()]);
  return window;
}

bool is_shown(const job::Figure& figure) { return !job::is_probe(figure); }

/// "v (10 cases, as v:step=100), decay"
std::string known_figures(const job::Job& job, const plan::Plan& plan) {
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < job.figures.size(); ++i) {
    if (!is_shown(job.figures[i])) continue;
    const auto cases = cases_of(plan, i);
    const std::string& name = job.figures[i].name;
    texts.push_back(cases.size() < 2 ? name
                                     : fmt::format("{} ({} cases, as {})", name, cases.size(),
                                                   name_of(name, cases.back())));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::vector<WindowWanted> all_windows(const job::Job& job, const plan::Plan& plan) {
  std::size_t count = 0;
  for (const plan::Task& task : plan.tasks)
    for (const plan::Picture& picture : task.pictures)
      if (is_shown(job.figures[picture.figure])) ++count;
  if (count > kMostWindows)
    base::fail(
        "{}: {} pictures are more than the {} windows that are opened at once; choose "
        "figures, FIGURE for the first case or FIGURE:NAME=VALUE for one: {}",
        job.file, count, kMostWindows, known_figures(job, plan));
  std::vector<WindowWanted> windows;
  for (std::uint32_t figure = 0; figure < job.figures.size(); ++figure) {
    if (!is_shown(job.figures[figure])) continue;
    const auto cases = cases_of(plan, figure);
    for (std::size_t i = 0; i < cases.size(); ++i)
      windows.push_back(window_of(job.figures[figure].name, cases, i));
  }
  return windows;
}

/// A choice, taken apart.
struct Choice {
  std::uint32_t figure = 0;
  std::string of_case;  ///< empty: the first
};

Choice choice_of(const std::string& text, const job::Job& job, const plan::Plan& plan) {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < job.figures.size(); ++i) {
    if (!is_shown(job.figures[i])) continue;
    const std::string& name = job.figures[i].name;
    if (text == name) return {i, {}};
    if (text.starts_with(name + ":") && text.size() > name.size() + 1)
      return {i, text.substr(name.size() + 1)};
    names.push_back(name);
  }
  const std::string near = job::nearest(text.substr(0, text.find(':')), names);
  base::fail("{}: no figure is called '{}'{}; figures: {}", job.file, text,
             near.empty() ? "" : fmt::format("; did you mean '{}'?", near),
             known_figures(job, plan));
}

/// The figure's part of the plan, with what is refused.
plan::Plan only_figure(plan::Plan plan, std::uint32_t figure) {
  const auto other = [&](const plan::Picture& picture) { return picture.figure != figure; };
  for (plan::Task& task : plan.tasks) std::erase_if(task.pictures, other);
  std::erase_if(plan.tasks, [](const plan::Task& task) { return task.pictures.empty(); });
  std::erase_if(plan.refusals, [&](const plan::Refusal& one) { return other(one.picture); });
  return plan;
}

void refuse(const plan::Plan& plan, const std::string& name, const std::set<std::uint64_t>& ids) {
  for (const plan::Refusal& refusal : plan.refusals)
    if (ids.contains(refusal.picture.id))
      base::fail("figure '{}' {}: {}", name, case_text(refusal.captures), refusal.reason);
}

void add_first(const std::string& name, const plan::Plan& plan,
               const std::vector<plan::Task>& cases, std::vector<WindowWanted>& windows) {
  if (cases.empty()) refuse(plan, name, pictures_of(plan, {true, {}}));
  windows.push_back(window_of(name, cases, 0));
  if (cases.size() > 1)
    windows.back().note =
        fmt::format("{}: the first of {} cases; another would be {}, or the right arrow key",
                    windows.back().name, cases.size(), name_of(name, cases.back()));
}

void add_cases(const std::string& name, const std::string& wanted, const plan::Plan& plan,
               const std::vector<plan::Task>& cases, std::vector<WindowWanted>& windows) {
  const std::set<std::uint64_t> ids = pictures_of(plan, {false, {wanted}});
  refuse(plan, name, ids);
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (ids.contains(cases[i].pictures.front().id)) windows.push_back(window_of(name, cases, i));
}

}  // namespace

std::vector<WindowWanted> windows_wanted(const job::Job& job, const plan::Plan& plan,
                                         const std::vector<std::string>& choices) {
  if (choices.empty()) return all_windows(job, plan);
  std::vector<WindowWanted> windows;
  for (const std::string& text : choices) {
    const Choice choice = choice_of(text, job, plan);
    const std::string& name = job.figures[choice.figure].name;
    const plan::Plan part = only_figure(plan, choice.figure);
    const auto cases = cases_of(part, choice.figure);
    if (choice.of_case.empty())
      add_first(name, part, cases, windows);
    else
      add_cases(name, choice.of_case, part, cases, windows);
    if (windows.size() > kMostWindows)
      base::fail(
          "'{}': {} windows are more than the {} that are opened at once; say more of the "
          "case",
          text, windows.size(), kMostWindows);
  }
  return windows;
}

}  // namespace rankplot::app
