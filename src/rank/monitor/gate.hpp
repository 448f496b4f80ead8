#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rank/monitor/secrets.hpp"

namespace rankplot::monitor {

/// Of a request, what decides whether and how it is answered. Everything in it is hostile.
struct Asked {
  std::string_view method;                                ///< "GET"
  std::string_view target;                                ///< "/?token=..."
  std::vector<std::string_view> hosts, origins, cookies;  ///< each header of that name
  bool upgrade = false;                                   ///< asks to become a WebSocket
};

enum class Page { None, Html, Script, Style, Icon, Live, Figure };

struct Decision {
  int status = 404;          ///< 200, 303 (to "/", with the cookie), 101, or a refusal
  Page page = Page::None;    ///< with 200 and 101
  std::uint64_t figure = 0;  ///< Page::Figure
  bool guess = false;        ///< came with a wrong token or cookie
  bool trusted = false;      ///< showed a right one
};

/// Who gets in: one Host header of this machine's own names (a name that a stranger's web site made
/// point here is not one of them), no foreign Origin, GET and HEAD, a right token or cookie, and
/// only then one of the few targets there are. Pure.
class Gate {
 public:
  /// `name`: a host name by which it may be called besides localhost's; empty: none.
  Gate(Secrets secrets, std::uint16_t port, std::string name = {});

  Decision decide(const Asked& asked) const;
  const std::string& token() const { return secrets_.token; }
  /// The value of Set-Cookie that goes with a 303.
  std::string set_cookie() const;

 private:
  bool known_host(std::string_view host) const;
  enum class Key { Missing, Wrong, Right };
  Key key_of(const Asked& asked) const;

  Secrets secrets_;
  std::string cookie_name_;
  std::string name_;
};

/// How long wrong tokens wait for their answer: not at all at first, then long enough that guessing
/// leads nowhere; right ones never wait. The time is handed in.
class Patience {
 public:
  static constexpr int kFree = 10;
  static constexpr double kDelay_s = 2;
  static constexpr double kForgive_s = 60;  ///< one guess is forgotten after this time

  /// Seconds until the answer to a guess made now.
  double guess(double now_s);

 private:
  double guesses_ = 0;
  double last_s_ = 0;
};

}  // namespace rankplot::monitor
