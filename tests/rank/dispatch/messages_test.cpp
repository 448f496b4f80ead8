#include "rank/dispatch/messages.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::dispatch {
namespace {

template <class Decode>
void expect_refused(Decode decode, const std::string& bytes) {
  try {
    decode(bytes);
    FAIL() << "accepted " << bytes.size() << " bytes";
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("rank 7"), std::string::npos) << error.what();
  }
}

TEST(Messages, ReadBackAReport) {
  Report report;
  report.outcomes.emplace_back().picture = 3;
  report.finished.push_back({4, 0.5});
  report.charged.push_back({5, 1, "signal 9", plan::Stage::Draw, "f.h5", "/x", {8, 9}});
  report.returned.push_back({6, {1}});
  report.dropped = {7};
  report.broken = "gone";
  report.stop = true;
  report.doing.push_back({plan::Stage::Encode, "g.h5", "/y", 0.25});
  const Report back = decode_report(encode(report), 7);
  EXPECT_EQ(back.outcomes.at(0).picture, 3U);
  EXPECT_EQ(back.finished.at(0).id, 4U);
  EXPECT_EQ(back.finished.at(0).seconds, 0.5);
  EXPECT_EQ(back.charged.at(0).cause, "signal 9");
  EXPECT_EQ(back.charged.at(0).stage, plan::Stage::Draw);
  EXPECT_EQ(back.charged.at(0).done, (std::vector<std::uint64_t>{8, 9}));
  EXPECT_EQ(back.returned.at(0).done, std::vector<std::uint64_t>{1});
  EXPECT_EQ(back.dropped, std::vector<std::uint64_t>{7});
  EXPECT_EQ(back.broken, "gone");
  EXPECT_TRUE(back.stop);
  EXPECT_EQ(back.doing.at(0).stage, plan::Stage::Encode);
  EXPECT_EQ(back.doing.at(0).object, "/y");
  EXPECT_EQ(back.doing.at(0).seconds, 0.25);
}

TEST(Messages, ReadBackAGrant) {
  Grant grant;
  plan::Task task;
  task.id = 12;
  task.files = {"a.h5"};
  grant.orders.push_back({12, task, {4, 5}, 1, true});
  grant.orders.push_back({13, plan::ScanRequest{"b.h5", {"/x"}}, {}, -1, false});
  grant.last = true;
  const Grant back = decode_grant(encode(grant), 7);
  ASSERT_EQ(back.orders.size(), 2U);
  EXPECT_EQ(std::get<plan::Task>(back.orders[0].what).files, std::vector<std::string>{"a.h5"});
  EXPECT_EQ(back.orders[0].done, (std::vector<std::uint64_t>{4, 5}));
  EXPECT_TRUE(back.orders[0].with_arrays);
  EXPECT_EQ(std::get<plan::ScanRequest>(back.orders[1].what).file, "b.h5");
  EXPECT_TRUE(back.last);
  EXPECT_FALSE(back.drop);
}

TEST(Messages, ReadBackControl) {
  Leave leave{"disk full", {}, 3};
  leave.totals.saved = 9;
  const Control back = decode_control(encode(Control(leave)), 7);
  EXPECT_EQ(std::get<Leave>(back).error, "disk full");
  EXPECT_EQ(std::get<Leave>(back).totals.saved, 9U);
  EXPECT_EQ(std::get<Leave>(back).transfers, 3U);
  EXPECT_TRUE(std::holds_alternative<Bye>(decode_control(encode(Control(Bye{})), 7)));
}

TEST(Messages, RefuseWhatIsMalformedAndNameTheRank) {
  const auto report = [](const std::string& bytes) { decode_report(bytes, 7); };
  const auto grant = [](const std::string& bytes) { decode_grant(bytes, 7); };
  const auto control = [](const std::string& bytes) { decode_control(bytes, 7); };
  std::string cut = encode(Report{});
  cut.pop_back();
  for (const std::string& bytes :
       {std::string(), std::string("garbage"), cut, encode(Control(Bye{})) + "x"}) {
    expect_refused(report, bytes);
    expect_refused(grant, bytes);
    expect_refused(control, bytes);
  }
  expect_refused(report, encode(Grant{}));
}

}  // namespace
}  // namespace rankplot::dispatch
