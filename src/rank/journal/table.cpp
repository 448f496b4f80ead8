#include "rank/journal/table.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>

#include "core/base/descriptor.hpp"
#include "core/base/files.hpp"
#include "rank/journal/journal.hpp"

namespace rankplot::journal {
namespace fs = std::filesystem;
namespace {

std::string cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string suffix_of(const std::string& file) {
  std::string suffix = fs::path(file).extension().string();
  if (!suffix.empty()) suffix.erase(0, 1);
  return suffix;
}

/// The files of a picture by column: "png", and "png_2" where a figure saves two of a format.
std::map<std::string, std::string> files_by_column(const std::string& output,
                                                   const plan::Outcome& outcome) {
  std::map<std::string, std::string> columns;
  for (const std::string& file : outcome.files) {
    const std::string suffix = suffix_of(file);
    std::string column = suffix;
    for (int again = 2; columns.contains(column); ++again) {
      column = suffix + "_" + std::to_string(again);
    }
    columns[column] = fs::path(file).lexically_relative(output).generic_string();
  }
  return columns;
}

struct Columns {
  std::set<std::string> captures;
  std::set<std::string> files;
};

Columns columns_of(const std::string& output, const std::vector<const plan::Outcome*>& rows) {
  Columns columns;
  for (const plan::Outcome* row : rows) {
    for (const auto& [name, value] : row->captures) columns.captures.insert(name);
    for (const auto& [name, file] : files_by_column(output, *row)) columns.files.insert(name);
  }
  return columns;
}

std::string value_in(const std::map<std::string, std::string>& values, const std::string& name) {
  const auto found = values.find(name);
  return found == values.end() ? "" : cell(found->second);
}

}  // namespace

std::string table(const std::string& output, const std::vector<plan::Outcome>& outcomes) {
  std::vector<const plan::Outcome*> rows;
  for (const plan::Outcome& outcome : outcomes) {
    if (outcome.saved && !outcome.probed) rows.push_back(&outcome);
  }
  std::sort(rows.begin(), rows.end(),
            [](const auto* a, const auto* b) { return a->picture < b->picture; });
  const Columns columns = columns_of(output, rows);

  std::string text = "figure";
  for (const std::string& name : columns.captures) text += "," + cell(name);
  if (columns.files.size() < 2) text += ",FILE";
  if (columns.files.size() >= 2) {
    for (const std::string& name : columns.files) text += ",FILE_" + cell(name);
  }
  text += '\n';
  for (const plan::Outcome* row : rows) {
    text += cell(row->figure);
    for (const std::string& name : columns.captures) text += "," + value_in(row->captures, name);
    const auto files = files_by_column(output, *row);
    for (const std::string& name : columns.files) text += "," + value_in(files, name);
    text += '\n';
  }
  return text;
}

void write_table(const std::string& output, const std::vector<plan::Outcome>& outcomes) {
  try {
    base::write_atomically((fs::path(output) / "data.csv").string(), table(output, outcomes));
  } catch (const base::Error& error) {
    throw OutputError(error.what());
  }
}

void write_table_of_shares(const std::string& output) {
  const std::string path = (fs::path(output) / ".rankplot" / "table").string();
  const base::Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  // One at a time, so that none writes what it read before another had ended.
  if (file) ::flock(file.fd(), LOCK_EX);
  try {
    write_table(output, read(output).outcomes);
  } catch (const base::Error& error) {
    throw OutputError(error.what());
  }
}

}  // namespace rankplot::journal
