#include "rank/monitor/monitor.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "core/base/descriptor.hpp"
#include "core/base/error.hpp"

namespace rankplot::monitor {
namespace {

namespace fs = std::filesystem;

/// index.html takes at most this share of the time.
constexpr double kReportShare = 0.02;

double wall_s() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// A new file that its owner alone can read, from its first byte on.
void write_secret(const std::string& path, const std::string& text) {
  const std::string temporary = path + ".new";
  ::unlink(temporary.c_str());
  const base::Descriptor file(
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) base::fail("cannot make {}: {}", temporary, base::errno_text(errno));
  const ssize_t put = ::write(file.fd(), text.data(), text.size());
  if (put != static_cast<ssize_t>(text.size()) || ::rename(temporary.c_str(), path.c_str()) != 0) {
    const std::string reason = base::errno_text(errno);
    ::unlink(temporary.c_str());
    base::fail("cannot write {}: {}", path, reason);
  }
}

std::string user_name() {
  const passwd* user = ::getpwuid(::getuid());
  return user && user->pw_name ? user->pw_name : "USER";
}

}  // namespace

Monitor::Monitor(Settings settings)
    : settings_(std::move(settings)),
      board_(settings_.run, wall_s()),
      gallery_(settings_.run.output),
      writer_(settings_.run.output) {
  try {
    if (settings_.serve) serve();
  } catch (const std::exception& error) {
    give_up(error.what());
  }
}

Monitor::~Monitor() {
  server_.reset();
  if (!url_file_.empty()) ::unlink(url_file_.c_str());
}

void Monitor::serve() {
  server_ = std::make_unique<Server>(settings_.server);
  const std::string folder = settings_.run.output + "/.rankplot";
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
  const std::string file = folder + "/monitor.url";
  write_secret(file,
               fmt::format("http://localhost:{}/?token={}\n", server_->port(), server_->token()));
  url_file_ = file;
}

void Monitor::give_up(const std::string& reason) {
  problem_ = reason;
  server_.reset();
}

void Monitor::record(const plan::Outcome& outcome) {
  try {
    board_.record(outcome);
    if (!outcome.probed) gallery_.add(outcome);
  } catch (const std::exception& error) {
    give_up(error.what());
  }
}

void Monitor::list(const std::vector<plan::Outcome>& outcomes) {
  gallery_ = Gallery(settings_.run.output);
  for (const plan::Outcome& outcome : outcomes) {
    if (!outcome.probed) gallery_.add(outcome);
  }
}

void Monitor::progress(std::uint64_t done, std::uint64_t failed, std::uint64_t total) {
  board_.progress(done, failed, total, wall_s());
}

void Monitor::activity(RankActivity activity) { board_.activity(std::move(activity)); }

void Monitor::series_from(std::function<std::vector<Series>()> source) {
  series_ = std::move(source);
}

State Monitor::state(double now_s) const {
  return {board_.parts(now_s), series_ ? series_() : std::vector<Series>()};
}

void Monitor::tick() {
  const double now_s = wall_s();
  try {
    if (now_s - published_s_ >= settings_.run.refresh_s) publish(now_s);
    const double pause_s = std::max(settings_.report_every_s, writer_.seconds() / kReportShare);
    if (!writer_.busy() && now_s - reported_s_ >= pause_s) write_report(now_s);
  } catch (const std::exception& error) {
    give_up(error.what());
  }
}

void Monitor::publish(double now_s) {
  published_s_ = now_s;
  if (!server_) return;
  const std::string failure = server_->failure();
  if (!failure.empty()) return give_up(failure);
  // Only what viewers hear of: where figures come fast, a slow viewer could else ask for one that
  // thousands of newer ones have pushed out.
  for (const Board::Image& image : board_.take_images())
    server_->add_figure(image.number, fs::absolute(image.file).string());
  server_->publish(state(now_s));
}

void Monitor::write_report(double now_s) {
  reported_s_ = now_s;
  writer_.begin(state(now_s), gallery_);
}

void Monitor::end(const std::string& how) {
  try {
    board_.end(how);
    const double now_s = wall_s();
    publish(now_s);
    write_report(now_s);
    writer_.wait();
    if (problem_.empty()) problem_ = writer_.problem();
  } catch (const std::exception& error) {
    give_up(error.what());
  }
  server_.reset();
}

std::string Monitor::where() const {
  if (!server_) return {};
  const int port = server_->port();
  return fmt::format(
      "monitor: open the URL in {}\n"
      "         from another machine, first: ssh -N -L {}:127.0.0.1:{} {}@{}\n",
      url_file_, port, port, user_name(), settings_.run.host);
}

}  // namespace rankplot::monitor
