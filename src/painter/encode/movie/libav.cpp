#include "painter/encode/movie/libav.hpp"

#include <array>
#include <cstdarg>
#include <cstdio>
#include <mutex>

extern "C" {
#include <libavutil/error.h>
#include <libavutil/log.h>
}

#include "core/base/error.hpp"

namespace rankplot::encode {
namespace {

std::mutex complaint_mutex;
std::string complaint;  // the last one: the encoders' threads complain too

void keep(void*, int level, const char* format, va_list arguments) {
  if (level > AV_LOG_ERROR) return;
  std::array<char, 512> text{};
  std::vsnprintf(text.data(), text.size(), format, arguments);
  const std::lock_guard lock(complaint_mutex);
  complaint = text.data();
  while (!complaint.empty() && complaint.back() == '\n') complaint.pop_back();
}

}  // namespace

void keep_complaints() { av_log_set_callback(keep); }

int check(int code, const char* call, const std::string& file) {
  if (code >= 0) return code;
  std::array<char, AV_ERROR_MAX_STRING_SIZE> reason{};
  av_strerror(code, reason.data(), reason.size());
  const std::lock_guard lock(complaint_mutex);
  const std::string more = complaint.empty() ? "" : fmt::format(" ({})", complaint);
  base::fail("cannot write '{}': {}: {}{}", file, call, reason.data(), more);
}

}  // namespace rankplot::encode
