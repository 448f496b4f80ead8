#include "core/wire/channel.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <numeric>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"

namespace rankplot::wire {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kSoon{10'000};
constexpr milliseconds kNow{0};

struct Ends {
  Channel rank, painter;
};

Ends make_ends() {
  SocketPair pair = make_socket_pair();
  return {Channel(std::move(pair.rank_end)), Channel(std::move(pair.painter_end))};
}

template <class Message>
Message said(Channel& rank) {
  auto message = rank.receive_from_painter(kSoon);
  return std::get<Message>(message.value());
}

template <class Message>
Message told(Channel& painter) {
  auto message = painter.receive_from_rank(kSoon);
  return std::get<Message>(message.value());
}

plan::Task some_task() {
  plan::Task task;
  task.id = 41;
  task.files = {"A/gs_100.h5", ""};
  task.captures = {{"step", "100"}};
  task.pictures = {{7, 1, 3}, {8, 2, 3}};
  task.cost_bytes = 1 << 20;
  task.memory_bytes = 1 << 21;
  return task;
}

base::Array doubles(std::vector<std::size_t> shape, std::shared_ptr<std::byte> memory) {
  base::Array array{base::ElementType::Float64, std::move(shape), memory};
  std::vector<double> values(array.count());
  std::iota(values.begin(), values.end(), 0.5);
  std::memcpy(memory.get(), values.data(), array.bytes());
  return array;
}

std::vector<double> values_of(const base::Array& array) { return base::to_field(array).values; }

TEST(Channel, CarriesEveryMessageToThePainter) {
  Ends ends = make_ends();
  ends.rank.send(wire::Setup{"{\"a\":1}", 5, 99});
  ends.rank.send(Scan{3, {"a.h5", {"/x/*", "/{n}"}}});
  ends.rank.send(Load{some_task()});
  ends.rank.send(Paint{some_task(), {7}, {}});
  ends.rank.send(Sample{"folder", 1, 2, 3, 4, 5});
  ends.rank.send(Finish{});

  const auto setup = told<wire::Setup>(ends.painter);
  EXPECT_EQ(setup.job_json, "{\"a\":1}");
  EXPECT_EQ(setup.rank, 5);
  EXPECT_EQ(setup.most_array_bytes, 99U);
  const auto scan = told<Scan>(ends.painter);
  EXPECT_EQ(scan.id, 3U);
  EXPECT_EQ(scan.request.patterns, (std::vector<std::string>{"/x/*", "/{n}"}));
  EXPECT_EQ(told<Load>(ends.painter).task.files, some_task().files);
  const auto paint = told<Paint>(ends.painter);
  EXPECT_EQ(paint.task.id, 41U);
  EXPECT_EQ(paint.task.captures, some_task().captures);
  ASSERT_EQ(paint.task.pictures.size(), 2U);
  EXPECT_EQ(paint.task.pictures[1].figure, 2U);
  EXPECT_EQ(paint.done, std::vector<std::uint64_t>{7});
  EXPECT_EQ(told<Sample>(ends.painter).seed, 5U);
  told<Finish>(ends.painter);
  EXPECT_FALSE(ends.painter.receive_from_rank(kNow));
}

TEST(Channel, CarriesEveryMessageToTheRank) {
  Ends ends = make_ends();
  plan::Outcome outcome;
  outcome.picture = 12;
  outcome.reason = "why";
  outcome.stage = plan::Stage::Write;
  ends.painter.send(Ready{"1.2"});
  ends.painter.send(Scanned{9, {{"a.h5", 1, 2, 3}, {}, "torn"}});
  ends.painter.send(Loaded{4, {}, "no", "a.h5", "/x"});
  ends.painter.send(PictureDone{outcome});
  ends.painter.send(TaskDone{41, 0.5, 0.25, 0.125, 1});
  ends.painter.send(Sampled{{"a", "b"}, ""});

  EXPECT_EQ(said<Ready>(ends.rank).version, "1.2");
  EXPECT_EQ(said<Scanned>(ends.rank).catalog.error, "torn");
  EXPECT_EQ(said<Loaded>(ends.rank).object, "/x");
  const auto done = said<PictureDone>(ends.rank);
  EXPECT_EQ(done.outcome.picture, 12U);
  EXPECT_EQ(done.outcome.stage, plan::Stage::Write);
  EXPECT_EQ(said<TaskDone>(ends.rank).encode_s, 0.125);
  EXPECT_EQ(said<Sampled>(ends.rank).files.size(), 2U);
}

TEST(Channel, CarriesABodyThatExceedsAPacket) {
  Ends ends = make_ends();
  const std::string job(5'000'000, 'j');
  ends.rank.send(wire::Setup{job, 0, 0});
  EXPECT_EQ(told<wire::Setup>(ends.painter).job_json, job);
}

TEST(Channel, CarriesArraysOfAllSizesTogether) {
  Ends ends = make_ends();
  Loaded loaded{1, {}, {}, {}, {}};
  const std::vector<std::vector<std::size_t>> shapes{{}, {3}, {0}, {200, 300}, {2, 2, 2}, {50'000}};
  for (const auto& shape : shapes) {
    loaded.arrays.push_back(doubles(shape, shared_bytes(base::element_count(shape) * 8)));
  }
  ends.painter.send(loaded);
  const auto received = said<Loaded>(ends.rank);
  ASSERT_EQ(received.arrays.size(), shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    EXPECT_EQ(received.arrays[i].shape, shapes[i]);
    EXPECT_EQ(values_of(received.arrays[i]), values_of(loaded.arrays[i]));
  }
}

TEST(Channel, CarriesTheNamesOfCategories) {
  Ends ends = make_ends();
  base::Array array = doubles({2}, shared_bytes(16));
  array.names = std::make_shared<const std::vector<std::string>>(
      std::vector<std::string>{"iron", "\u03b1-tin"});
  array.notes = {"a note"};
  ends.painter.send(Loaded{1, {array, doubles({2}, shared_bytes(16))}, "", "", ""});
  const auto loaded = said<Loaded>(ends.rank);
  ASSERT_TRUE(loaded.arrays.at(0).names);
  EXPECT_EQ(*loaded.arrays[0].names, *array.names);
  EXPECT_FALSE(loaded.arrays.at(1).names);
  EXPECT_EQ(loaded.arrays[0].notes, array.notes);
}

TEST(Channel, CarriesMoreArraysThanAPacketHasDescriptors) {
  Ends ends = make_ends();
  Loaded loaded{1, {}, {}, {}, {}};
  for (std::size_t i = 0; i < 300; ++i) {
    loaded.arrays.push_back(doubles({9000 + i}, shared_bytes((9000 + i) * 8)));
  }
  ends.painter.send(loaded);
  const auto received = said<Loaded>(ends.rank);
  ASSERT_EQ(received.arrays.size(), 300U);
  EXPECT_EQ(values_of(received.arrays[299]), values_of(loaded.arrays[299]));
  EXPECT_EQ(values_of(received.arrays[0]), values_of(loaded.arrays[0]));
}

TEST(Channel, SharesLargeArraysWithoutACopy) {
  Ends ends = make_ends();
  auto memory = shared_bytes(800'000);
  Loaded loaded{1, {doubles({100'000}, memory)}, {}, {}, {}};
  ends.painter.send(loaded);
  const auto received = said<Loaded>(ends.rank);
  // The same pages: what the maker's own mapping still changes is seen.
  const double changed = -1;
  std::memcpy(memory.get() + 8 * 77, &changed, sizeof changed);
  EXPECT_EQ(values_of(received.arrays.at(0)).at(77), -1);
}

TEST(Channel, QueuesOnTheRanksSideAndLosesNothing) {
  Ends ends = make_ends();
  constexpr std::uint64_t kMessages = 20'000;
  std::thread painter([&] {
    for (std::uint64_t i = 0; i < kMessages; ++i) EXPECT_EQ(told<Scan>(ends.painter).id, i);
  });
  for (std::uint64_t i = 0; i < kMessages; ++i) ends.rank.send(Scan{i, {"a.h5", {}}});
  const auto until = std::chrono::steady_clock::now() + kSoon;
  while (!ends.rank.flush() && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  EXPECT_TRUE(ends.rank.flush());
  painter.join();
}

TEST(Channel, SaysThatTheOtherEndIsGoneAfterItsLastMessage) {
  SocketPair pair = make_socket_pair();
  Channel rank(std::move(pair.rank_end));
  rank.send(Finish{});  // never read: the kernel reports a reset
  {
    Channel painter(std::move(pair.painter_end));
    painter.send(Ready{"last words"});
  }
  EXPECT_EQ(said<Ready>(rank).version, "last words");
  EXPECT_THROW(rank.receive_from_painter(kNow), Channel::Closed);
  EXPECT_THROW(rank.send(Finish{}), Channel::Closed);
}

/// Bytes that a broken program might send.
class HostilePeer : public testing::Test {
 protected:
  struct Header {
    std::uint32_t magic = 0x31574b52;
    std::uint16_t kind = 0, body_in_memfd = 0;
    std::uint32_t descriptors = 0, reserved = 0;
    std::uint64_t body_bytes = 0;
  };

  void send(const Header& header, const std::vector<std::uint8_t>& body, int descriptor = -1) {
    std::array<iovec, 2> parts{iovec{const_cast<Header*>(&header), sizeof header},
                               iovec{const_cast<std::uint8_t*>(body.data()), body.size()}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (descriptor >= 0) {
      message.msg_control = control.data();
      message.msg_controllen = control.size();
      cmsghdr* rights = CMSG_FIRSTHDR(&message);
      rights->cmsg_level = SOL_SOCKET;
      rights->cmsg_type = SCM_RIGHTS;
      rights->cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
    }
    ASSERT_GE(::sendmsg(pair_.painter_end.fd(), &message, MSG_NOSIGNAL), 0);
  }

  void send(std::uint16_t kind, const nlohmann::json& fields, int descriptor = -1) {
    const auto body = nlohmann::json::to_cbor(fields);
    send({0x31574b52, kind, 0, descriptor >= 0 ? 1U : 0U, 0, body.size()}, body, descriptor);
  }

  static nlohmann::json loaded_with(const nlohmann::json& array) {
    return {{"task", 1}, {"error", ""}, {"file", ""}, {"object", ""}, {"arrays", {array}}};
  }

  static base::Descriptor memfd_of(std::size_t bytes, bool sealed) {
    base::Descriptor memfd(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    EXPECT_EQ(::ftruncate(memfd.fd(), static_cast<off_t>(bytes)), 0);
    if (sealed) {
      EXPECT_EQ(::fcntl(memfd.fd(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE), 0);
    }
    return memfd;
  }

  void expect_refusal() {
    EXPECT_THROW(rank_.receive_from_painter(kSoon), base::Error);
    EXPECT_FALSE(rank_.receive_from_painter(kNow));  // and nothing of it is left
  }

  SocketPair pair_ = make_socket_pair();
  Channel rank_{std::move(pair_.rank_end)};
  static constexpr std::uint16_t kLoaded = 2;
};

TEST_F(HostilePeer, IsRefusedWithAWrongHeader) {
  send({0xdeadbeef, 0, 0, 0, 0, 0}, {});
  expect_refusal();
  send({0x31574b52, 0, 0, 0, 0, 1'000'000'000'000}, {});
  expect_refusal();
  send({0x31574b52, 0, 0, 7, 0, 0}, {});
  expect_refusal();
  send({0x31574b52, 0, 1, 0, 0, 0}, {});  // body in a memfd that did not come
  expect_refusal();
}

TEST_F(HostilePeer, IsRefusedWithAWrongBody) {
  send(99, {{"version", "1"}});
  expect_refusal();
  send(0, {{"version", 1}});
  expect_refusal();
  send(0, nlohmann::json::array());
  expect_refusal();
  send({0x31574b52, 0, 0, 0, 0, 3}, {0xff, 0xff, 0xff});
  expect_refusal();
  nlohmann::json ready{{"version", "1"}};
  ready["arrays"] = {{{"type", 9}, {"shape", {1}}, {"in", 0}, {"at", 0}}};
  send(0, ready, memfd_of(8, true).fd());
  expect_refusal();
}

TEST_F(HostilePeer, IsRefusedWithArraysThatExceedTheirMemory) {
  const base::Descriptor sealed = memfd_of(80, true);
  const auto array = [](int type, const nlohmann::json& shape, std::size_t in, std::size_t at) {
    return nlohmann::json{{"type", type}, {"shape", shape}, {"in", in}, {"at", at}};
  };
  for (const auto& wrong : {array(9, {11}, 0, 0), array(9, {10}, 0, 8), array(9, {1}, 0, 4),
                            array(9, {1}, 1, 0), array(10, {1}, 0, 0), array(9, {1}, 0, 800),
                            array(9, {std::uint64_t{1} << 40, std::uint64_t{1} << 40}, 0, 0),
                            array(9, nlohmann::json(std::vector<int>(40, 1)), 0, 0)}) {
    SCOPED_TRACE(wrong.dump());
    send(kLoaded, loaded_with(wrong), sealed.fd());
    expect_refusal();
  }
  send(kLoaded, loaded_with(array(9, {10}, 0, 0)), sealed.fd());
  EXPECT_EQ(said<Loaded>(rank_).arrays.at(0).count(), 10U);
}

TEST_F(HostilePeer, IsRefusedWithMemoryThatCouldShrink) {
  const nlohmann::json array{{"type", 9}, {"shape", {1}}, {"in", 0}, {"at", 0}};
  send(kLoaded, loaded_with(array), memfd_of(80, false).fd());
  expect_refusal();
  send(kLoaded, loaded_with(array), STDIN_FILENO);
  expect_refusal();
}

}  // namespace
}  // namespace rankplot::wire
