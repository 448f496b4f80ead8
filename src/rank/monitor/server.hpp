#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "rank/monitor/secrets.hpp"
#include "rank/monitor/state.hpp"

namespace rankplot::monitor {

struct ServerSettings {
  std::string address = "127.0.0.1";  ///< where it listens; elsewhere only when told
  std::uint16_t port = 0;             ///< 0: one that is free
  std::string name;                   ///< by which it may be called besides localhost's names
  double request_s = 5;               ///< to send a whole request, and to take the answer
  double viewer_s = 30;               ///< a viewer that shows no sign of life for as long is closed
  std::size_t connections = 256;      ///< at once, of which
  std::size_t viewers = 128;
  std::size_t queue = 4;  ///< messages that may wait for a viewer
};

/// Serves the page, the figures and the live data to browsers, on a thread of its own. What viewers
/// do or leave undone costs the run nothing: calls return at once, a viewer that does not keep up
/// gets a fresh snapshot instead of what it missed, and a fault ends the server alone.
class Server {
 public:
  /// Throws base::Error where it cannot listen.
  explicit Server(const ServerSettings& settings, Secrets secrets = {});
  /// Sends what waits (at most for a second), says goodbye and ends the thread.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  const std::string& token() const;
  /// What viewers are to see from now on. One that comes while earlier ones still wait for the
  /// thread may be passed over: the next says it all again.
  void publish(State state);
  /// The file of /figure/NUMBER. The newest `kFiguresKept` are known.
  void add_figure(std::uint64_t number, std::string path);
  static constexpr std::size_t kFiguresKept = 4096;
  /// Why it serves no more; empty: all is well.
  std::string failure() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace rankplot::monitor
