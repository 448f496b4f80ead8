#include "rank/journal/resume.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "core/plan/movies.hpp"
#include "core/plan/texts.hpp"

namespace rankplot::journal {
namespace fs = std::filesystem;
namespace {

/// A path below the output folder, as the plan writes it; none where a journal that someone else
/// wrote would lead out of it.
std::optional<std::string> below(const std::string& output, const std::string& relative) {
  try {
    return plan::save_path(output, relative);
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

/// What an outcome calls `file`, without the output folder of its run.
std::string relative_to(const std::string& output, const std::string& file) {
  return fs::path(file).lexically_relative(output).string();
}

class Sorting {
 public:
  Sorting(const std::string& output, const std::vector<Record>& earlier, const Choice& choice,
          const std::function<bool(const std::string&)>& is_there)
      : output_(output), earlier_(earlier), choice_(choice), is_there_(is_there) {
    for (const Record& record : earlier) {
      for (const plan::Outcome& outcome : record.outcomes) remember(outcome, record.header);
    }
  }

  Resumed sort(plan::Plan& plan) {
    for (plan::Task& task : plan.tasks) {
      const bool ours = choice_.share.takes(task.id);
      if (ours) resumed_.pictures += task.pictures.size();
      std::erase_if(task.pictures, [&](const plan::Picture& picture) {
        return !is_to_be_drawn(task, picture, ours);
      });
    }
    std::erase_if(plan.tasks, [](const plan::Task& task) { return task.pictures.empty(); });
    std::erase_if(plan.refusals, [&](const plan::Refusal& refusal) {
      if (!choice_.share.takes(refusal.picture.id)) return true;
      ++resumed_.pictures;
      return !is_chosen(refusal.picture);
    });
    find_leftovers(plan);
    return std::move(resumed_);
  }

 private:
  struct Earlier {
    const plan::Outcome* outcome;
    const Header* header;
  };

  void remember(const plan::Outcome& outcome, const Header& header) {
    if (outcome.key.empty()) return;
    const auto [place, is_new] = known_.try_emplace(outcome.key, Earlier{&outcome, &header});
    if (is_new || (place->second.outcome->saved && !outcome.saved)) return;
    place->second = {&outcome, &header};
  }

  bool is_chosen(const plan::Picture& picture) const {
    return (!choice_.figures || choice_.figures->contains(picture.figure)) &&
           (choice_.key.empty() || choice_.key == picture.key);
  }

  /// Keeps the outcome of an earlier run where it holds.
  bool is_to_be_drawn(const plan::Task& task, const plan::Picture& picture, bool ours) {
    const auto found = known_.find(picture.key);
    if (found != known_.end()) keys_.insert(found->first);
    if (!ours) return false;
    const bool known = found != known_.end();
    const bool failed = known && !found->second.outcome->saved;
    const bool chosen = is_chosen(picture) && (failed || !choice_.only_failed);
    if (chosen && choice_.force) return true;
    if (!known) return chosen;
    plan::Outcome outcome = *found->second.outcome;
    const bool there =
        find_again(outcome, found->second.header->output) &&
        (!choice_.framed.contains(picture.id) || is_there_(plan::frame_of(output_, outcome)));
    const bool stays = choice_.keep_failed || (outcome.set_aside && !choice_.retry_set_aside);
    const bool holds = failed ? !chosen || stays : there;
    if (!holds) return chosen;
    outcome.picture = picture.id;
    outcome.task = task.id;
    resumed_.kept.push_back(std::move(outcome));
    return false;
  }

  /// Whether the files are there, in a folder that may have been moved since.
  bool find_again(plan::Outcome& outcome, const std::string& output) const {
    for (std::string& file : outcome.files) {
      if (output != output_) file = below(output_, relative_to(output, file)).value_or("");
      if (!is_there_(file)) return false;
    }
    return true;
  }

  void find_leftovers(const plan::Plan& plan) {
    std::set<std::string> found;
    const auto look_at = [&](const std::string& relative) {
      const auto file = below(output_, relative);
      if (!file || plan.writes.contains(plan::digest(*file)) || !is_there_(*file)) return;
      found.insert(relative);
    };
    for (const Record& record : earlier_) {
      for (const plan::Outcome& outcome : record.outcomes) {
        if (keys_.contains(outcome.key)) continue;  // made still
        for (const std::string& file : outcome.files) {
          look_at(relative_to(record.header.output, file));
        }
      }
      for (const std::string& file : record.leftovers) look_at(file);
    }
    resumed_.leftovers.assign(found.begin(), found.end());
  }

  const std::string& output_;
  const std::vector<Record>& earlier_;
  const Choice& choice_;
  const std::function<bool(const std::string&)>& is_there_;
  std::unordered_map<std::string_view, Earlier> known_;  ///< by key
  std::unordered_set<std::string_view> keys_;            ///< of those, what the plan still makes
  Resumed resumed_;
};

}  // namespace

bool Presence::operator()(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  const auto [place, is_new] = folders_.try_emplace(folder);
  if (is_new) {
    std::error_code none;  // what cannot be listed is not there
    for (fs::directory_iterator entry(folder, none); !none && entry != fs::directory_iterator();
         entry.increment(none)) {
      std::error_code gone;
      if (entry->is_regular_file(gone)) place->second.insert(entry->path().filename().string());
    }
  }
  return place->second.contains(file.substr(slash + 1));
}

Resumed resume(plan::Plan& plan, const std::string& output, const std::vector<Record>& earlier,
               const Choice& choice, const std::function<bool(const std::string&)>& is_there) {
  return Sorting(output, earlier, choice, is_there).sort(plan);
}

}  // namespace rankplot::journal
