#include "rank/painters/blame.hpp"

#include <gtest/gtest.h>

namespace rankplot::painters {
namespace {

wire::Paint paint(std::uint64_t id) {
  wire::Paint message;
  message.task.id = id;
  return message;
}

class Blaming : public testing::Test {
 protected:
  void at(int thread, std::uint64_t task, plan::Stage stage, const char* file) {
    wire::report(page_.block().threads[thread], task, stage, file, "/x");
  }

  wire::StatusPage page_ = wire::StatusPage::create();
  std::vector<wire::ToPainter> work_{wire::Scan{7, {}}, paint(3), paint(4)};
};

TEST_F(Blaming, ChargesTheCrashingThreadsTask) {
  at(0, 5, plan::Stage::Read, "next.h5");
  at(1, 4, plan::Stage::Draw, "this.h5");
  page_.block().crashed_thread = 1;
  const Blame found = blame(page_.block(), work_, true, 0);
  EXPECT_EQ(found.charged, 1U);
  EXPECT_EQ(found.stage, plan::Stage::Draw);
  EXPECT_EQ(found.file, "this.h5");
  EXPECT_EQ(found.object, "/x");
}

TEST_F(Blaming, ChargesTheSlowestThreadsTaskWhereNoneCrashed) {
  at(0, wire::kScanBit | 7, plan::Stage::Scan, "torn.h5");
  page_.block().crashed_thread = 1;  // of no weight: it was killed
  EXPECT_EQ(blame(page_.block(), work_, false, 0).charged, 0U);
  EXPECT_FALSE(blame(page_.block(), work_, false, std::nullopt).charged);
}

TEST_F(Blaming, ChargesNothingThatIsNotItsWork) {
  at(1, 100, plan::Stage::Draw, "a.h5");
  page_.block().crashed_thread = 1;
  EXPECT_FALSE(blame(page_.block(), work_, true, 1).charged);
  page_.block().crashed_thread = 77;
  EXPECT_FALSE(blame(page_.block(), work_, true, std::nullopt).charged);
}

TEST_F(Blaming, KnowsWhatAMessageFinishes) {
  EXPECT_EQ(finished_by(wire::Scanned{7, {}}, work_), 0U);
  EXPECT_EQ(finished_by(wire::TaskDone{4, 0, 0, 0, 0}, work_), 2U);
  EXPECT_FALSE(finished_by(wire::Scanned{8, {}}, work_));
  EXPECT_FALSE(finished_by(wire::Loaded{3, {}, {}, {}, {}}, work_)) << "it was sent as a Paint";
  EXPECT_FALSE(finished_by(wire::PictureDone{}, work_));
}

}  // namespace
}  // namespace rankplot::painters
