#include "core/expr/path.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/expr/scanner.hpp"

namespace rankplot::expr {

namespace {

constexpr std::size_t kMostBytes = 4096;

std::string slice_text(const Slice& slice) {
  if (slice.kind == Slice::Kind::Index) return std::to_string(slice.index);
  if (slice.kind == Slice::Kind::Capture) return '{' + slice.capture + '}';
  std::string text;
  if (slice.start) text += std::to_string(*slice.start);
  text += ':';
  if (slice.stop) text += std::to_string(*slice.stop);
  if (slice.step != 1) text += ':' + std::to_string(slice.step);
  return text;
}

constexpr std::string_view kBlanks = " \t\r\n";

std::string column_text(const std::string& column) {
  const bool plain = is_name_start(column.front()) && column.find_first_of("],") == column.npos &&
                     kBlanks.find(column.back()) == kBlanks.npos;
  if (plain) return column;
  const char quote = column.find('"') == column.npos ? '"' : '\'';
  return quote + column + quote;
}

void add_distinct(std::vector<std::string>& names, std::string name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

}  // namespace

Path parse_path(std::string_view text) {
  if (text.size() > kMostBytes) {
    syntax_error(kMostBytes, fmt::format("a path of more than {} bytes", kMostBytes));
  }
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == text.npos) syntax_error(0, "a path is missing");
  const std::size_t last = text.find_last_not_of(kBlanks);
  return path_of(text.substr(first, last - first + 1), first);
}

std::string to_string(const Path& path) {
  std::string text = path.input.empty() ? path.object : path.input + ':' + path.object;
  // Blanks at the end of a value are none of its name: a slash, which is dropped, stands behind.
  if (!text.empty() && kBlanks.find(text.back()) != kBlanks.npos) text += '/';
  if (!path.column.empty()) text += '[' + column_text(path.column) + ']';
  if (path.hyperslab.empty()) return text;
  text += '[';
  for (std::size_t i = 0; i < path.hyperslab.size(); ++i) {
    text += (i == 0 ? "" : ", ") + slice_text(path.hyperslab[i]);
  }
  return text + ']';
}

std::vector<std::string> captures_of(const Path& path) {
  std::vector<std::string> names;
  Scanner scanner(path.object);
  while (!scanner.at_end()) {
    if (scanner.peek() == '{') {
      add_distinct(names, scan_capture(scanner));
    } else {
      scanner.advance();
    }
  }
  for (const Slice& slice : path.hyperslab) {
    if (slice.kind == Slice::Kind::Capture) add_distinct(names, slice.capture);
  }
  return names;
}

}  // namespace rankplot::expr
