#include "core/plan/scans.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/plan/cases.hpp"
#include "core/plan/file_fields.hpp"

namespace rankplot::plan {
namespace fs = std::filesystem;
namespace {

/// The longest part of a pattern's folder that is there.
std::string nearest_folder(const std::string& pattern) {
  fs::path folder = fs::path(pattern).parent_path();
  std::error_code ignored;
  while (!folder.empty() && folder != folder.root_path() && !fs::is_directory(folder, ignored)) {
    folder = folder.parent_path();
  }
  return folder.empty() ? "." : folder.string();
}

/// The files of the job's inputs, each numbered once whatever inputs name it.
class Found {
 public:
  Found(const job::Job& job, const Takes& takes) : job_(job), takes_(takes) {}

  const InputFiles& of_input(std::size_t input) {
    const auto [place, is_new] = of_input_.try_emplace(input);
    if (is_new) find(input, place->second);
    return place->second;
  }
  const std::string& path(std::uint32_t file) const { return paths_[file]; }
  Symbols& symbols() { return symbols_; }

 private:
  void find(std::size_t input, InputFiles& files) {
    const Pattern pattern = Pattern::parse(job_.inputs[input].pattern);
    for (const FoundFile& file : find_files(pattern)) {
      if (takes_ && !takes_(file.path)) continue;
      const auto [known, is_new] =
          numbers_.try_emplace(file.path, static_cast<std::uint32_t>(paths_.size()));
      if (is_new) paths_.push_back(file.path);
      std::vector<std::string_view> values;
      for (const std::string& name : pattern.captures())
        values.emplace_back(file.captures.at(name));
      files.add(known->second, values, symbols_);
    }
    if (!files.files.empty()) return;
    base::fail("{}: the input '{}' matches no file; the nearest folder that exists is '{}'",
               job_.file, pattern.text(), nearest_folder(pattern.text()));
  }

  const job::Job& job_;
  const Takes& takes_;
  Symbols symbols_;
  std::vector<std::string> paths_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::map<std::size_t, InputFiles> of_input_;
};

/// Which patterns to look for in which file.
class Requests {
 public:
  void add(const Shape& shape, const Table& cases, const Found& found) {
    fields_.add(file_fields_of(*shape.figure));
    std::vector<std::vector<std::string>> patterns(shape.inputs.size());
    for (const FigurePath& path : shape.paths.paths) {
      patterns[shape.used_input(path.input)].push_back(path.object.text());
    }
    for (std::size_t used = 0; used < shape.inputs.size(); ++used) {
      std::vector<bool> seen;  // by file: a join names one many times
      for (std::size_t row = 0; row < cases.rows(); ++row) {
        const std::uint32_t file = cases[row][shape.file_cell(used)];
        if (file >= seen.size()) seen.resize(file + 1);
        if (seen[file]) continue;
        seen[file] = true;
        auto& wanted = of_file_[found.path(file)];
        for (const std::string& pattern : patterns[used]) {
          if (std::find(wanted.begin(), wanted.end(), pattern) == wanted.end()) {
            wanted.push_back(pattern);
          }
        }
      }
    }
  }

  std::vector<ScanRequest> take() && {
    std::vector<ScanRequest> requests;
    requests.reserve(of_file_.size());
    for (auto& [file, patterns] : of_file_) {
      requests.push_back({file, std::move(patterns), fields_.attributes, fields_.time});
    }
    return requests;
  }

 private:
  std::map<std::string, std::vector<std::string>> of_file_;
  FileFields fields_;  // of all figures: of each file they are few
};

}  // namespace

std::vector<ScanRequest> scans(const job::Job& job, const Takes& takes) {
  Found found(job, takes);
  Requests requests;
  for (const job::Figure& figure : job.figures) {
    const Shape shape = shape_of(job, figure);
    const auto files_of = [&](std::size_t input) -> const InputFiles& {
      return found.of_input(input);
    };
    requests.add(shape, join_files(shape, files_of, found.symbols()), found);
  }
  return std::move(requests).take();
}

std::vector<ScanRequest> scans(const job::Job& job) { return scans(job, {}); }

}  // namespace rankplot::plan
