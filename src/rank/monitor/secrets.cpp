#include "rank/monitor/secrets.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstddef>

#include "core/base/error.hpp"

namespace rankplot::monitor {

std::string new_secret() {
  constexpr std::size_t kBytes = 24;
  std::array<unsigned char, kBytes> bytes{};
  for (std::size_t have = 0; have < kBytes;) {
    const ssize_t got = ::getrandom(bytes.data() + have, kBytes - have, 0);
    if (got < 0 && errno != EINTR)
      base::fail("cannot get random bytes for the monitor's token: {}", base::errno_text(errno));
    if (got > 0) have += static_cast<std::size_t>(got);
  }
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  for (std::size_t i = 0; i < kBytes; i += 3) {
    const unsigned three =
        unsigned{bytes[i]} << 16 | unsigned{bytes[i + 1]} << 8 | unsigned{bytes[i + 2]};
    for (int shift = 18; shift >= 0; shift -= 6) text += kDigits[three >> shift & 63];
  }
  return text;
}

bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;  // lengths are no secret
  volatile unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference = static_cast<unsigned char>(
        difference | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i])));
  return difference == 0;
}

}  // namespace rankplot::monitor
