#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "rank/journal/journal.hpp"

namespace rankplot::journal {

/// Who runs in an output folder.
struct Holder {
  std::string host;
  int pid = 0;
  std::string job_id;      ///< of Slurm; empty outside it
  std::int64_t since = 0;  ///< seconds since 1970

  bool operator==(const Holder&) const = default;
};
/// "pid 4711 on node7 (Slurm job 99) since 2024-05-01 12:00:00"
std::string describe(const Holder& holder);

/// Throws OutputError when the output folder could not be made or written, without touching it.
void check_writable(const std::string& output);

/// OUTPUT/.rankplot/lock (folder 0700): one run an output folder; holds host, pid and job id,
/// renewed while held. flock(2) decides where it reaches; a holder on another host that the file
/// names is believed for `kLeaseSeconds` after its last renewal, measured by the file server's own
/// clock, since not every network file system carries flock between hosts. What a dead holder left
/// is taken over. Throws OutputError naming the holder.
class Lock {
 public:
  static constexpr int kLeaseSeconds = 180;

  /// Of a share: OUTPUT/.rankplot/lock.2-of-8. Other shares of as many may run beside it, nothing
  /// else.
  explicit Lock(const std::string& output, const Share& share = {});
  /// As above, under another name: for the tests.
  Lock(const std::string& output, const Holder& self, const Share& share = {});
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  /// To be called often; touches the file at most every 30 s.
  void renew();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Who holds the lock, or that of a share, as far as this host can tell: empty when nobody does.
std::optional<Holder> holder(const std::string& output);

}  // namespace rankplot::journal
