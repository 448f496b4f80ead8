#include <algorithm>
#include <string>
#include <unordered_map>

#include <fmt/format.h>
#include <xxhash.h>

#include "core/base/error.hpp"
#include "core/plan/cases.hpp"
#include "core/plan/estimate.hpp"
#include "core/plan/file_fields.hpp"
#include "core/plan/implied.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/template.hpp"
#include "core/plan/texts.hpp"

namespace rankplot::plan {
namespace {

/// "{step} = 100, {run} = a".
std::string describe(const Captures& captures) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : captures)
    parts.push_back(fmt::format("{{{}}} = {}", name, value));
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// Stands for a text in a table: half the memory, and two different texts never share 128 bits.
struct Digest {
  std::uint64_t low = 0, high = 0;
  bool operator==(const Digest&) const = default;
};
struct DigestHash {
  std::size_t operator()(const Digest& digest) const { return digest.low; }
};

Digest digest(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return {hash.low64, hash.high64};
}

/// Gathers the cases of all figures into a plan.
class Builder {
 public:
  Builder(const job::Job& job, const Catalogs& catalogs, const Symbols& symbols)
      : job_(job), catalogs_(catalogs), symbols_(symbols) {}

  void add(std::uint32_t figure, const Cases& cases) {
    owners_.reserve(owners_.size() + cases.table.rows() * cases.shape.figure->save.size());
    tasks_.reserve(std::max(tasks_.size(), cases.table.rows()));
    wanted_ = file_fields_of(*cases.shape.figure);
    for (std::size_t row = 0; row < cases.table.rows(); ++row) {
      Picture picture{plan_.picture_count++, figure, row + 1};
      const std::uint32_t refusal = cases.table[row][cases.shape.refusal_cell()];
      std::string reason = refusal == kNone ? "" : cases.reasons[refusal];
      Captures captures = captures_of(cases, row);
      if (reason.empty()) reason = claim_files(picture, cases, row, captures);
      if (!reason.empty()) {
        plan_.refusals.push_back({picture, std::move(captures), std::move(reason)});
        continue;
      }
      picture.implied = implied(cases.shape, cases.table[row], catalogs_);
      const std::uint64_t task = task_of(cases, row, std::move(captures));
      plan_.tasks[task].pictures.push_back(std::move(picture));
      estimate_.add(task, cases, row, catalogs_);
    }
  }

  Plan take() && {
    estimate_.write(plan_.tasks);
    return std::move(plan_);
  }

 private:
  Captures captures_of(const Cases& cases, std::size_t row) const {
    Captures captures;
    const auto cells = cases.table[row];
    for (std::size_t i = 0; i < cases.shape.captures.size(); ++i) {
      const std::uint32_t value = cells[cases.shape.value_cell(i)];
      if (value != kNone) captures.emplace(cases.shape.captures[i], symbols_.text(value));
    }
    return captures;
  }

  /// Notes which files the picture writes; says why when a text of the figure cannot be made for
  /// this case, so that no painter meets it.
  std::string claim_files(Picture& picture, const Cases& cases, std::size_t row,
                          const Captures& captures) {
    const Shape& shape = cases.shape;
    std::vector<std::string> saves;
    try {
      std::string_view file, object;
      if (shape.paths.main) {
        const std::size_t main = *shape.paths.main;
        const std::size_t used = shape.used_input(shape.paths.paths[main].input);
        const std::uint32_t place = cases.table[row][shape.file_cell(used)];
        file = catalogs_[place].file.path;
        const auto& dataset = catalogs_.dataset(place, cases.table[row][shape.dataset_cell(main)]);
        object = dataset.object;
        picture.fields = file_fields(wanted_, captures, file, dataset);
      }
      const auto fields = fields_of_picture(captures, picture, file, object);
      for (const std::string& save : shape.figure->save) saves.push_back(expand(save, fields));
      visit_templates(*shape.figure, [&](std::string_view, const std::string& text) {
        if (has_fields(text)) expand(text, fields);
      });
    } catch (const base::Error& error) {
      return error.what();
    }
    for (const std::string& save : saves) claim(picture, shape, captures, save);
    return "";
  }

  void claim(const Picture& picture, const Shape& shape, const Captures& captures,
             const std::string& save) {
    std::string path;
    try {
      path = save_path(job_.output, save);
    } catch (const base::Error& error) {
      base::fail("{}: {}", shape.title, error.what());
    }
    const auto [owner, is_new] = owners_.try_emplace(digest(path), picture.id);
    if (!is_new) refuse_twice(path, owner->second, picture, captures);
  }

  [[noreturn]] void refuse_twice(const std::string& path, std::uint64_t first_id,
                                 const Picture& picture, const Captures& captures) const {
    const std::string& name = job_.figures[picture.figure].name;
    if (first_id == picture.id) {
      base::fail(
          "{}: figure '{}' would write '{}' twice in one case; give its formats different "
          "names in `save`",
          job_.file, name, path);
    }
    const auto case_of = [](const std::string& figure, const Captures& values) {
      return values.empty() ? fmt::format("figure '{}'", figure)
                            : fmt::format("figure '{}' ({})", figure, describe(values));
    };
    for (const Task& task : plan_.tasks) {
      for (const Picture& first : task.pictures) {
        if (first.id != first_id) continue;
        base::fail(
            "{}: {} and {} would both write '{}'; add a field to `save` that tells them "
            "apart, such as {{{}}}",
            job_.file, case_of(job_.figures[first.figure].name, task.captures),
            case_of(name, captures), path, telling(task.captures, captures));
      }
    }
    base::fail("{}: '{}' would be written twice", job_.file, path);
  }

  static std::string telling(const Captures& first, const Captures& second) {
    for (const auto& [name, value] : second) {
      const auto other = first.find(name);
      if (other == first.end() || other->second != value) return name;
    }
    return "index";
  }

  /// The task of a case: the same for all figures with the same files and captures.
  std::uint64_t task_of(const Cases& cases, std::size_t row, Captures captures) {
    const Shape& shape = cases.shape;
    fmt::memory_buffer key;
    for (std::size_t used = 0; used < shape.inputs.size(); ++used) {
      fmt::format_to(std::back_inserter(key), "{}:{}\n", shape.inputs[used],
                     cases.table[row][shape.file_cell(used)]);
    }
    for (const auto& [name, value] : captures) {
      fmt::format_to(std::back_inserter(key), "{}={}:{}\n", name, value.size(), value);
    }
    const auto [known, is_new] =
        tasks_.try_emplace(digest({key.data(), key.size()}), plan_.tasks.size());
    if (!is_new) return known->second;
    Task& task = plan_.tasks.emplace_back();
    task.id = known->second;
    task.files.resize(job_.inputs.size());
    for (std::size_t used = 0; used < shape.inputs.size(); ++used) {
      task.files[shape.inputs[used]] = catalogs_[cases.table[row][shape.file_cell(used)]].file.path;
    }
    task.captures = std::move(captures);
    return known->second;
  }

  const job::Job& job_;
  const Catalogs& catalogs_;
  const Symbols& symbols_;
  FileFields wanted_;  // of the figure at hand
  Plan plan_;
  Estimate estimate_;
  std::unordered_map<Digest, std::uint64_t, DigestHash> owners_;  // picture by file written
  std::unordered_map<Digest, std::uint64_t, DigestHash> tasks_;   // by files and captures
};

}  // namespace

Plan make(const job::Job& job, const std::vector<FileCatalog>& catalogs) {
  Symbols symbols;
  Catalogs known(job, catalogs, symbols);
  Builder builder(job, known, symbols);
  for (std::uint32_t figure = 0; figure < job.figures.size(); ++figure) {
    builder.add(figure, cases_of(job, job.figures[figure], known, symbols));
  }
  return std::move(builder).take();
}

}  // namespace rankplot::plan
