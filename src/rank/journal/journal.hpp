#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/plan/outcome.hpp"

namespace rankplot::journal {

/// The output folder cannot be made, written or had for oneself: exit code 74, never requeued.
class OutputError : public base::Error {
 public:
  using base::Error::Error;
};

/// First line of journal.jsonl.
struct Header {
  int format = 1;
  std::string version;
  std::string job_file;
  std::uint64_t pictures = 0;  ///< in the plan
};

/// The run's record: OUTPUT/journal.jsonl, one JSON object a line, one write(2) a line. Rank 0
/// only. An old journal is kept as journal.1.jsonl (older ones move up). All members throw
/// OutputError.
class Journal {
 public:
  Journal(const std::string& output, const Header& header);
  ~Journal();
  void append(const plan::Outcome& outcome);
  void sync();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What a journal says; a torn last line is passed over. Throws base::Error naming file and line
/// otherwise.
struct Record {
  Header header;
  std::vector<plan::Outcome> outcomes;
};
Record read(const std::string& output);

}  // namespace rankplot::journal
