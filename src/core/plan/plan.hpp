#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/job/job.hpp"
#include "core/plan/catalog.hpp"
#include "core/plan/pattern.hpp"

namespace rankplot::plan {

/// A hyperslab with all numbers known: per axis start, stride, count (count 1 and `dropped` for an
/// index).
struct Slab {
  struct Axis {
    std::uint64_t start = 0, stride = 1, count = 0;
    bool dropped = false;
  };
  std::vector<Axis> axes;  ///< one for each axis of the dataset; empty: all of it (or a scalar)
};

/// One array to read: the unit of reading and of scattering.
struct Read {
  std::string file;
  std::string object;  ///< absolute
  std::string column;
  std::vector<expr::Slice> hyperslab;  ///< captures already turned into indices
};

/// What a file says of a role where the job leaves it open.
struct Implied {
  std::uint32_t layer = 0;
  std::string role;
  std::string label;  ///< of its axis or colour bar; empty: none
  std::string text;   ///< of the role itself, as a job writes it; empty: the job gives it

  bool operator==(const Implied&) const = default;
};

/// One figure of one task.
struct Picture {
  std::uint64_t id = 0;      ///< place in the plan: 0, 1, ...
  std::uint32_t figure = 0;  ///< index into Job::figures
  std::uint64_t index = 0;   ///< {index}: the case's place within its figure, from 1
  /// {attr.NAME} and {time}, by field name, where the figure's texts use them.
  std::map<std::string, std::string> fields{};
  std::vector<Implied> implied{};
};

/// A case with all the figures that draw from it: what is granted to a painter.
struct Task {
  std::uint64_t id = 0;
  std::vector<std::string> files;  ///< one per Job::inputs; "" where the case uses none
  Captures captures;
  std::vector<Picture> pictures;
  std::uint64_t cost_bytes = 0;    ///< what it reads and draws: the measure of its time
  std::uint64_t memory_bytes = 0;  ///< estimated peak on top of an idle painter
};

/// A picture that cannot be drawn, known before any work.
struct Refusal {
  Picture picture;
  Captures captures;
  std::string reason;
};

struct Plan {
  std::vector<Task> tasks;          ///< in the order of the job; dispatch orders by cost
  std::vector<Refusal> refusals;    ///< counted as failed
  std::uint64_t picture_count = 0;  ///< of tasks and refusals
};

/// Which files to scan for what, from the job and the files found: one request a file, sorted by
/// path, with the absolute patterns of all figures that need it. Files that no case can come from
/// (no partner in the join of a figure's inputs, left out by `select`) are not asked for; inputs
/// that no figure uses are not looked at. Throws Error where an input matches no file (naming the
/// pattern and the nearest existing folder).
std::vector<ScanRequest> scans(const job::Job& job);

/// Job x catalog -> Plan, the same for the same input whatever the order of `catalogs`.
///
/// The cases of a figure are the combinations of the captures of its files (joined over the inputs
/// it uses), of its object paths (joined on what they share; a case exists where every path of the
/// figure does) and of its hyperslabs (0 to extent - 1 of that axis). What is wrong with one file
/// or dataset refuses its cases and no others. A range in `select` with step 1 takes every value
/// between its ends; other steps count from its start, or 0.
///
/// Throws Error where two pictures would write the same file, where one would write outside
/// `output`, where a template or `select` names what no case has, where nothing is selected, or
/// where a figure stands for more than kMostCases.
Plan make(const job::Job& job, const std::vector<FileCatalog>& catalogs);
inline constexpr std::size_t kMostCases = 5'000'000;

/// A layer of a bound picture: for each role its expression, and for each of its paths the place in
/// BoundTask::reads.
struct BoundLayer {
  std::map<std::string, std::vector<std::size_t>> reads_of_role;
};

struct BoundPicture {
  Picture picture;
  job::Figure figure;              ///< all templates expanded
  std::vector<std::string> save;   ///< output/..., one per format
  std::vector<BoundLayer> layers;  ///< one per figure.layers
};

/// A task ready to be drawn: what to read (each array once) and the pictures with their texts.
struct BoundTask {
  std::vector<Read> reads;
  std::vector<BoundPicture> pictures;
};

/// Templates are: title, axis labels, save, and every text option of a layer ("label"). Their
/// fields: the captures of the case, which hide fields of the same name; {index}; and of the first
/// path of the first layer that has one (its roles in alphabetical order) {file} and {dataset}, the
/// file's name without folder and suffix and the last component of the object, {attr.NAME} and
/// {time} (DatasetInfo).
/// Pure; the same on coordinator, reader and painter. Throws Error (naming the figure).
BoundTask bind(const job::Job& job, const Task& task);

/// A hyperslab of an expression against a dataset's real shape, with NumPy's rules for ranges
/// (clipped) and indices (Error naming axis, index and extent when out of range; Error when there
/// are more slices than axes).
Slab resolve(const std::vector<expr::Slice>& hyperslab, const std::vector<std::uint64_t>& shape);

void to_json(nlohmann::json& json, const Implied& implied);
void from_json(const nlohmann::json& json, Implied& implied);
void to_json(nlohmann::json& json, const Picture& picture);
void from_json(const nlohmann::json& json, Picture& picture);
void to_json(nlohmann::json& json, const Task& task);
void from_json(const nlohmann::json& json, Task& task);
void to_json(nlohmann::json& json, const Read& read);
void from_json(const nlohmann::json& json, Read& read);

}  // namespace rankplot::plan
