#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace rankplot::base {

/// What the user or the world did wrong. The message says what was attempted, on what, what was
/// found and what would be right, and stands alone: it is printed as it is.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws Error with a formatted message.
template <class... Args>
[[noreturn]] void fail(fmt::format_string<Args...> format, Args&&... args) {
  throw Error(fmt::format(format, std::forward<Args>(args)...));
}

/// The text of an errno value, thread safe.
std::string errno_text(int error_number);

}  // namespace rankplot::base
