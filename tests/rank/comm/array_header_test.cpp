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

TEST(ArrayHeader, CarriesTheNamesOfCategories) {
  // Of no bytes, of exactly a word, of more than one.
  const std::vector<std::string> names{"", "tungsten", "a longer name"};
  const std::vector<base::Array> arrays{
      {ElementType::Int32, {3}, nullptr, std::make_shared<const std::vector<std::string>>(names)},
      {ElementType::Int32, {3}, nullptr, nullptr, {"a note"}}};
  const Words words = make_header(42, arrays);
  // id, count; type, axes, extent, 1, 3 names (1 + 0, 1 + 1, 1 + 2), no notes; type, axes, extent,
  // no names, 1 note (1 + 1).
  EXPECT_EQ(words.size(), 2U + 5 + 6 + 1 + 5 + 2);
  const Header header = parse_header(words, 0);
  ASSERT_TRUE(header.arrays[0].names);
  EXPECT_EQ(*header.arrays[0].names, names);
  EXPECT_FALSE(header.arrays[1].names);
  EXPECT_EQ(header.arrays[1].notes, arrays[1].notes);
}

TEST(ArrayHeader, RefusesHostileNames) {
  EXPECT_NE(refusal({1, 1, 4, 0, 1, 20'000}).find("number of names 20000"), std::string::npos);
  EXPECT_NE(refusal({1, 1, 4, 0, 1, 2, 5000}).find("bytes of a name 5000"), std::string::npos);
  EXPECT_NE(refusal({1, 1, 4, 0, 1, 2, 9, 0}).find("ends before its part of a name"),
            std::string::npos);
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
