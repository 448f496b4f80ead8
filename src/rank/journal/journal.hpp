#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/plan/movies.hpp"
#include "core/plan/outcome.hpp"
#include "rank/journal/share.hpp"

namespace rankplot::journal {

/// The output folder cannot be made, written or had for oneself: exit code 74, never requeued.
class OutputError : public base::Error {
 public:
  using base::Error::Error;
};

/// First line of a journal.
struct Header {
  int format = 1;
  std::string version;
  std::string job_file;
  std::uint64_t pictures = 0;        ///< in the plan
  std::string plan = {};             ///< names it: journals with equal ones are parts of one record
  Share share = {};                  ///< what of the plan this journal's run draws
  std::uint64_t share_pictures = 0;  ///< of the plan's, those of this share
  std::int64_t since_ns = 0;         ///< when its run began, since 1970
  // What it takes to do the same again.
  std::string job_path = {};                ///< absolute
  std::string output = {};                  ///< as the files of outcomes begin
  std::string directory = {};               ///< absolute: what job and output are relative to
  std::vector<std::string> overrides = {};  ///< of --set
};

/// What a journal says.
struct Record {
  Header header;
  std::vector<plan::Outcome> outcomes;
  std::vector<std::string> leftovers;  ///< below the output folder: files that the job used to make
  std::vector<plan::FilmOutcome> films;  ///< movies; of each the last word
};

/// The run's record: OUTPUT/journal.jsonl (of a share journal.2-of-8.jsonl), one JSON object a
/// line, one write(2) a line, so that it can be read while the run goes on. Rank 0 only. All
/// members throw OutputError.
class Journal {
 public:
  /// Takes the place of the journal that is there in one step: whoever reads sees the old one or
  /// the new one, which holds what `begin` says, one line a picture.
  Journal(const std::string& output, const Record& begin);
  ~Journal();
  void append(const plan::Outcome& outcome);
  void append(const plan::FilmOutcome& film);
  void sync();
  /// Throws where the file was removed or replaced under the run: what is appended would be lost.
  void check() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The journals of an output folder, the oldest run's first; a torn last line is passed over.
/// Throws base::Error naming file and line otherwise; an empty list where there is none.
std::vector<Record> read_each(const std::string& output);

/// The state of an output folder: what the journals of the newest run's plan say together, one
/// outcome a picture. Throws base::Error, also where there is no journal.
Record read(const std::string& output);

/// Removes the journals of shares, which are in journal.jsonl now.
void remove_share_journals(const std::string& output);

/// Moves journals that cannot be read out of the way: journal.jsonl to journal.1.jsonl, older ones
/// up. Throws OutputError.
void put_away(const std::string& output);

}  // namespace rankplot::journal
