#include "rank/stream/batch.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::stream {
namespace {

Batch full_batch() {
  Batch batch{3, 17, true, {}, {}, {"news", ""}};
  batch.declared.push_back({"a name", "group", "ro-", "m/s", 20, true});
  batch.declared.push_back({"b", "", "", "", 0, false});
  batch.runs.push_back({1, 5, {{1, 2}, {3, 4}}});
  batch.runs.push_back({0, 0, {}});
  return batch;
}

TEST(Batch, ComesBackAsItWas) {
  const Batch batch = decode_batch(encode(full_batch()), 1);
  EXPECT_EQ(batch.producer, 3U);
  EXPECT_EQ(batch.number, 17U);
  EXPECT_TRUE(batch.last);
  EXPECT_EQ(batch.declared, full_batch().declared);
  ASSERT_EQ(batch.runs.size(), 2U);
  EXPECT_EQ(batch.runs[0].series, 1U);
  EXPECT_EQ(batch.runs[0].stands_for, 5U);
  EXPECT_EQ(batch.runs[0].points, full_batch().runs[0].points);
}

TEST(Batch, IsRefusedWhereverItIsCutOrDamaged) {
  const std::string whole = encode(full_batch());
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THROW(decode_batch(whole.substr(0, size), 1), base::Error) << size;
  EXPECT_THROW(decode_batch(whole + "x", 1), base::Error);
  for (std::size_t place = 0; place < whole.size(); ++place) {
    std::string damaged = whole;
    damaged[place] = '\xff';
    try {
      decode_batch(damaged, 1);  // another number, or an error: never beyond its bytes
    } catch (const base::Error& error) {
      EXPECT_NE(std::string(error.what()).find("rank 1 "), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace rankplot::stream
