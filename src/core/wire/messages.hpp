#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/base/array.hpp"
#include "core/plan/catalog.hpp"
#include "core/plan/inspection.hpp"
#include "core/plan/outcome.hpp"
#include "core/plan/plan.hpp"

/// What a rank and its painters say to each other. Each message is a JSON body (CBOR on the wire)
/// and any number of arrays; arrays cross as memfds.
namespace rankplot::wire {

// rank -> painter

/// First message: what the painter needs to know once. Tasks that come before it are a bug.
struct Setup {
  std::string job_json;  ///< job::to_json
  int rank = 0;
  std::uint64_t most_array_bytes = 0;  ///< arrays above are refused
};
struct Scan {
  std::uint64_t id = 0;
  plan::ScanRequest request;
};
/// Read the arrays of a task and give them back (scatter: this rank reads for another).
struct Load {
  plan::Task task;
};
/// Draw a task. With arrays (one per plan::bind(...).reads, in that order): draw from them and open
/// no file. The pictures listed in `done` (by Picture::id) are saved already and are skipped.
struct Paint {
  plan::Task task;
  std::vector<std::uint64_t> done;
  std::vector<base::Array> arrays;
};
/// Write the sample files (`rankplot sample`).
struct Sample {
  std::string folder;
  std::uint64_t random_plots = 0, grid = 0, steps = 0, every = 0, seed = 0;
};
struct RecordSeries {
  std::string name, group, fmt, unit;
  std::uint64_t expected = 0;
};
/// So many points of a series.
struct RecordRun {
  std::uint64_t series = 0, count = 0, stands_for = 0;
};
/// Begin the record of points at `path`. `before`: the file of a recorder that died, which is to
/// hold what that one said was in it: these series and points, and no others.
struct RecordOpen {
  std::string path, before;
  std::vector<RecordSeries> declared;
  std::vector<RecordRun> runs;  ///< at most one a series
};
/// Points for the record: two float64 arrays, x and y, of all runs one after the other.
struct RecordPoints {
  std::uint64_t batch = 0;             ///< 1, 2, ...
  std::vector<RecordSeries> declared;  ///< new series, numbered on from those declared before
  std::vector<RecordRun> runs;
  bool flush = false;  ///< answer when all of it is in the file
  std::vector<base::Array> arrays;
};
/// Begin a movie, the same in each of `files`, which take their format from their suffix.
struct MovieOpen {
  std::vector<std::string> files;
  double fps = 24;
  std::optional<int> quality;  ///< 1 to 100; absent: the format's own
  bool loop = true;
  std::string title;  ///< shown first on a card of its own; empty: none
};
/// The next frame: the picture in `file`; empty: the one before stays in sight. Each is answered by
/// Filmed.
struct MovieFrame {
  std::uint64_t number = 0;  ///< 1, 2, ...
  std::string file;
};
/// There are no more frames: the files get their names. Answered by Filmed.
struct MovieEnd {};
/// Look into a file (`rankplot inspect`).
struct Inspect {
  plan::InspectRequest request;
};
/// End when what was sent before is done.
struct Finish {};

using ToPainter = std::variant<Setup, Scan, Load, Paint, Sample, Finish, RecordOpen, RecordPoints,
                               Inspect, MovieOpen, MovieFrame, MovieEnd>;

// painter -> rank

struct Ready {
  std::string version;
};
struct Scanned {
  std::uint64_t id = 0;
  plan::FileCatalog catalog;
};
struct Loaded {
  std::uint64_t task = 0;
  std::vector<base::Array> arrays;  ///< empty when `error` is set
  std::string error;
  std::string file, object;
};
/// A picture was written (renamed, not yet synced) or failed.
struct PictureDone {
  plan::Outcome outcome;
};
struct TaskDone {
  std::uint64_t task = 0;
  double read_s = 0, draw_s = 0, encode_s = 0, write_s = 0;
};
struct Sampled {
  std::vector<std::string> files;
  std::string error;
};

/// All batches up to `batch` are in the file; the answer to RecordOpen and to flushes.
struct Recorded {
  std::uint64_t batch = 0;
  bool opened = false;  ///< the answer to RecordOpen
  std::string error;    ///< the record cannot go on
  std::string before;   ///< why the file before does not hold what it should; empty: it does
};

struct Inspected {
  plan::Inspection inspection;
};

/// All frames up to `frame` are in the movie.
struct Filmed {
  std::uint64_t frame = 0;
  bool complete = false;    ///< the answer to MovieEnd: the files have their names
  std::uint64_t bytes = 0;  ///< of complete files
  std::string error;        ///< the movie cannot be made
};

using FromPainter = std::variant<Ready, Scanned, Loaded, PictureDone, TaskDone, Sampled, Recorded,
                                 Inspected, Filmed>;

}  // namespace rankplot::wire
