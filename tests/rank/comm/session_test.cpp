#include <algorithm>
#include <cstring>
#include <numeric>

#include <gtest/gtest.h>
#include <mpi.h>

#include "core/base/error.hpp"
#include "rank/comm/mpi_main.hpp"

namespace rankplot::comm {
namespace {

using base::ElementType;

std::shared_ptr<std::byte> heap(std::size_t bytes) {
  const std::shared_ptr<std::byte[]> memory(new std::byte[bytes]);
  return {memory, memory.get()};
}

/// Numbers 0, 1, 2, ... of a type that can hold them.
template <class T>
base::Array counting(ElementType type, std::vector<std::size_t> shape, T first) {
  base::Array array{type, std::move(shape), nullptr};
  const auto memory = heap(array.bytes());
  auto* numbers = reinterpret_cast<T*>(memory.get());
  std::iota(numbers, numbers + array.count(), first);
  array.data = memory;
  return array;
}

std::optional<Session::Arrays> next_arrays() {
  std::optional<Session::Arrays> came;
  until([&] {
    session().receive();
    came = session().receive_arrays(heap);
    return came.has_value();
  });
  return came;
}

TEST(Session, KeepsTheOrderOfEachPairOfRanks) {
  constexpr int kMessages = 200;
  const int size = session().size();
  for (int i = 0; i < kMessages; ++i)
    for (int to = 0; to < size; ++to)
      session().send(to, Tag::Grant,
                     std::to_string(i) + std::string(static_cast<std::size_t>(i), '.'));
  std::vector<int> next(static_cast<std::size_t>(size));
  int left = kMessages * size;
  ASSERT_TRUE(until([&] {
    while (const auto message = session().receive()) {
      EXPECT_EQ(std::stoi(message->bytes), next[static_cast<std::size_t>(message->source)]++);
      --left;
    }
    return left == 0;
  }));
  ASSERT_TRUE(until([] { return session().receive(), session().unsent() == 0; }));
  session().barrier();
}

TEST(Session, PassesMessagesBeyondTheEagerLimitAndEmptyOnes) {
  const int to = (session().rank() + 1) % session().size();
  const std::string large(3'000'000, 'x');
  session().send(to, Tag::Outcome, large);
  session().send(to, Tag::Control, "");
  std::vector<Message> came;
  ASSERT_TRUE(until([&] {
    if (auto message = session().receive()) came.push_back(std::move(*message));
    return came.size() == 2 && session().unsent() == 0;
  }));
  EXPECT_TRUE(came[0].bytes == large);
  EXPECT_EQ(came[0].tag, Tag::Outcome);
  EXPECT_EQ(came[1].bytes, "");
  EXPECT_EQ(came[1].tag, Tag::Control);
  session().barrier();
}

TEST(Session, SendsTypedArraysInOrder) {
  const int rank = session().rank();
  const int size = session().size();
  constexpr std::uint64_t kTransfers = 40;
  if (rank == 0)
    for (std::uint64_t id = 0; id < kTransfers; ++id)
      for (int to = 0; to < size; ++to)
        session().send_arrays(
            to, id,
            {counting<double>(ElementType::Float64, {2, 3}, static_cast<double>(id)),
             base::Array{ElementType::Int8, {0}, nullptr},
             counting<std::int32_t>(ElementType::Int32, {}, to)});
  for (std::uint64_t id = 0; id < kTransfers; ++id) {
    const auto came = next_arrays();
    ASSERT_TRUE(came);
    EXPECT_EQ(came->source, 0);
    EXPECT_EQ(came->id, id);
    ASSERT_EQ(came->arrays.size(), 3U);
    EXPECT_EQ(came->arrays[0].shape, (std::vector<std::size_t>{2, 3}));
    double last = 0;
    std::memcpy(&last, came->arrays[0].data.get() + 5 * sizeof(double), sizeof last);
    EXPECT_EQ(last, static_cast<double>(id) + 5);
    std::int32_t receiver = 0;
    std::memcpy(&receiver, came->arrays[2].data.get(), sizeof receiver);
    EXPECT_EQ(receiver, rank);
  }
  ASSERT_TRUE(until([] { return session().receive(), session().unsent() == 0; }));
  session().barrier();
}

TEST(Session, SendsAnArrayOfSeveralPieces) {
  const std::size_t count = 9'000'001;  // 36 MB: four pieces of 8 MiB and a rest
  const int last = session().size() - 1;
  if (session().rank() == 0)
    session().send_arrays(last, 1, {counting<std::uint32_t>(ElementType::UInt32, {count}, 0)});
  if (session().rank() == last) {
    const auto came = next_arrays();
    ASSERT_TRUE(came);
    const auto* numbers = reinterpret_cast<const std::uint32_t*>(came->arrays[0].data.get());
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(numbers[i], i);
  }
  ASSERT_TRUE(until([] { return session().receive(), session().unsent() == 0; }));
  session().barrier();
}

TEST(Session, StreamsInOrderAndNeverBeyondItsWindow) {
  constexpr int kMessages = 500;
  const int size = session().size();
  std::vector<int> next(static_cast<std::size_t>(size));
  int sent = 0;
  int left = session().rank() == 0 ? kMessages * size : 0;
  ASSERT_TRUE(until([&] {
    for (; sent < kMessages && session().stream_room() > 0; ++sent)
      session().stream(0, std::to_string(sent) + std::string(static_cast<std::size_t>(sent), '.'));
    EXPECT_LE(session().unsent_stream(), kStreamWindow);
    while (const auto came = session().receive_stream()) {
      EXPECT_EQ(std::stoi(came->bytes), next[static_cast<std::size_t>(came->source)]++);
      --left;
    }
    return sent == kMessages && left == 0 && session().unsent_stream() == 0;
  }));
  session().barrier();
}

TEST(Session, HoldsAStreamBackWhileNobodyReceivesIt) {
  const int last = session().size() - 1;
  if (session().rank() == 0) {
    for (std::size_t i = 0; i < kStreamWindow; ++i) session().stream(last, "short");
    EXPECT_EQ(session().stream_room(), 0U);
    EXPECT_THROW(session().stream(last, "one more"), base::Error);
  }
  session().barrier();  // nothing is received until here
  if (session().rank() == 0) {
    EXPECT_EQ(session().stream_room(), 0U);
  }
  session().barrier();
  std::size_t left = session().rank() == last ? kStreamWindow : 0;
  ASSERT_TRUE(until([&] {
    while (left > 0 && session().receive_stream()) --left;
    return left == 0 && session().unsent_stream() == 0;
  }));
  session().barrier();
}

TEST(Session, GathersStringsOfDifferentLengths) {
  const int rank = session().rank();
  const auto all = session().all_gather(std::string(static_cast<std::size_t>(rank * 1000), 'a'));
  ASSERT_EQ(all.size(), static_cast<std::size_t>(session().size()));
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], std::string(i * 1000, 'a'));
}

TEST(Session, BroadcastsFromAnyRank) {
  for (int root = 0; root < session().size(); ++root) {
    const std::string text = "from " + std::to_string(root);
    EXPECT_EQ(session().broadcast(session().rank() == root ? text : "", root), text);
  }
  EXPECT_EQ(session().broadcast("", 0), "");
}

TEST(Session, AgreesOnTheErrorOfTheLowestRank) {
  const int last = session().size() - 1;
  EXPECT_EQ(session().agree(""), "");
  EXPECT_EQ(session().agree(session().rank() == last ? "disk full" : ""), "disk full");
  EXPECT_EQ(session().agree("rank " + std::to_string(session().rank())), "rank 0");
}

TEST(Session, NamesARankThatDoesNotExist) {
  try {
    session().send(99, Tag::Grant, "");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("rank 99"), std::string::npos) << error.what();
  }
}

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Seconds that our transfer of `bytes` from rank 0 to each other rank takes.
double scatter_ours(const base::Array& array) {
  session().barrier();
  const double start = now_s();
  if (session().rank() == 0) {
    for (int to = 1; to < session().size(); ++to) session().send_arrays(to, 1, {array});
    while (session().unsent() > 0) session().receive();
  } else {
    while (!session().receive_arrays(heap)) {
    }
  }
  session().barrier();
  return now_s() - start;
}

double scatter_mpi(const base::Array& array) {
  const int count = static_cast<int>(array.count());
  const int ranks = session().size();
  // Rank 0 keeps nothing; all others receive the same bytes, as in ours.
  std::vector<int> counts(static_cast<std::size_t>(ranks), count);
  const std::vector<int> offsets(static_cast<std::size_t>(ranks), 0);
  counts[0] = 0;
  session().barrier();
  const double start = now_s();
  const bool root = session().rank() == 0;
  const auto memory = root ? nullptr : heap(array.bytes());
  MPI_Scatterv(array.data.get(), counts.data(), offsets.data(), MPI_DOUBLE, memory.get(),
               root ? 0 : count, MPI_DOUBLE, 0, MPI_COMM_WORLD);
  session().barrier();
  return now_s() - start;
}

TEST(Session, PrintsItsSpeedBesideScatterv) {
  if (session().size() == 1) GTEST_SKIP() << "one rank sends nothing";
  const base::Array array = counting<double>(ElementType::Float64, {16 << 20}, 0);  // 128 MiB
  double ours = 1e9, mpi = 1e9;
  for (int i = 0; i < 3; ++i) {
    mpi = std::min(mpi, scatter_mpi(array));
    ours = std::min(ours, scatter_ours(array));
  }
  const double megabytes = static_cast<double>(array.bytes()) * (session().size() - 1) / 1e6;
  if (session().rank() == 0)
    printf("arrays: %.0f MB/s, MPI_Scatterv: %.0f MB/s, ratio %.2f\n", megabytes / ours,
           megabytes / mpi, mpi / ours);
}

TEST(Large, PassesAnArrayBeyondTwoToThe31Bytes) {
  const std::size_t count = (std::size_t{1} << 31) + 12345;
  const int last = session().size() - 1;
  if (session().rank() == 0)
    session().send_arrays(last, 1, {counting<std::uint8_t>(ElementType::UInt8, {count}, 0)});
  if (session().rank() == last) {
    const auto came = next_arrays();
    ASSERT_TRUE(came);
    ASSERT_EQ(came->arrays[0].bytes(), count);
    const std::byte* data = came->arrays[0].data.get();
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < count; ++i) wrong += data[i] != static_cast<std::byte>(i & 0xFF);
    EXPECT_EQ(wrong, 0U);
  }
  ASSERT_TRUE(until([] { return session().receive(), session().unsent() == 0; }));
  session().barrier();
}

}  // namespace
}  // namespace rankplot::comm
