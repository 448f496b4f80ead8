#include "core/wire/status_page.hpp"

#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "core/base/error.hpp"
#include "core/wire/memory.hpp"

namespace rankplot::wire {
namespace {

/// Changes with the layout of the block.
constexpr std::uint64_t kMagic = 0x31305353'4b4e4152;  // "RANKSS01"

std::shared_ptr<StatusBlock> map_block(int fd) {
  void* start = ::mmap(nullptr, sizeof(StatusBlock), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (start == MAP_FAILED) base::fail("cannot map the status page: {}", base::errno_text(errno));
  return {static_cast<StatusBlock*>(start),
          [](StatusBlock* block) { ::munmap(block, sizeof(StatusBlock)); }};
}

template <std::size_t Size>
void cut(char (&target)[Size], std::string_view text) {
  const std::size_t length = std::min(text.size(), Size - 1);
  if (length > 0) std::memcpy(target, text.data(), length);
  target[length] = '\0';
}

template <std::size_t Size>
std::string text_of(const char (&source)[Size]) {
  return {source, ::strnlen(source, Size)};
}

}  // namespace

void report(ThreadStatus& thread, std::uint64_t task, plan::Stage stage, std::string_view file,
            std::string_view object) {
  cut(thread.file, file);
  cut(thread.object, object);
  thread.task = task;
  thread.stage = stage;
  thread.beats = thread.beats + 1;
}

Activity activity(const ThreadStatus& thread) {
  const plan::Stage stage = thread.stage;
  const bool known = stage <= plan::Stage::Write;
  return {thread.task, known ? stage : plan::Stage::Idle, text_of(thread.file),
          text_of(thread.object)};
}

StatusPage StatusPage::create() {
  StatusPage page;
  page.memfd_ = make_memfd("rankplot-status", sizeof(StatusBlock));
  page.block_ = map_block(page.memfd_.fd());
  page.block_->magic = kMagic;
  page.block_->crashed_thread = -1;
  return page;
}

StatusPage StatusPage::open(base::Descriptor memfd) {
  struct stat status {};
  if (::fstat(memfd.fd(), &status) != 0) {
    base::fail("descriptor {} is no status page: {}", memfd.fd(), base::errno_text(errno));
  }
  if (!S_ISREG(status.st_mode) || std::cmp_not_equal(status.st_size, sizeof(StatusBlock))) {
    base::fail("descriptor {} is no status page: it has {} bytes, not {}", memfd.fd(),
               status.st_size, sizeof(StatusBlock));
  }
  StatusPage page;
  page.block_ = map_block(memfd.fd());
  page.memfd_ = std::move(memfd);
  if (page.block_->magic != kMagic) {
    base::fail("the status page was made by another version of rankplot");
  }
  return page;
}

int StatusPage::fd() const { return memfd_.fd(); }

}  // namespace rankplot::wire
