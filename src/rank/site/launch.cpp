#include "rank/site/launch.hpp"

#include <unistd.h>

#include <charconv>
#include <cstdlib>

#include "core/base/error.hpp"
#include "core/base/files.hpp"

namespace rankplot::site {
namespace {

/// The number that a variable holds; empty: not set.
std::optional<int> number(const Environment& environment, const char* name) {
  const std::optional<std::string> text = environment(name);
  if (!text) return std::nullopt;
  int value = 0;
  const char* end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end || value < 0) {
    base::fail("the environment variable {} is '{}'; a number was expected from the launcher", name,
               *text);
  }
  return value;
}

/// How many processes the launcher started, and which one this is, when it started them without
/// telling Open MPI: each would believe itself alone and draw everything.
std::string lone_refusal(const Environment& environment, std::string_view command) {
  const int slurm = number(environment, "SLURM_STEP_NUM_TASKS").value_or(1);
  if (slurm > 1) {
    return fmt::format(
        "srun started {} processes that do not know of each other: each would draw everything; "
        "use: srun --mpi=pmix -n {} {}",
        slurm, slurm, command);
  }
  const int pmi = number(environment, "PMI_SIZE").value_or(1);
  if (pmi > 1) {
    return fmt::format(
        "a launcher of another MPI started {} processes that do not know of each other: each would "
        "draw everything; use Open MPI's: mpirun.openmpi -n {} {}",
        pmi, pmi, command);
  }
  return "";
}

}  // namespace

Environment process_environment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

Launch read_launch(const Environment& environment, std::string_view command) {
  Launch launch;
  const std::optional<int> size = number(environment, "OMPI_COMM_WORLD_SIZE");
  if (size) {
    launch.ranks = *size;
    launch.rank = number(environment, "OMPI_COMM_WORLD_RANK").value_or(0);
  } else if (environment("PMIX_NAMESPACE")) {
    launch.ranks = number(environment, "SLURM_STEP_NUM_TASKS").value_or(2);  // PMIx knows: ask MPI
    launch.rank = number(environment, "PMIX_RANK").value_or(0);
  } else {
    launch.refusal = lone_refusal(environment, command);
  }
  launch.mpi = launch.ranks > 1;
  return launch;
}

std::string host_name() {
  char name[256] = "";
  ::gethostname(name, sizeof name - 1);
  return name;
}

std::string node_name() {
  // Containers and fresh cloud machines often share a host name ("localhost"), never a boot.
  try {
    const std::string boot = base::read_text("/proc/sys/kernel/random/boot_id", 256);
    return host_name() + "/" + boot.substr(0, boot.find('\n'));
  } catch (const base::Error&) {
    return host_name();
  }
}

}  // namespace rankplot::site
