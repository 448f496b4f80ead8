#include "rank/stream/frame.hpp"

#include <cstring>

#include <gtest/gtest.h>

namespace rankplot::stream {
namespace {

template <class Number>
Number at(const std::string& bytes, std::size_t word) {
  Number number;
  std::memcpy(&number, bytes.data() + 8 * word, sizeof number);
  return number;
}

TEST(Frame, HoldsASnapshotThenOnlyWhatIsNew) {
  View view;
  const std::size_t series = view.declare({"a", {}, {}, {}, 0, false});
  view.declare({"silent", {}, {}, {}, 0, false});
  const std::vector<Point> points{{1, 10}, {2, 20}, {3, 30}};
  view.add(series, points, 3);
  Seen seen;
  const std::string first = make_frame(view, seen, 100);
  ASSERT_EQ(first.size(), 8U * (2 + 4 + 9 * 3));
  EXPECT_EQ(at<std::uint64_t>(first, 0), view.version());
  EXPECT_EQ(at<std::uint64_t>(first, 1), 1U);      // blocks
  EXPECT_EQ(at<std::uint64_t>(first, 3), 0U);      // from
  EXPECT_EQ(at<std::uint64_t>(first, 4), 3U);      // buckets
  EXPECT_EQ(at<double>(first, 6 + 1), 1.0);        // count of the second
  EXPECT_EQ(at<double>(first, 6 + 3 + 1), 2.0);    // its first x
  EXPECT_EQ(at<double>(first, 6 + 24 + 2), 30.0);  // the third's last y
  EXPECT_EQ(make_frame(view, seen, 100), "");

  const std::vector<Point> more{{4, 40}};
  view.add(series, more, 5);
  const std::string next = make_frame(view, seen, 100);
  ASSERT_EQ(next.size(), 8U * (2 + 4 + 9));
  EXPECT_EQ(at<std::uint64_t>(next, 3), 3U);
  EXPECT_EQ(at<std::uint64_t>(next, 5), 8U);  // 4 came and stand for 8
  EXPECT_EQ(seen, (Seen{4, 0}));
}

}  // namespace
}  // namespace rankplot::stream
