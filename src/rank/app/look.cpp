#include "rank/app/look.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"

namespace rankplot::app {
namespace {

/// One --case: the values that its captures must have.
using Wanted = plan::Captures;

Wanted wanted_of(const std::string& text) {
  Wanted wanted;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::string part = text.substr(start, end - start);
    const std::size_t equals = part.find('=');
    if (equals == part.npos || equals == 0) {
      base::fail("case {}: a case is NAME=VALUE, as in step=100 or step=100,run=a", text);
    }
    wanted[part.substr(0, equals)] = part.substr(equals + 1);
    start = end + 1;
  }
  return wanted;
}

bool equal(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto x = plan::value_number(a), y = plan::value_number(b);
  return x && y && *x == *y;
}

bool holds(const Wanted& wanted, const plan::Captures& captures) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& condition) {
    const auto place = captures.find(condition.first);
    return place != captures.end() && equal(place->second, condition.second);
  });
}

using Visit = std::function<void(const plan::Captures&)>;
void visit_cases(const plan::Plan& plan, const Visit& visit) {
  for (const plan::Task& task : plan.tasks) visit(task.captures);
  for (const plan::Refusal& refusal : plan.refusals) visit(refusal.captures);
}

/// Says which values a capture has, the first few and the last.
[[noreturn]] void refuse(const plan::Plan& plan, const std::string& text, const Wanted& wanted) {
  std::map<std::string, std::set<std::string, decltype(&plan::value_less)>> known;
  visit_cases(plan, [&](const plan::Captures& captures) {
    for (const auto& [name, value] : captures)
      known.try_emplace(name, &plan::value_less).first->second.insert(value);
  });
  std::vector<std::string> names;
  for (const auto& [name, values] : known) names.push_back(name);
  for (const auto& [name, value] : wanted) {
    const auto place = known.find(name);
    if (place == known.end()) {
      const std::string near = job::nearest(name, names);
      base::fail("case {}: no figure has a capture '{}'{}; captures: {}", text, name,
                 near.empty() ? "" : fmt::format("; did you mean '{}'?", near),
                 names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")));
    }
    const auto& values = place->second;
    const bool there = std::any_of(values.begin(), values.end(),
                                   [&, v = value](const auto& one) { return equal(one, v); });
    if (there) continue;
    base::fail("case {}: '{}' is never {}; it has {} values, from {} to {}", text, name, value,
               values.size(), *values.begin(), *values.rbegin());
  }
  base::fail("case {}: no case has all of these values together", text);
}

/// Pictures that stay, by their id.
std::set<std::uint64_t> first_of_each_figure(const plan::Plan& plan) {
  std::map<std::uint32_t, std::uint64_t> drawn, refused;
  const auto note = [](auto& firsts, const plan::Picture& picture) {
    const auto place = firsts.try_emplace(picture.figure, picture.id).first;
    place->second = std::min(place->second, picture.id);
  };
  for (const plan::Task& task : plan.tasks) {
    for (const plan::Picture& picture : task.pictures) note(drawn, picture);
  }
  for (const plan::Refusal& refusal : plan.refusals) note(refused, refusal.picture);
  drawn.merge(refused);  // a figure of which nothing can be drawn says why
  std::set<std::uint64_t> ids;
  for (const auto& [figure, id] : drawn) ids.insert(id);
  return ids;
}

/// The plan's pictures of the cases wanted.
plan::Plan with_cases(plan::Plan plan, const std::vector<Wanted>& cases) {
  const auto other = [&](const plan::Captures& captures) {
    return std::none_of(cases.begin(), cases.end(),
                        [&](const Wanted& wanted) { return holds(wanted, captures); });
  };
  std::erase_if(plan.tasks, [&](const plan::Task& task) { return other(task.captures); });
  std::erase_if(plan.refusals,
                [&](const plan::Refusal& refusal) { return other(refusal.captures); });
  return plan;
}

std::set<std::uint64_t> all_pictures(const plan::Plan& plan) {
  std::set<std::uint64_t> ids;
  for (const plan::Task& task : plan.tasks) {
    for (const plan::Picture& picture : task.pictures) ids.insert(picture.id);
  }
  for (const plan::Refusal& refusal : plan.refusals) ids.insert(refusal.picture.id);
  return ids;
}

}  // namespace

std::set<std::uint64_t> pictures_of(const plan::Plan& plan, const Look& look) {
  std::vector<Wanted> cases;
  for (const std::string& text : look.cases) {
    cases.push_back(wanted_of(text));
    bool found = false;
    visit_cases(plan, [&](const plan::Captures& captures) {
      found = found || holds(cases.back(), captures);
    });
    if (!found) refuse(plan, text, cases.back());
  }
  const plan::Plan rest = cases.empty() ? plan : with_cases(plan, cases);
  return look.first ? first_of_each_figure(rest) : all_pictures(rest);
}

void leave_only(plan::Plan& plan, const std::set<std::uint64_t>& pictures) {
  const auto other = [&](const plan::Picture& picture) { return !pictures.contains(picture.id); };
  for (plan::Task& task : plan.tasks) std::erase_if(task.pictures, other);
  std::erase_if(plan.tasks, [](const plan::Task& task) { return task.pictures.empty(); });
  std::erase_if(plan.refusals,
                [&](const plan::Refusal& refusal) { return other(refusal.picture); });
}

}  // namespace rankplot::app
