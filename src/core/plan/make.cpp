#include <algorithm>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/plan/cases.hpp"
#include "core/plan/estimate.hpp"
#include "core/plan/file_fields.hpp"
#include "core/plan/implied.hpp"
#include "core/plan/members.hpp"
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

/// Gathers the cases of all figures into a plan.
class Builder {
 public:
  Builder(const job::Job& job, const Catalogs& catalogs, const Symbols& symbols)
      : job_(job), catalogs_(catalogs), symbols_(symbols) {}

  void add(std::uint32_t figure, const Cases& cases) {
    plan_.writes.reserve(plan_.writes.size() +
                         cases.table.rows() * cases.shape.figure->save.size());
    tasks_.reserve(std::max(tasks_.size(), cases.table.rows()));
    wanted_ = file_fields_of(*cases.shape.figure);
    std::uint64_t index = 0;
    for (const RowRange rows : pictures_of(cases)) add(cases, rows, figure, ++index);
  }

  Plan take() && {
    estimate_.write(plan_.tasks);
    return std::move(plan_);
  }

 private:
  void add(const Cases& cases, RowRange rows, std::uint32_t figure, std::uint64_t index) {
    Picture picture{plan_.picture_count++, figure, index};
    std::string reason = refusal_of(cases, rows, symbols_);
    Captures captures = captures_of(cases, rows.first);
    std::vector<std::string> files;
    if (reason.empty()) {
      files = take_members(picture, cases, rows);
      reason = claim_files(picture, cases, rows, captures);
    }
    if (!reason.empty()) {
      picture.members.clear();
      plan_.refusals.push_back({std::move(picture), std::move(captures), std::move(reason)});
      return;
    }
    if (!cases.shape.has_within() && cases.shape.figure->panels.empty()) {
      picture.implied = implied(cases.shape, cases.table[rows.first], catalogs_);
    }
    const std::uint64_t task = task_of(std::move(files), std::move(captures));
    plan_.tasks[task].pictures.push_back(std::move(picture));
    estimate_.add(task, cases, rows, catalogs_);
  }

  /// Returns the files of the task, one per input.
  std::vector<std::string> take_members(Picture& picture, const Cases& cases, RowRange rows) const {
    const Shape& shape = cases.shape;
    std::vector<std::string> files(job_.inputs.size());
    if (shape.has_within()) {
      picture.members = members_of(cases, rows, catalogs_, symbols_, files);
      return files;
    }
    for (std::size_t used = 0; used < shape.inputs.size(); ++used) {
      files[shape.inputs[used]] =
          catalogs_[cases.table[rows.first][shape.file_cell(used)]].file.path;
    }
    return files;
  }

  /// Those of the case, not of its members.
  Captures captures_of(const Cases& cases, std::size_t row) const {
    Captures captures;
    const auto cells = cases.table[row];
    for (std::size_t i = 0; i < cases.shape.captures.size(); ++i) {
      if (cases.shape.within[i]) continue;
      const std::uint32_t value = cells[cases.shape.value_cell(i)];
      if (value != kNone) captures.emplace(cases.shape.captures[i], symbols_.text(value));
    }
    return captures;
  }

  /// Notes which files the picture writes; says why when a text of the figure cannot be made for
  /// this case, so that no painter meets it.
  std::string claim_files(Picture& picture, const Cases& cases, RowRange rows,
                          const Captures& captures) {
    const job::Figure& figure = *cases.shape.figure;
    std::vector<std::string> saves;
    try {
      picture.fields = file_fields_at(cases, rows.first, captures);
      const auto fields = fields_at(picture, cases, rows.first, captures, cases.shape.paths.main);
      for (const std::string& save : figure.save) saves.push_back(expand(save, fields));
      if (picture.members.empty()) {
        visit_templates(figure, [&](std::string_view, const std::string& text) {
          if (has_fields(text)) expand(text, fields);
        });
      } else {
        check_texts(picture, cases, rows, captures);
      }
    } catch (const base::Error& error) {
      return error.what();
    }
    for (const std::string& save : saves) claim(picture, cases.shape, captures, save);
    return "";
  }

  /// What the file of a case answers to the figure's texts.
  std::map<std::string, std::string> file_fields_at(const Cases& cases, std::size_t row,
                                                    const Captures& captures) const {
    const Shape& shape = cases.shape;
    if (!shape.paths.main || wanted_.empty()) return {};
    const std::size_t used = shape.used_input(shape.paths.paths[*shape.paths.main].input);
    const std::uint32_t place = cases.table[row][shape.file_cell(used)];
    const std::uint32_t dataset = cases.table[row][shape.dataset_cell(*shape.paths.main)];
    return file_fields(wanted_, captures, catalogs_[place].file.path,
                       catalogs_.dataset(place, dataset));
  }

  /// Expands every text as it will be drawn for each member.
  void check_texts(const Picture& picture, const Cases& cases, RowRange rows,
                   const Captures& captures) const {
    const job::Figure& figure = *cases.shape.figure;
    for (std::size_t row = rows.first; row < rows.last; ++row) {
      Captures all = picture.members[row - rows.first].captures;
      all.insert(captures.begin(), captures.end());
      const auto check = [&](const auto& fields) {
        return [&fields](std::string_view, const std::string& text) {
          if (has_fields(text)) expand(text, fields);
        };
      };
      const auto fields = fields_at(picture, cases, row, all, cases.shape.paths.main);
      visit_axes(figure, check(fields));
      for (const job::Panel& panel : figure.panels) visit_axes(panel, check(fields));
      for (std::size_t i = 0; i < figure.layers.size(); ++i) {
        const auto main = main_of_layer(figure, cases.shape.paths, i);
        visit_layer(figure.layers[i], check(fields_at(picture, cases, row, all, main)));
      }
    }
  }

  std::map<std::string, std::string> fields_at(const Picture& picture, const Cases& cases,
                                               std::size_t row, const Captures& captures,
                                               std::optional<std::size_t> main) const {
    if (!main) return fields_of_picture(captures, picture, "", "");
    const Shape& shape = cases.shape;
    const std::size_t used = shape.used_input(shape.paths.paths[*main].input);
    const std::uint32_t place = cases.table[row][shape.file_cell(used)];
    const std::string& object =
        catalogs_.dataset(place, cases.table[row][shape.dataset_cell(*main)]).object;
    return fields_of_picture(captures, picture, catalogs_[place].file.path, object);
  }

  void claim(const Picture& picture, const Shape& shape, const Captures& captures,
             const std::string& save) {
    std::string path;
    try {
      path = save_path(job_.output, save);
    } catch (const base::Error& error) {
      base::fail("{}: {}", shape.title, error.what());
    }
    const auto [owner, is_new] = plan_.writes.try_emplace(digest(path), picture.id);
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
  std::uint64_t task_of(std::vector<std::string> files, Captures captures) {
    fmt::memory_buffer key;
    for (const std::string& file : files) {
      fmt::format_to(std::back_inserter(key), "{}:{}\n", file.size(), file);
    }
    for (const auto& [name, value] : captures) {
      fmt::format_to(std::back_inserter(key), "{}={}:{}\n", name, value.size(), value);
    }
    const auto [known, is_new] =
        tasks_.try_emplace(digest({key.data(), key.size()}), plan_.tasks.size());
    if (!is_new) return known->second;
    Task& task = plan_.tasks.emplace_back();
    task.id = known->second;
    task.files = std::move(files);
    task.captures = std::move(captures);
    return known->second;
  }

  const job::Job& job_;
  const Catalogs& catalogs_;
  const Symbols& symbols_;
  FileFields wanted_;  // of the figure at hand
  Plan plan_;
  Estimate estimate_;
  std::unordered_map<Digest, std::uint64_t, DigestHash> tasks_;  // by files and captures
};

}  // namespace

Plan make(const job::Job& job, const std::vector<FileCatalog>& catalogs) {
  Symbols symbols;
  Catalogs known(job, catalogs, symbols);
  Builder builder(job, known, symbols);
  for (std::uint32_t figure = 0; figure < job.figures.size(); ++figure) {
    builder.add(figure, cases_of(job, job.figures[figure], known, symbols));
  }
  Plan plan = std::move(builder).take();
  write_keys(job, catalogs, plan);
  return plan;
}

}  // namespace rankplot::plan
