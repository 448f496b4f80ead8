#include "rank/site/job_end.hpp"

#include <ctime>
#include <map>

#include <gtest/gtest.h>

using namespace rankplot::site;

namespace {

Environment environment_of(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const char* name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  };
}

AskSlurm answers(const std::string& text) {
  return [text](const std::string&) { return text; };
}

const AskSlurm kNobody = [](const std::string&) -> std::string {
  ADD_FAILURE() << "Slurm was asked";
  return "";
};

}  // namespace

TEST(JobEnd, IsWhatTheEnvironmentSays) {
  EXPECT_EQ(job_end(environment_of({{"SLURM_JOB_ID", "7"}, {"SLURM_JOB_END_TIME", "1714557600"}}),
                    kNobody),
            1714557600);
}

TEST(JobEnd, IsAskedOfSlurmWhereTheEnvironmentIsSilent) {
  std::tm when{};
  when.tm_year = 2026 - 1900;
  when.tm_mon = 4;
  when.tm_mday = 1;
  when.tm_hour = 12;
  when.tm_min = 34;
  when.tm_sec = 56;
  when.tm_isdst = -1;
  const auto job = environment_of({{"SLURM_JOB_ID", "7"}});
  EXPECT_EQ(
      job_end(job, answers("JobId=7 StartTime=2026-05-01T11:00:00 EndTime=2026-05-01T12:34:56 "
                           "Deadline=N/A")),
      std::mktime(&when));
  for (const char* none : {"", "JobId=7 EndTime=Unknown Deadline=N/A", "slurm_load_jobs error"}) {
    EXPECT_FALSE(job_end(job, answers(none))) << none;
  }
}

TEST(JobEnd, IsNoneOutsideAJob) { EXPECT_FALSE(job_end(environment_of({}), kNobody)); }

TEST(JobEnd, AsksOnlyForNumbers) { EXPECT_EQ(scontrol_show_job("1; echo EndTime"), ""); }
