#include "rank/journal/share.hpp"

#include <charconv>

#include "core/base/error.hpp"

namespace rankplot::journal {

std::string Share::suffix() const { return is_whole() ? "" : fmt::format(".{}-of-{}", number, of); }

Share Share::parse(std::string_view text) {
  Share share;
  const char* end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, share.number);
  const bool slash = number.ec == std::errc() && number.ptr != end && *number.ptr == '/';
  const auto of = slash ? std::from_chars(number.ptr + 1, end, share.of) : number;
  if (!slash || of.ec != std::errc() || of.ptr != end || share.number < 1 ||
      share.number > share.of) {
    base::fail("--share is '{}'; it should be I/N, such as 2/8, with I from 1 to N", text);
  }
  return share;
}

}  // namespace rankplot::journal
