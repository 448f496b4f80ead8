#include "rank/app/run.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include "rank/app/exit_code.hpp"
#include "rank/app/painter_program.hpp"
#include "rank/app/place.hpp"
#include "rank/app/rank_run.hpp"
#include "rank/app/say.hpp"
#include "rank/app/team.hpp"
#include "rank/comm/session.hpp"
#include "rank/painters/crew.hpp"
#include "rank/site/launch.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
namespace {

/// The first painter, loading while MPI starts. An error waits in the card until the ranks meet,
/// so that none is left behind.
std::unique_ptr<painters::Crew> first_painter(Card& card) {
  try {
    auto crew = std::make_unique<painters::Crew>(painter_settings());
    crew->start({});
    return crew;
  } catch (const base::Error& error) {
    card.error = error.what();
    return nullptr;
  }
}

}  // namespace

int run(const RunOptions& options) {
  const site::Launch launch = site::read_launch(
      site::process_environment(), options.job_text ? options.job : "rankplot run " + options.job);
  if (!launch.refusal.empty()) base::fail("{}", launch.refusal);
  const std::string job_path = fs::absolute(options.job).string();
  change_directory(options.directory);
  Card card = own_card();
  if (options.memory_bytes > 0)
    card.memory_bytes = std::min(card.memory_bytes, options.memory_bytes);
  const std::unique_ptr<painters::Crew> crew = first_painter(card);
  comm::Session session =
      launch.mpi ? comm::Session::start(nullptr, nullptr) : comm::Session::alone();
  try {
    return RankRun(options, job_path, session, crew.get(), card).work();
  } catch (const Leave& leave) {
    return leave.code;
  } catch (const std::exception& error) {
    say(stderr,
        fmt::format("rankplot: rank {} on {}: {}\n", session.rank(), card.host, error.what()));
    if (session.size() > 1) session.abort(kOurFault);
    return kOurFault;
  }
}

}  // namespace rankplot::app
