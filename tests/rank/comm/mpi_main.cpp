#include "rank/comm/mpi_main.hpp"

#include <optional>
#include <thread>

#include <gtest/gtest.h>

namespace rankplot::comm {
namespace {
std::optional<Session> started;
}

Session& session() { return *started; }

bool until(const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
  return true;
}

}  // namespace rankplot::comm

int main(int argc, char** argv) {
  using rankplot::comm::Session;
  testing::InitGoogleTest(&argc, argv);
  rankplot::comm::started.emplace(Session::start(&argc, &argv));
  Session& session = rankplot::comm::session();
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  if (session.rank() != 0 && !testing::GTEST_FLAG(list_tests)) {
    auto* printer = listeners.Release(listeners.default_result_printer());
    // Rank 0 tells what ran; the others only what failed.
    struct Quiet final : testing::EmptyTestEventListener {
      void OnTestPartResult(const testing::TestPartResult& result) override {
        if (result.failed())
          fprintf(stderr, "rank %d: %s:%d: %s\n", rankplot::comm::session().rank(),
                  result.file_name(), result.line_number(), result.message());
      }
    };
    delete printer;
    listeners.Append(new Quiet);
  }
  const bool passed = RUN_ALL_TESTS() == 0;
  const bool all_passed = session.agree(passed ? "" : "failed").empty();
  rankplot::comm::started.reset();
  return all_passed ? 0 : 1;
}
