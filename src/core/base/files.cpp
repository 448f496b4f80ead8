#include "core/base/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "core/base/descriptor.hpp"
#include "core/base/error.hpp"

namespace rankplot::base {
namespace fs = std::filesystem;
namespace {

std::string temporary_name(const fs::path& path) {
  static std::atomic<unsigned> counter{0};
  // The counter also keeps threads of one painter apart; the process id keeps painters apart.
  fs::path name = path.parent_path() / fmt::format(".{}.{}-{}.tmp", path.filename().string(),
                                                   ::getpid(), counter.fetch_add(1));
  return name.string();
}

void make_folder(const fs::path& folder) {
  std::error_code reason;
  if (!folder.empty()) fs::create_directories(folder, reason);
  if (reason) fail("cannot make the folder '{}': {}", folder.string(), reason.message());
}

Descriptor create(const fs::path& target, const std::string& temporary) {
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
  Descriptor file(::open(temporary.c_str(), flags, 0666));
  if (!file && errno == ENOENT) {
    make_folder(target.parent_path());
    file = Descriptor(::open(temporary.c_str(), flags, 0666));
  }
  if (!file) fail("cannot write '{}': {}", target.string(), errno_text(errno));
  return file;
}

int write_all(int fd, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

std::string read_text(const std::string& path, std::size_t most_bytes) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) fail("cannot open '{}': {}", path, errno_text(errno));
  std::string text;
  char block[65536];
  while (true) {
    const ssize_t got = ::read(file.fd(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("cannot read '{}': {}", path, errno_text(errno));
    if (got == 0) return text;
    text.append(block, static_cast<std::size_t>(got));
    if (text.size() > most_bytes) fail("'{}' is larger than {} bytes", path, most_bytes);
  }
}

void write_atomically(const std::string& path, std::span<const std::byte> bytes) {
  const fs::path target(path);
  const std::string temporary = temporary_name(target);
  int error = 0;
  {
    Descriptor file = create(target, temporary);
    error = write_all(file.fd(), bytes);
  }
  if (error == 0 && std::rename(temporary.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) {
    ::unlink(temporary.c_str());
    fail("cannot write '{}': {}", path, errno_text(error));
  }
}

void write_atomically(const std::string& path, std::string_view text) {
  write_atomically(path, std::as_bytes(std::span(text.data(), text.size())));
}

std::string temporary_beside(const std::string& path) {
  make_folder(fs::path(path).parent_path());
  return temporary_name(path);
}

void sync_filesystem(const std::string& folder) {
  Descriptor handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle) fail("cannot open the folder '{}': {}", folder, errno_text(errno));
  if (::syncfs(handle.fd()) != 0) fail("cannot sync '{}': {}", folder, errno_text(errno));
}

void remove_temporaries(const std::string& path, int process) {
  const fs::path target(path);
  const std::string start = fmt::format(".{}.{}-", target.filename().string(), process);
  std::error_code ignored;
  for (fs::directory_iterator entry(target.parent_path().empty() ? "." : target.parent_path(),
                                    ignored);
       !ignored && entry != fs::directory_iterator(); entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(start) && is_temporary_name(name)) ::unlink(entry->path().c_str());
  }
}

bool is_temporary_name(std::string_view file_name) {
  return file_name.starts_with('.') && file_name.ends_with(".tmp");
}

}  // namespace rankplot::base
