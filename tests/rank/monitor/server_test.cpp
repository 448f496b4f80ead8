// The server as the network sees it: every connection here is a raw socket on 127.0.0.1.
#include "rank/monitor/server.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "rank/monitor/gate.hpp"
#include "raw_client.hpp"

using namespace rankplot::monitor;
using nlohmann::json;

namespace {

const Secrets kSecrets{"token-token-token-token-token-32", "cookie-cookie-cookie-cookie-c-32"};

std::string get(std::uint16_t port, std::string_view target, std::string_view extra = {}) {
  return fmt::format(
      "GET {} HTTP/1.1\r\nHost: localhost:{}\r\nCookie: rankplot_{}={}\r\n{}Connection: "
      "close\r\n\r\n",
      target, port, port, kSecrets.cookie, extra);
}

std::string live(std::uint16_t port, std::string_view cookie = kSecrets.cookie) {
  return fmt::format(
      "GET /live HTTP/1.1\r\nHost: localhost:{0}\r\nOrigin: http://localhost:{0}\r\nCookie: "
      "rankplot_{0}={1}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
      "13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
      port, cookie);
}

/// A masked frame as viewers send it; the mask is zero.
std::string frame(int opcode, std::string_view payload) {
  std::string bytes{
      static_cast<char>(0x80 | opcode), static_cast<char>(0x80 | payload.size()), 0, 0, 0, 0};
  return bytes.append(payload);
}

json header(const std::string& message) {
  std::uint32_t length = 0;
  std::memcpy(&length, message.data(), sizeof length);
  return json::parse(message.substr(4, length));
}

class ServerTest : public testing::Test {
 protected:
  void serve(ServerSettings settings = {}) {
    server_ = std::make_unique<Server>(settings, kSecrets);
  }
  std::uint16_t port() const { return server_->port(); }
  std::string fetch(std::string_view target, std::string_view extra = {}) const {
    return converse(port(), get(port(), target, extra));
  }
  /// A viewer that has had its snapshot.
  std::unique_ptr<RawClient> viewer() const {
    auto client = std::make_unique<RawClient>(port());
    client->send(live(port()));
    EXPECT_EQ(status_of(client->read_header()), 101);
    const auto first = client->read_message();
    EXPECT_TRUE(first && header(*first)["kind"] == "snapshot");
    return client;
  }
  std::unique_ptr<Server> server_;
};

State state_of(int value) { return {{{"progress", value}}, {}}; }

TEST_F(ServerTest, ListensOnTheLoopbackAddressAlone) {
  serve();
  std::ifstream sockets("/proc/net/tcp");
  const std::string own = fmt::format(":{:04X} ", port());
  int found = 0;
  for (std::string line; std::getline(sockets, line);) {
    const std::size_t at = line.find(own);
    if (at == std::string::npos || line.find(" 0A ") == std::string::npos) continue;
    EXPECT_EQ(line.substr(at - 8, 8), "0100007F") << line;
    ++found;
  }
  EXPECT_EQ(found, 1);
}

TEST_F(ServerTest, SaysWhereItCannotListen) {
  serve();
  ServerSettings taken;
  taken.port = port();
  try {
    Server second(taken);
    FAIL() << "two servers on one port";
  } catch (const rankplot::base::Error& error) {
    EXPECT_NE(std::string(error.what()).find(fmt::format("127.0.0.1 port {}", port())),
              std::string::npos)
        << error.what();
  }
}

TEST_F(ServerTest, TurnsTheTokenIntoACookieAndServesThePageForIt) {
  serve();
  const std::string in = converse(
      port(), fmt::format("GET /?token={} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                          kSecrets.token));
  EXPECT_EQ(status_of(in), 303);
  EXPECT_EQ(header_of(in, "Location"), "/");
  EXPECT_EQ(
      header_of(in, "Set-Cookie"),
      fmt::format("rankplot_{}={}; Path=/; HttpOnly; SameSite=Strict", port(), kSecrets.cookie));
  const std::string page = fetch("/");
  EXPECT_EQ(status_of(page), 200);
  EXPECT_EQ(header_of(page, "Content-Encoding"), "gzip");
  EXPECT_EQ(header_of(page, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(header_of(fetch("/page.js"), "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(status_of(fetch("/page.css")), 200);
  EXPECT_EQ(status_of(fetch("/icon.svg")), 200);
  EXPECT_EQ(status_of(fetch("/elsewhere")), 404);
}

TEST_F(ServerTest, ShowsNothingWithoutAToken) {
  serve();
  for (const char* target : {"/", "/page.js", "/figure/1", "/none"}) {
    const std::string response =
        converse(port(), fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n", target));
    EXPECT_EQ(status_of(response), 401) << target;
    EXPECT_TRUE(header_of(response, "Set-Cookie").empty());
    EXPECT_EQ(response.find(kSecrets.token), std::string::npos);
  }
  RawClient client(port());
  client.send(live(port(), "wrong"));
  EXPECT_EQ(status_of(client.read_header()), 401);
}

TEST_F(ServerTest, SendsStrictHeadersWithEveryAnswer) {
  serve();
  for (const std::string& response :
       {fetch("/"), fetch("/none"),
        converse(port(), "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
        converse(port(), "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"),
        converse(port(), "nonsense\r\n\r\n")}) {
    const std::string policy = header_of(response, "Content-Security-Policy");
    EXPECT_NE(policy.find("default-src 'none'"), std::string::npos) << response;
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
    EXPECT_EQ(header_of(response, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header_of(response, "X-Frame-Options"), "DENY");
  }
}

TEST_F(ServerTest, RefusesForeignHostsOriginsAndMethods) {
  serve();
  const auto ask = [&](std::string_view method, std::string_view headers) {
    return status_of(
        converse(port(), fmt::format("{} / HTTP/1.1\r\n{}Cookie: rankplot_{}={}\r\n\r\n", method,
                                     headers, port(), kSecrets.cookie)));
  };
  EXPECT_EQ(ask("GET", "Host: evil.example\r\n"), 421);
  EXPECT_EQ(ask("GET", "Host: localhost\r\nHost: evil.example\r\n"), 421);
  EXPECT_EQ(ask("GET", ""), 421);
  EXPECT_EQ(ask("GET", "Host: localhost\r\nOrigin: http://evil.example\r\n"), 403);
  EXPECT_EQ(ask("DELETE", "Host: localhost\r\n"), 405);
  EXPECT_EQ(ask("PROPFIND", "Host: localhost\r\n"), 405);
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
  serve();
  const std::string response =
      converse(port(), fmt::format("HEAD / HTTP/1.1\r\nHost: localhost\r\nCookie: "
                                   "rankplot_{}={}\r\nConnection: close\r\n\r\n",
                                   port(), kSecrets.cookie));
  EXPECT_EQ(status_of(response), 200);
  EXPECT_TRUE(response.ends_with("\r\n\r\n"));
}

TEST_F(ServerTest, RefusesLongHeadersAndAnyBody) {
  serve();
  const std::string host = "Host: localhost\r\n";
  EXPECT_EQ(status_of(converse(port(), "GET / HTTP/1.1\r\n" + host +
                                           "X: " + std::string(20000, 'x') + "\r\n\r\n")),
            431);
  EXPECT_EQ(status_of(converse(
                port(), "GET /" + std::string(20000, 'x') + " HTTP/1.1\r\n" + host + "\r\n")),
            431);
  EXPECT_EQ(
      status_of(converse(port(), "GET / HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\nhello")),
      413);
  EXPECT_EQ(status_of(converse(
                port(), "GET / HTTP/1.1\r\n" + host + "Content-Length: 99999999999\r\n\r\n")),
            413);
  EXPECT_EQ(status_of(converse(port(), "GET / HTTP/1.1\r\n" + host +
                                           "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")),
            413);
}

TEST_F(ServerTest, ClosesHalfOpenAndEndlessRequests) {
  ServerSettings hasty;
  hasty.request_s = 0.3;
  serve(hasty);
  RawClient silent(port()), half(port()), endless(port());
  half.send("GET / HTTP/1.1\r\nHost: loc");
  EXPECT_TRUE(silent.closed());
  EXPECT_TRUE(half.closed());
  endless.send("GET / HTTP/1.1\r\n");
  for (int i = 0; i < 2000; ++i) endless.send("X: y\r\n");
  EXPECT_TRUE(endless.closed());
}

TEST_F(ServerTest, MakesRoomForNewcomersByClosingWhoeverHasWaitedLongestWithoutAToken) {
  ServerSettings small;
  small.connections = 4;
  small.request_s = 60;
  serve(small);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 20; ++i) idle.push_back(std::make_unique<RawClient>(port()));
  EXPECT_EQ(status_of(fetch("/")), 200);
  EXPECT_TRUE(idle.front()->closed());
}

TEST_F(ServerTest, LimitsViewers) {
  ServerSettings small;
  small.viewers = 1;
  serve(small);
  const auto first = viewer();
  RawClient second(port());
  second.send(live(port()));
  EXPECT_EQ(status_of(second.read_header()), 503);
}

TEST_F(ServerTest, SlowsTheGuesserAndNotTheUser) {
  serve();
  const std::string wrong = "GET /?token=wrong HTTP/1.1\r\nHost: localhost\r\n\r\n";
  for (int i = 0; i < Patience::kFree; ++i) EXPECT_EQ(status_of(converse(port(), wrong)), 401);
  RawClient guesser(port());
  guesser.send(wrong);
  EXPECT_EQ(status_of(fetch("/")), 200);
  char byte = 0;
  EXPECT_LT(::recv(guesser.fd(), &byte, 1, MSG_DONTWAIT | MSG_PEEK), 0)
      << "the guesser was answered first";
  EXPECT_EQ(status_of(guesser.read_all()), 401);
}

TEST_F(ServerTest, ServesFiguresByNumberAndNothingElse) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / fmt::format("rankplot_monitor_{}", ::getpid());
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.png") << "png bytes";
  std::ofstream(folder / "b.svg") << "<svg/>";
  serve();
  server_->add_figure(7, (folder / "a.png").string());
  server_->add_figure(8, (folder / "b.svg").string());
  server_->add_figure(9, (folder / "gone.png").string());
  const std::string png = fetch("/figure/7");
  EXPECT_EQ(status_of(png), 200);
  EXPECT_EQ(header_of(png, "Content-Type"), "image/png");
  EXPECT_TRUE(png.ends_with("\r\n\r\npng bytes"));
  EXPECT_NE(header_of(fetch("/figure/8"), "Content-Security-Policy").find("sandbox"),
            std::string::npos);
  EXPECT_EQ(status_of(fetch("/figure/9")), 404);
  EXPECT_EQ(status_of(fetch("/figure/1")), 404);
  EXPECT_EQ(status_of(fetch("/figure/7/../../../etc/passwd")), 404);
  std::filesystem::remove_all(folder);
}

TEST_F(ServerTest, SendsASnapshotThenDeltasInSequence) {
  serve();
  server_->publish(state_of(1));
  const auto client = viewer();
  std::uint64_t number = 0;
  for (int i = 2; i <= 30; ++i) {
    server_->publish(state_of(i));
    const auto message = client->read_message();
    ASSERT_TRUE(message);
    const json delta = header(*message);
    EXPECT_EQ(delta["kind"], "delta");
    EXPECT_EQ(delta["parts"]["progress"], i);
    if (number > 0) {
      EXPECT_EQ(delta["number"], number + 1);
    }
    number = delta["number"];
  }
}

TEST_F(ServerTest, SendsASnapshotToAViewerThatMissedSomething) {
  serve();
  server_->publish(state_of(1));
  const auto client = viewer();
  client->send(frame(2, "x"));
  const auto message = client->read_message();
  ASSERT_TRUE(message);
  EXPECT_EQ(header(*message)["kind"], "snapshot");
}

TEST_F(ServerTest, ClosesAViewerThatTalks) {
  serve();
  const auto loud = viewer();
  loud->send(frame(2, std::string(100, 'x')));
  EXPECT_TRUE(loud->closed());
  const auto asking = viewer();
  for (int i = 0; i < 50; ++i) asking->send(frame(2, "x"));
  EXPECT_TRUE(asking->closed());
  const auto unmasked = viewer();
  unmasked->send(std::string("\x82\x01x", 3));
  EXPECT_TRUE(unmasked->closed());
}

/// A state of some 8 MB: more than the kernel keeps for a viewer that does not read.
State large_state(int value) {
  State state = state_of(value);
  Series series{"s", "", "", 0, {}};
  for (std::vector<double>* column : {&series.columns.x, &series.columns.first, &series.columns.min,
                                      &series.columns.max, &series.columns.last})
    column->assign(200000, value + (column == &series.columns.min ? 0.5 : 0));
  state.series.push_back(std::move(series));
  return state;
}

TEST_F(ServerTest, GivesAViewerThatFallsBehindAFreshSnapshotAndOthersAllDeltas) {
  serve();
  server_->publish(state_of(0));
  const auto sleeper = viewer();
  const auto awake = viewer();
  const int kStates = 20;
  for (int i = 1; i <= kStates; ++i) {
    server_->publish(large_state(i));
    const auto message = awake->read_message();
    ASSERT_TRUE(message);
    EXPECT_EQ(header(*message)["parts"]["progress"], i);
  }
  json last;
  int messages = 0;
  bool snapshot = false;
  do {
    const auto message = sleeper->read_message();
    ASSERT_TRUE(message);
    last = header(*message);
    snapshot = snapshot || last["kind"] == "snapshot";
    ++messages;
  } while (last["parts"]["progress"] != kStates);
  EXPECT_TRUE(snapshot);
  EXPECT_LT(messages, kStates);
}

TEST_F(ServerTest, ClosesAViewerThatShowsNoSignOfLife) {
  ServerSettings hasty;
  hasty.viewer_s = 0.4;
  serve(hasty);
  EXPECT_TRUE(viewer()->closed());  // it never answers a ping
}

TEST_F(ServerTest, SaysTheLastWordToViewersAndEnds) {
  serve();
  const auto client = viewer();
  server_->publish(state_of(42));
  server_.reset();
  const auto message = client->read_message();
  ASSERT_TRUE(message);
  EXPECT_EQ(header(*message)["parts"]["progress"], 42);
  EXPECT_FALSE(client->read_message());
}

TEST_F(ServerTest, EndsThoughAViewerReadsNothing) {
  serve();
  server_->publish(large_state(1));
  RawClient stuck(port());
  stuck.send(live(port()));
  RawClient half(port());
  half.send("GET /");
  server_.reset();
}

/// Requests that are nearly right, cut and changed in many ways: whatever comes, the server answers
/// or closes, and goes on serving. Worth most under AddressSanitizer.
TEST_F(ServerTest, SurvivesWhateverIsSentToIt) {
  ServerSettings hasty;
  hasty.request_s = 0.2;
  serve(hasty);
  std::mt19937 random(20240501);
  const auto below = [&](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
  };
  const std::vector<std::string> seeds{get(port(), "/"), get(port(), "/figure/1"), live(port()),
                                       live(port()) + frame(2, "x")};
  for (int round = 0; round < 400; ++round) {
    std::string bytes = seeds[below(seeds.size())];
    for (std::size_t change = below(6); change > 0; --change) {
      const std::size_t at = below(bytes.size());
      switch (below(4)) {
        case 0: bytes[at] = static_cast<char>(below(256)); break;
        case 1: bytes.insert(at, std::string(below(40), static_cast<char>(below(256)))); break;
        case 2: bytes.erase(at, below(20)); break;
        default: bytes.insert(at, seeds[below(seeds.size())].substr(0, below(80)));
      }
      if (bytes.empty()) bytes = "G";
    }
    const RawClient client(port());
    client.send(bytes);
  }
  EXPECT_EQ(status_of(fetch("/")), 200);
  EXPECT_EQ(server_->failure(), "");
}

}  // namespace
