#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::contains;
using testing::error_of;

Slab slab(const std::string& hyperslab, const std::vector<std::uint64_t>& shape) {
  return resolve(expr::parse_path("/x" + hyperslab).hyperslab, shape);
}

/// "start+stride*count" of the first axis, a '!' where it is dropped.
std::string first(const std::string& hyperslab, std::uint64_t extent) {
  const Slab::Axis axis = slab(hyperslab, {extent}).axes.at(0);
  return fmt::format("{}+{}*{}{}", axis.start, axis.stride, axis.count, axis.dropped ? "!" : "");
}

// Each expected triple is the first, the step and the length of Python's range(*slice.indices(n)).
TEST(Resolve, ClipsRangesAsNumPyDoes) {
  EXPECT_EQ(first("[:]", 10), "0+1*10");
  EXPECT_EQ(first("[2:5]", 10), "2+1*3");
  EXPECT_EQ(first("[2:50]", 10), "2+1*8");
  EXPECT_EQ(first("[-3:]", 10), "7+1*3");
  EXPECT_EQ(first("[-30:-8]", 10), "0+1*2");
  EXPECT_EQ(first("[::3]", 10), "0+3*4");
  EXPECT_EQ(first("[1:8:3]", 10), "1+3*3");
  EXPECT_EQ(first("[9:1]", 10), "9+1*0");
  EXPECT_EQ(first("[20:]", 10), "10+1*0");
  EXPECT_EQ(first("[:]", 0), "0+1*0");
}

TEST(Resolve, DropsTheAxisOfAnIndex) {
  EXPECT_EQ(first("[3]", 10), "3+1*1!");
  EXPECT_EQ(first("[-1]", 10), "9+1*1!");
  EXPECT_EQ(first("[-10]", 10), "0+1*1!");
  const std::string message = error_of([] { first("[10]", 10); });
  EXPECT_TRUE(contains(message, "index 10")) << message;
  EXPECT_TRUE(contains(message, "axis 0")) << message;
  EXPECT_TRUE(contains(message, "10 elements")) << message;
  EXPECT_TRUE(contains(error_of([] { first("[-11]", 10); }), "index -11"));
  EXPECT_TRUE(contains(error_of([] { first("[0]", 0); }), "0 elements"));
}

TEST(Resolve, TakesAxesThatAreNotNamedWhole) {
  const Slab two = slab("[1]", {4, 5});
  ASSERT_EQ(two.axes.size(), 2U);
  EXPECT_EQ(two.axes[1].count, 5U);
  EXPECT_FALSE(two.axes[1].dropped);
  EXPECT_TRUE(slab("", {4, 5}).axes.empty());
  EXPECT_TRUE(slab("", {}).axes.empty());
  EXPECT_TRUE(contains(error_of([] { slab("[1, 2]", {4}); }), "2 axes"));
  EXPECT_TRUE(contains(error_of([] { slab("[{t}]", {4}); }), "{t}"));
}

TEST(Resolve, HoldsAtTheEndsOfItsNumbers) {
  const std::uint64_t most = UINT64_MAX;
  EXPECT_EQ(slab("[:]", {most}).axes[0].count, most);
  EXPECT_EQ(slab("[-1]", {most}).axes[0].start, most - 1);
  EXPECT_EQ(slab("[-9223372036854775808:]", {most}).axes[0].start, most - (std::uint64_t{1} << 63));
  EXPECT_EQ(slab("[::9223372036854775807]", {most}).axes[0].count, 3U);  // 0, 2^63 - 1, 2^64 - 2
}

}  // namespace
}  // namespace rankplot::plan
