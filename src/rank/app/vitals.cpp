#include "rank/app/vitals.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

#include <fmt/format.h>

namespace rankplot::app {
namespace {

std::string proc_file(pid_t process, const char* name) {
  std::ifstream file(fmt::format("/proc/{}/{}", process, name));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Fields behind the program's name, which may hold anything; the first is number 3 of proc(5).
double busy_s(const std::string& stat) {
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(stat.substr(name_end + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::uint64_t resident_bytes(const std::string& statm) {
  std::istringstream fields(statm);
  std::uint64_t size = 0, resident = 0;
  fields >> size >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint64_t read_bytes(const std::string& io) {
  std::istringstream fields(io);
  std::string name;
  std::uint64_t value = 0;
  while (fields >> name >> value)
    if (name == "rchar:") return value;
  return 0;
}

}  // namespace

std::optional<Usage> usage_of(pid_t process) {
  const std::string stat = proc_file(process, "stat");
  if (stat.empty()) return std::nullopt;
  return Usage{busy_s(stat), resident_bytes(proc_file(process, "statm")),
               read_bytes(proc_file(process, "io"))};
}

Usage usage_with(const std::vector<pid_t>& painters) {
  Usage sum = usage_of(::getpid()).value_or(Usage{});
  for (const pid_t painter : painters) {
    const Usage one = usage_of(painter).value_or(Usage{});
    sum.busy_s += one.busy_s;
    sum.resident_bytes += one.resident_bytes;
    sum.read_bytes += one.read_bytes;
  }
  return sum;
}

}  // namespace rankplot::app
