#pragma once

#include <string>
#include <string_view>

namespace rankplot::monitor {

/// 192 bits from the kernel (getrandom), as 32 characters of base64url.
std::string new_secret();

/// Takes the same time wherever the texts differ.
bool same_secret(std::string_view a, std::string_view b);

/// What opens the page. The token is in the URL that the user is given; a browser that showed it
/// gets the cookie, another secret, so that the token stays in no browser.
struct Secrets {
  std::string token = new_secret();
  std::string cookie = new_secret();
};

}  // namespace rankplot::monitor
