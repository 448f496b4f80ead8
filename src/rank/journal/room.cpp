#include "rank/journal/room.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "core/base/descriptor.hpp"
#include "core/base/error.hpp"

namespace rankplot::journal {
namespace {

std::string reason_of(const std::string& output, int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EROFS:
    case ENOENT:
    case ENOTDIR:
    case ESTALE:
    case EIO:
    case ENOTCONN:
    case EHOSTDOWN:
      return fmt::format("cannot write to the output folder '{}' any more: {}", output,
                         base::errno_text(error));
    default: return "";
  }
}

}  // namespace

std::string lost_output(const std::string& output) {
  std::string name = (std::filesystem::path(output) / ".rankplot" / "room.XXXXXX").string();
  const base::Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file) return reason_of(output, errno);
  static constexpr std::array<char, 65536> kBlock{};
  const ssize_t written = ::write(file.fd(), kBlock.data(), kBlock.size());
  int error = written < 0 ? errno : 0;
  if (error == 0 && static_cast<std::size_t>(written) < kBlock.size()) error = ENOSPC;
  // Quotas and network file systems may refuse only what is stored.
  if (error == 0 && ::fsync(file.fd()) != 0) error = errno;
  ::unlink(name.c_str());
  return error == 0 ? "" : reason_of(output, error);
}

}  // namespace rankplot::journal
