#include "core/wire/status_page.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <string>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::wire {
namespace {

base::Descriptor memfd_of(std::size_t bytes) {
  base::Descriptor memfd(::memfd_create("test", MFD_CLOEXEC));
  EXPECT_EQ(::ftruncate(memfd.fd(), static_cast<off_t>(bytes)), 0);
  return memfd;
}

TEST(StatusPage, ShowsTheRankWhatThePainterReports) {
  const StatusPage rank = StatusPage::create();
  EXPECT_EQ(rank.block().crashed_thread, -1);
  const StatusPage painter = StatusPage::open(base::Descriptor(::dup(rank.fd())));

  report(painter.block().threads[1], 8, plan::Stage::Draw, "a.h5", "/x");

  const Activity seen = activity(rank.block().threads[1]);
  EXPECT_EQ(seen.task, 8U);
  EXPECT_EQ(seen.stage, plan::Stage::Draw);
  EXPECT_EQ(seen.file, "a.h5");
  EXPECT_EQ(seen.object, "/x");
  EXPECT_EQ(rank.block().threads[1].beats, 1U);
  EXPECT_EQ(activity(rank.block().threads[0]).task, 0U);
}

TEST(StatusPage, CutsLongNames) {
  const StatusPage page = StatusPage::create();
  report(page.block().threads[0], 1, plan::Stage::Read, std::string(600, 'f'), "short");
  EXPECT_EQ(activity(page.block().threads[0]).file, std::string(511, 'f'));
  EXPECT_EQ(activity(page.block().threads[0]).object, "short");
}

TEST(StatusPage, ReadsWhateverADyingPainterLeft) {
  const StatusPage page = StatusPage::create();
  ThreadStatus& thread = page.block().threads[2];
  std::memset(thread.file, 'x', sizeof thread.file);  // no end
  thread.stage = static_cast<plan::Stage>(200);
  const Activity seen = activity(thread);
  EXPECT_EQ(seen.file.size(), sizeof thread.file);
  EXPECT_EQ(seen.stage, plan::Stage::Idle);
}

TEST(StatusPage, RefusesDescriptorsThatAreNone) {
  EXPECT_THROW(StatusPage::open(base::Descriptor()), base::Error);
  EXPECT_THROW(StatusPage::open(memfd_of(100)), base::Error);
  EXPECT_THROW(StatusPage::open(memfd_of(sizeof(StatusBlock))), base::Error);  // no magic
  EXPECT_THROW(StatusPage::open(base::Descriptor(::open("/dev/null", O_RDWR))), base::Error);
}

}  // namespace
}  // namespace rankplot::wire
