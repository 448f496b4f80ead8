#include "rank/comm/array_header.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::comm {
namespace {

using base::ElementType;

std::string refusal(const Words& words) {
  try {
    parse_header(words, 5);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

TEST(ArrayHeader, ReadsBackWhatItWrote) {
  const std::vector<base::Array> arrays{{ElementType::Int16, {3, 0, 5}, nullptr},
                                        {ElementType::Float32, {}, nullptr}};
  const Header header = parse_header(make_header(42, arrays), 0);
  EXPECT_EQ(header.id, 42U);
  ASSERT_EQ(header.arrays.size(), 2U);
  EXPECT_EQ(header.arrays[0].type, ElementType::Int16);
  EXPECT_EQ(header.arrays[0].shape, (std::vector<std::size_t>{3, 0, 5}));
  EXPECT_TRUE(header.arrays[1].shape.empty());
}

TEST(ArrayHeader, RefusesHostileWordsAndNamesTheRank) {
  EXPECT_EQ(refusal({}), "rank 5 sent an array header that ends before its id");
  EXPECT_NE(refusal({1, 1}).find("ends before its element type"), std::string::npos);
  EXPECT_NE(refusal({1, 1, 200, 0}).find("element type 200"), std::string::npos);
  EXPECT_NE(refusal({1, std::uint64_t{1} << 40}).find("number of arrays"), std::string::npos);
  EXPECT_NE(refusal({1, 1, 0, 33}).find("number of axes 33"), std::string::npos);
  EXPECT_NE(refusal({1, 0, 9}).find("1 words too many"), std::string::npos);
  // 2^32 x 2^32 bytes are 2^64.
  const std::uint64_t big = std::uint64_t{1} << 32;
  EXPECT_NE(refusal({1, 1, 0, 2, big, big}).find("extent"), std::string::npos);
}

TEST(Pieces, CoverEveryElementOnceAndSkipEmptyArrays) {
  // 2.5 pieces of int16, nothing, one scalar.
  const std::size_t whole = kPieceBytes / 2;
  const std::vector<base::Array> arrays{{ElementType::Int16, {5, whole / 2}, nullptr},
                                        {ElementType::Float64, {0, 7}, nullptr},
                                        {ElementType::Float64, {}, nullptr}};
  Pieces pieces(arrays);
  std::vector<Piece> all;
  while (!pieces.empty()) all.push_back(pieces.take());
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].count, static_cast<int>(whole));
  EXPECT_EQ(all[1].offset_bytes, kPieceBytes);
  EXPECT_EQ(all[2].count, static_cast<int>(whole / 2));
  EXPECT_EQ(all[2].offset_bytes, 2 * kPieceBytes);
  EXPECT_EQ(all[3].array, 2U);
  EXPECT_EQ(all[3].count, 1);
}

}  // namespace
}  // namespace rankplot::comm
