#include "rank/site/job_end.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

#include "rank/site/answer.hpp"

namespace rankplot::site {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> number(const std::string& text) {
  std::int64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!is_number(text) || parsed.ec != std::errc()) return std::nullopt;
  return value;
}

/// "... EndTime=2026-05-01T12:00:00 ...", by this machine's clock and zone.
std::optional<std::int64_t> end_time_in(const std::string& answer) {
  static const std::string name = " EndTime=";
  const std::size_t at = answer.find(name);
  if (at == std::string::npos) return std::nullopt;
  std::tm when{};
  if (::strptime(answer.c_str() + at + name.size(), "%Y-%m-%dT%H:%M:%S", &when) == nullptr) {
    return std::nullopt;  // "Unknown", or no end
  }
  when.tm_isdst = -1;
  return std::mktime(&when);
}

}  // namespace

std::string scontrol_show_job(const std::string& job_id) {
  if (!is_number(job_id)) return "";  // it becomes part of a command line
  return answer_of("timeout 5 scontrol show job -o " + job_id + " 2>/dev/null");
}

std::string state_of_job(const std::string& answer) {
  static const std::string name = " JobState=";
  const std::size_t at = answer.find(name);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size();
  return answer.substr(begin, answer.find_first_of(" \n", begin) - begin);
}

bool is_over(std::string_view state) {
  constexpr std::array<std::string_view, 10> kOver{
      "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE",      "FAILED",
      "NODE_FAIL", "PREEMPTED", "REVOKED",   "OUT_OF_MEMORY", "TIMEOUT"};
  return std::find(kOver.begin(), kOver.end(), state) != kOver.end();
}

std::optional<std::int64_t> job_end(const Environment& environment, const AskSlurm& ask) {
  if (const auto told = number(environment("SLURM_JOB_END_TIME").value_or(""))) return told;
  const std::string id = environment("SLURM_JOB_ID").value_or("");
  return id.empty() ? std::nullopt : end_time_in(ask(id));
}

}  // namespace rankplot::site
