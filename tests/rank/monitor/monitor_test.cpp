#include "rank/monitor/monitor.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "core/base/files.hpp"
#include "raw_client.hpp"

using namespace rankplot;
using namespace rankplot::monitor;
namespace fs = std::filesystem;

namespace {

class MonitorTest : public testing::Test {
 protected:
  MonitorTest()
      : folder_(fs::temp_directory_path() /
                ("rankplot_monitor_test_" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    settings_.run.output = folder_.string();
    settings_.run.host = "node7";
  }
  ~MonitorTest() override { fs::remove_all(folder_); }
  std::string url() const {
    return base::read_text((folder_ / ".rankplot/monitor.url").string(), 4096);
  }

  /// The answer to a viewer who opened the URL.
  std::string get(const std::string& target) const {
    const std::string opened = url(), prefix = "http://localhost:";
    const auto port = static_cast<std::uint16_t>(std::stoi(opened.substr(prefix.size())));
    const auto ask = [&](const std::string& what, const std::string& more) {
      return converse(port, "GET " + what + " HTTP/1.1\r\nHost: localhost\r\n" + more +
                                "Connection: close\r\n\r\n");
    };
    const std::size_t at = opened.find("/?");
    const std::string cookie =
        header_of(ask(opened.substr(at, opened.size() - at - 1), ""), "Set-Cookie");
    return ask(target, "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n");
  }

  fs::path folder_;
  Settings settings_;
};

TEST_F(MonitorTest, KeepsTheUrlInAFileForItsOwnerAlone) {
  fs::create_directories(folder_ / ".rankplot");
  {
    const Monitor monitor(settings_);
    struct stat info {};
    ASSERT_EQ(::stat((folder_ / ".rankplot/monitor.url").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
    ASSERT_EQ(::stat((folder_ / ".rankplot").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0700U);
    const std::string token = url().substr(url().find("token=") + 6, 32);
    EXPECT_EQ(token.find('\n'), std::string::npos);
    EXPECT_EQ(monitor.where().find(token), std::string::npos)
        << "what is printed ends in shared logs";
    EXPECT_NE(monitor.where().find("ssh -N -L "), std::string::npos);
    EXPECT_NE(monitor.where().find("@node7"), std::string::npos);
    EXPECT_NE(monitor.where().find(folder_.string() + "/.rankplot/monitor.url"), std::string::npos);
  }
  EXPECT_FALSE(fs::exists(folder_ / ".rankplot/monitor.url"));
}

TEST_F(MonitorTest, TheUrlOpensThePage) {
  const Monitor monitor(settings_);
  const std::string text = url();
  const std::string prefix = "http://localhost:";
  ASSERT_TRUE(text.starts_with(prefix));
  const auto port = static_cast<std::uint16_t>(std::stoi(text.substr(prefix.size())));
  const std::string target = text.substr(text.find("/?"), text.size() - text.find("/?") - 1);
  EXPECT_EQ(
      status_of(converse(
          port, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
      303);
}

TEST_F(MonitorTest, FollowsNoLinkToWriteTheUrl) {
  fs::create_directories(folder_ / ".rankplot");
  fs::create_symlink(folder_ / "elsewhere", folder_ / ".rankplot/monitor.url.new");
  fs::create_symlink(folder_ / "elsewhere", folder_ / ".rankplot/monitor.url");
  const Monitor monitor(settings_);
  EXPECT_FALSE(fs::exists(folder_ / "elsewhere"));
  EXPECT_NE(url(), "");
}

TEST_F(MonitorTest, AFaultStopsTheMonitorAlone) {
  const Monitor first(settings_);
  Settings taken = settings_;
  const std::string text = url();
  taken.server.port =
      static_cast<std::uint16_t>(std::stoi(text.substr(std::string("http://localhost:").size())));
  Monitor second(taken);
  EXPECT_NE(second.problem().find("cannot listen"), std::string::npos) << second.problem();
  EXPECT_EQ(second.where(), "");
  second.record({});
  second.progress(1, 0, 2);
  second.tick();
  second.end("done");
}

TEST_F(MonitorTest, KeepsTheFiguresThatItHasShownHoweverManyFollow) {
  settings_.run.refresh_s = 3600;  // seen: the one that is there at the first tick
  Monitor monitor(settings_);
  base::write_atomically((folder_ / "seen.png").string(), "picture");
  const auto record = [&](std::uint64_t number, const char* file) {
    plan::Outcome outcome;
    outcome.picture = number;
    outcome.saved = true;
    outcome.files = {(folder_ / file).string()};
    monitor.record(outcome);
  };
  record(7, "seen.png");
  monitor.tick();
  for (std::uint64_t i = 0; i < 2 * Server::kFiguresKept; ++i) record(100 + i, "later.png");
  EXPECT_EQ(status_of(get("/figure/7")), 200);
}

TEST_F(MonitorTest, LeavesAPageWhenItEnds) {
  settings_.serve = false;
  Monitor monitor(settings_);
  monitor.series_from([] {
    return std::vector<Series>{{"s", "", "", 1, {{1}, {2}, {2}, {2}, {2}}}};
  });
  monitor.progress(1, 0, 1);
  monitor.end("done");
  EXPECT_EQ(monitor.problem(), "");
  const std::string page = base::read_text((folder_ / "index.html").string(), 1 << 20);
  EXPECT_NE(page.find("\"ended\":\"done\""), std::string::npos);
  EXPECT_NE(page.find("\"name\":\"s\""), std::string::npos);
}

}  // namespace
