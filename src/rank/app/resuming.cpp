#include "rank/app/resuming.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "core/base/error.hpp"
#include "core/job/words.hpp"

namespace rankplot::app {
namespace {

/// Equal for equal plans: then pictures have equal numbers, and journals can be put together.
std::string name_of(const plan::Plan& plan) {
  std::string keys = fmt::format("{}\n", plan.picture_count);
  for (const plan::Task& task : plan.tasks) {
    for (const plan::Picture& picture : task.pictures) keys += picture.key;
  }
  const plan::Digest name = plan::digest(keys);
  return fmt::format("{:016x}{:016x}", name.high, name.low);
}

}  // namespace

void choose_figures(const std::vector<std::string>& only, const job::Job& job,
                    journal::Choice& choice) {
  std::vector<std::string> names;
  for (const job::Figure& figure : job.figures) names.push_back(figure.name);
  for (const std::string& word : only) {
    const auto figure = std::find(names.begin(), names.end(), word);
    if (figure != names.end()) {
      if (!choice.figures) choice.figures.emplace();
      choice.figures->insert(static_cast<std::uint32_t>(figure - names.begin()));
    } else if (word == "failed") {
      choice.only_failed = true;
    } else {
      base::fail("{}: --only: figure '{}' {}", job.file, word, job::not_known(word, names));
    }
  }
}

journal::Header header_of(const RunOptions& options, const std::string& job_path,
                          const job::Job& job, const plan::Plan& plan) {
  journal::Header header;
  header.version = RANKPLOT_VERSION;
  header.job_file = options.job;
  header.pictures = plan.picture_count;
  header.plan = name_of(plan);
  header.share = options.choice.share;
  header.since_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(
                        std::chrono::system_clock::now().time_since_epoch())
                        .count();
  header.job_path = job_path;
  header.output = job.output;
  header.directory = std::filesystem::current_path().string();
  header.overrides = options.overrides;
  return header;
}

}  // namespace rankplot::app
