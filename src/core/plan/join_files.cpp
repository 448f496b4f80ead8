#include <string>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/plan/cases.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {
namespace {

using Key = std::u32string;  // value ids; a string for its hash

/// One input to be joined to the rows so far.
class InputJoin {
 public:
  InputJoin(const Shape& shape, std::size_t used, std::size_t bound, const InputFiles& files)
      : shape_(shape), used_(used), files_(files) {
    for (const std::string& name : shape.patterns[used].captures()) {
      const std::size_t capture = shape.capture(name);
      if (capture < bound) shared_.push_back(cells_.size());
      cells_.push_back(shape.value_cell(capture));
    }
    for (std::uint32_t i = 0; i < files.files.size(); ++i) by_key_[key_of_file(i)].push_back(i);
  }

  void extend(std::span<const std::uint32_t> row, Table& joined) const {
    Key key;
    for (std::size_t i : shared_) key.push_back(row[cells_[i]]);
    const auto matches = by_key_.find(key);
    if (matches == by_key_.end()) return;
    for (std::uint32_t i : matches->second) {
      const auto cells = joined.append(row);
      cells[shape_.file_cell(used_)] = files_.files[i];
      for (std::size_t c = 0; c < cells_.size(); ++c) cells[cells_[c]] = value(i, c);
    }
    if (joined.rows() > kMostCases) {
      base::fail(
          "{}: its inputs join to more than {} combinations of files; let them share a "
          "{{capture}}",
          shape_.title, kMostCases);
    }
  }

 private:
  std::uint32_t value(std::uint32_t file, std::size_t capture) const {
    return files_.values[file * cells_.size() + capture];
  }
  Key key_of_file(std::uint32_t file) const {
    Key key;
    for (std::size_t i : shared_) key.push_back(value(file, i));
    return key;
  }

  const Shape& shape_;
  std::size_t used_;
  const InputFiles& files_;
  std::vector<std::size_t> cells_;   // of the pattern's captures
  std::vector<std::size_t> shared_;  // which of them the rows have already
  std::unordered_map<Key, std::vector<std::uint32_t>> by_key_;
};

[[noreturn]] void refuse_join(const Shape& shape, std::size_t used) {
  std::vector<std::string> patterns;
  for (std::size_t i = 0; i <= used; ++i) patterns.push_back("'" + shape.patterns[i].text() + "'");
  base::fail(
      "{}: no files of its inputs {} belong together: their captures have no value in common",
      shape.title, fmt::join(patterns, " and "));
}

}  // namespace

void InputFiles::add(std::uint32_t file, const std::vector<std::string_view>& captures,
                     Symbols& symbols) {
  files.push_back(file);
  for (std::string_view capture : captures) values.push_back(symbols.id(capture));
}

Table join_files(const Shape& shape, const FilesOf& files_of, Symbols& symbols) {
  Table table(shape.width());
  table.append(std::vector<std::uint32_t>(shape.width(), kNone));
  std::size_t bound = 0;  // captures are in the order in which inputs bring them
  for (std::size_t used = 0; used < shape.inputs.size(); ++used) {
    const InputFiles& files = files_of(shape.inputs[used]);
    if (files.files.empty()) {
      base::fail("{}: no file of its input '{}' was found", shape.title,
                 shape.patterns[used].text());
    }
    const InputJoin join(shape, used, bound, files);
    Table joined(shape.width());
    for (std::size_t row = 0; row < table.rows(); ++row) join.extend(table[row], joined);
    if (joined.rows() == 0) refuse_join(shape, used);
    table = std::move(joined);
    for (const std::string& name : shape.patterns[used].captures()) {
      bound = std::max(bound, shape.capture(name) + 1);
    }
  }
  return apply_select(shape, std::move(table), 0, shape.file_captures, symbols);
}

}  // namespace rankplot::plan
