#include "rank/monitor/encoder.hpp"

#include <cmath>
#include <cstring>
#include <limits>

#include <gtest/gtest.h>

using namespace rankplot::monitor;
using nlohmann::json;

namespace {

struct Read {
  json header;
  std::vector<double> values;
};

Read read(const Message& message) {
  std::uint32_t length = 0;
  std::memcpy(&length, message->data(), sizeof length);
  Read read{json::parse(message->substr(4, length)), {}};
  const std::size_t at = (4 + length + 7) / 8 * 8;
  EXPECT_EQ((message->size() - at) % 8, 0U);
  read.values.resize((message->size() - at) / 8);
  std::memcpy(read.values.data(), message->data() + at, message->size() - at);
  return read;
}

Series plain(const std::string& name, std::vector<double> x, std::vector<double> y) {
  const std::uint64_t points = x.size();
  return {name, "", "", points, {std::move(x), y, y, y, y}};
}

TEST(Encoder, SendsWhatChangedAndNothingElse) {
  Encoder encoder;
  encoder.advance(
      {{{"run", "a"}, {"progress", 1}}, {plain("s", {1, 2}, {5, 6}), plain("t", {1}, {9})}});
  const Read delta = read(encoder.advance(
      {{{"run", "a"}, {"progress", 2}}, {plain("s", {1, 2, 3}, {5, 6, 7}), plain("t", {1}, {9})}}));
  EXPECT_EQ(delta.header["kind"], "delta");
  EXPECT_EQ(delta.header["number"], 2);
  EXPECT_EQ(delta.header["parts"], json({{"progress", 2}}));
  ASSERT_EQ(delta.header["series"].size(), 1U);
  EXPECT_EQ(delta.header["series"][0]["keep"], 2);
  EXPECT_EQ(delta.header["series"][0]["add"], 1);
  EXPECT_EQ(delta.header["series"][0]["plain"], true);
  EXPECT_EQ(delta.values, (std::vector<double>{3, 7}));
}

TEST(Encoder, ReplacesRowsFromTheFirstThatDiffers) {
  Encoder encoder;
  encoder.advance({{}, {plain("s", {1, 2, 3}, {1, 1, 1})}});
  Series merged{"s", "", "", 4, {{1, 2}, {1, 0}, {1, -4}, {1, 8}, {1, 3}}};
  const Read delta = read(encoder.advance({{}, {merged}}));
  EXPECT_EQ(delta.header["series"][0]["keep"], 1);
  EXPECT_EQ(delta.header["series"][0]["plain"], false);
  EXPECT_EQ(delta.values, (std::vector<double>{2, 0, -4, 8, 3}));
}

TEST(Encoder, SaysWhenASeriesHasFewerRows) {
  Encoder encoder;
  encoder.advance({{}, {plain("s", {1, 2, 3}, {1, 1, 1})}});
  const Read delta = read(encoder.advance({{}, {plain("s", {1}, {1})}}));
  ASSERT_EQ(delta.header["series"].size(), 1U);
  EXPECT_EQ(delta.header["series"][0]["keep"], 1);
  EXPECT_EQ(delta.header["series"][0]["add"], 0);
}

TEST(Encoder, SnapshotHoldsItAllWithTheNumberOfItsState) {
  Encoder encoder;
  encoder.advance({{{"run", "a"}}, {plain("s", {1}, {4})}});
  encoder.advance({{{"run", "b"}}, {plain("s", {1, 2}, {4, 5})}});
  const Read snapshot = read(encoder.snapshot());
  EXPECT_EQ(snapshot.header["kind"], "snapshot");
  EXPECT_EQ(snapshot.header["number"], 2);
  EXPECT_EQ(snapshot.header["parts"]["run"], "b");
  EXPECT_EQ(snapshot.values, (std::vector<double>{1, 2, 4, 5}));
  EXPECT_EQ(encoder.snapshot(), encoder.snapshot()) << "made once for all viewers";
}

TEST(Encoder, PassesNumbersThatJsonCannotSay) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  Encoder encoder;
  const Read delta = read(encoder.advance({{}, {plain("s", {1, 2}, {nan, infinity})}}));
  EXPECT_EQ(delta.header["series"][0]["plain"], true);
  EXPECT_TRUE(std::isnan(delta.values[2]));
  EXPECT_EQ(delta.values[3], infinity);
  const Read same = read(encoder.advance({{}, {plain("s", {1, 2}, {nan, infinity})}}));
  EXPECT_TRUE(same.header["series"].empty()) << "a NaN equals itself";
}

TEST(Encoder, ReplacesBytesThatAreNoText) {
  Encoder encoder;
  const Read delta =
      read(encoder.advance({{{"run", std::string("a\xff")}}, {plain("s\xfe", {1}, {1})}}));
  EXPECT_EQ(delta.header["parts"]["run"], "a\xEF\xBF\xBD");
}

}  // namespace
