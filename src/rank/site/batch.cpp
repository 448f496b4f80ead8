#include "rank/site/batch.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <sstream>
#include <vector>

#include "core/base/error.hpp"
#include "rank/site/answer.hpp"

namespace rankplot::site {
namespace {

constexpr double kMargin = 1.5, kStartAndLeave_min = 4;
constexpr int kLeast_min = 5;
/// A painter without a task: the libraries, fonts and tables that it loads.
constexpr std::uint64_t kPainter_bytes = std::uint64_t{150} << 20;
constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

std::uint64_t memory_for(const Work& work, int cores) {
  const auto painters = static_cast<std::uint64_t>(cores);
  const std::uint64_t typical = painters * (kPainter_bytes + 2 * work.typical_task_bytes);
  const std::uint64_t largest = painters * kPainter_bytes + work.largest_task_bytes;
  const auto wanted = static_cast<double>(std::max(typical, largest)) * kMargin;
  return static_cast<std::uint64_t>(std::ceil(wanted / (256.0 * kMiB))) * 256 * kMiB;
}

/// Which #SBATCH line becomes what; "" leaves it out.
std::map<std::string, std::string> sized(const Allocation& allocation,
                                         const Submission& submission) {
  std::map<std::string, std::string> lines{
      {"--nodes=", fmt::format("--nodes={}", allocation.nodes)},
      {"--ntasks-per-node=",
       fmt::format("--ntasks-per-node=1\n#SBATCH --cpus-per-task={}", allocation.cores)},
      {"--exclusive", allocation.whole_nodes ? "--exclusive" : ""},
      {"--mem=", fmt::format("--mem={}M", allocation.memory_bytes / kMiB)},
      {"--time=", fmt::format("--time={}", allocation.minutes)}};
  std::string& job_name = lines["--job-name="];
  job_name = "--job-name=rankplot\n#SBATCH --chdir=" + quoted(submission.directory);
  if (!submission.partition.empty())
    job_name += "\n#SBATCH --partition=" + quoted(submission.partition);
  return lines;
}

/// The lines of the script proper that stand for its arguments.
std::map<std::string, std::string> filled_in(const Submission& submission) {
  std::string job = "job=" + quoted(submission.job);
  if (!submission.programs.empty())
    job = "export PATH=" + quoted(submission.programs) + ":$PATH\n" + job;
  return {{"job=${1", job}, {"output=${2", "output=" + quoted(submission.output)}};
}

/// Replaces the first line that begins with each key; returns whether it was one of them.
bool replace(std::map<std::string, std::string>& left, std::string_view line,
             const std::function<void(const std::string&)>& put) {
  for (auto entry = left.begin(); entry != left.end(); ++entry) {
    if (!line.starts_with(entry->first)) continue;
    put(entry->second);
    left.erase(entry);
    return true;
  }
  return false;
}

}  // namespace

std::string sinfo() { return answer_of("timeout 10 sinfo -h -o '%P %D %c %m' 2>/dev/null"); }

std::optional<Nodes> nodes_of(const std::string& sinfo, const std::string& partition) {
  std::optional<Nodes> found;
  std::istringstream lines(sinfo);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name, plus;
    int count = 0, cores = 0;
    std::uint64_t memory_mib = 0;
    // A '+' behind a number says that some nodes have more.
    if (!(words >> name >> count >> cores)) continue;
    if (words.peek() == '+') words.get();
    if (!(words >> memory_mib) || count < 1 || cores < 1) continue;
    const bool is_default = name.ends_with('*');
    if (is_default) name.pop_back();
    if (partition.empty() ? !is_default : name != partition) continue;
    if (!found) {
      found = Nodes{name, count, cores, memory_mib * kMiB};
      continue;
    }
    found->count += count;
    found->cores = std::min(found->cores, cores);
    found->memory_bytes = std::min(found->memory_bytes, memory_mib * kMiB);
  }
  return found;
}

Allocation allocation_for(const Work& work, const Nodes& nodes, double wanted_minutes) {
  if (work.largest_task_bytes > nodes.memory_bytes)
    base::fail("the largest task needs {} MiB of memory, and a node of {} has {} MiB",
               work.largest_task_bytes / kMiB,
               nodes.partition.empty() ? "this kind" : "partition '" + nodes.partition + "'",
               nodes.memory_bytes / kMiB);
  const double core_minutes = kMargin * work.painters_s / 60;
  const double wanted = std::ceil(core_minutes / wanted_minutes);
  Allocation allocation;
  allocation.cores = static_cast<int>(std::clamp(wanted, 1.0, double(nodes.cores)));
  allocation.nodes =
      static_cast<int>(std::clamp(std::ceil(wanted / nodes.cores), 1.0, double(nodes.count)));
  allocation.whole_nodes = allocation.cores == nodes.cores;
  const double minutes = core_minutes / (allocation.nodes * allocation.cores) + kStartAndLeave_min;
  allocation.minutes = std::max(kLeast_min, static_cast<int>(std::ceil(minutes)));
  allocation.memory_bytes = std::min(memory_for(work, allocation.cores), nodes.memory_bytes);
  return allocation;
}

std::string quoted(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string batch_script(std::string_view render_sbatch, const Allocation& allocation,
                         const Submission& submission) {
  constexpr std::string_view kDirective = "#SBATCH ";
  auto sizes = sized(allocation, submission);
  auto arguments = filled_in(submission);
  std::string script;
  const auto put = [&](const std::string& line) { script += line + "\n"; };
  std::istringstream lines{std::string(render_sbatch)};
  std::string line;
  std::getline(lines, line);
  put(line);
  put("# Written by `rankplot submit`; slurm/render.sbatch explains it.");
  while (std::getline(lines, line)) {
    const bool directive = line.starts_with(kDirective);
    // Of the head its directives alone: what its comments say of sizes does not hold here.
    const bool in_head = arguments.size() == 2 && (line.empty() || line.front() == '#');
    if (in_head && !directive) continue;
    const bool replaced = directive
                              ? replace(sizes, std::string_view(line).substr(kDirective.size()),
                                        [&](const std::string& text) {
                                          if (!text.empty()) put(std::string(kDirective) + text);
                                        })
                              : replace(arguments, line, put);
    if (!replaced) put(line);
  }
  if (!sizes.empty() || !arguments.empty())
    base::fail("the batch script lacks a line '{}'",
               (sizes.empty() ? arguments : sizes).begin()->first);
  return script;
}

}  // namespace rankplot::site
