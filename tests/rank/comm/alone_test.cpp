#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "rank/comm/session.hpp"

namespace rankplot::comm {
namespace {

TEST(Alone, DeliversMessagesToItselfInOrder) {
  Session session = Session::alone();
  EXPECT_EQ(session.rank(), 0);
  EXPECT_EQ(session.size(), 1);
  EXPECT_FALSE(session.receive());
  session.send(0, Tag::Grant, "first");
  session.send(0, Tag::Outcome, "second");
  const auto first = session.receive();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->bytes, "first");
  EXPECT_EQ(first->tag, Tag::Grant);
  EXPECT_EQ(first->source, 0);
  EXPECT_EQ(session.receive()->bytes, "second");
  EXPECT_FALSE(session.receive());
}

TEST(Alone, HandsArraysToItselfWithoutCopying) {
  Session session = Session::alone();
  const auto bytes = std::make_shared<std::byte[]>(16);
  const base::Array sent{base::ElementType::Float64, {2}, {bytes, bytes.get()}};
  session.send_arrays(0, 7, {sent});
  const auto came = session.receive_arrays([](std::size_t) -> std::shared_ptr<std::byte> {
    ADD_FAILURE() << "nothing is to be allocated";
    return nullptr;
  });
  ASSERT_TRUE(came);
  EXPECT_EQ(came->id, 7U);
  EXPECT_EQ(came->arrays.at(0).data.get(), bytes.get());
  EXPECT_EQ(session.unsent(), 0U);
}

TEST(Alone, NamesTheRankThatDoesNotExist) {
  Session session = Session::alone();
  try {
    session.send(3, Tag::Grant, "");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("rank 3"), std::string::npos) << error.what();
  }
}

TEST(Alone, AgreesWithItself) {
  Session session = Session::alone();
  EXPECT_EQ(session.agree(""), "");
  EXPECT_EQ(session.agree("no space left"), "no space left");
  EXPECT_EQ(session.all_gather("x"), std::vector<std::string>{"x"});
  EXPECT_EQ(session.broadcast("y", 0), "y");
}

}  // namespace
}  // namespace rankplot::comm
