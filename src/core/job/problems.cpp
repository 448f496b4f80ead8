#include "core/job/problems.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include <fmt/format.h>

#include "core/job/parse.hpp"
#include "core/job/source_text.hpp"

namespace rankplot::job {

namespace {

constexpr std::size_t kMostReported = 20;

bool is_override(const toml::source_region& where) {
  return where.path && where.path->starts_with(kOverridePrefix);
}

}  // namespace

Problems::Problems(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
  line_starts_.push_back(0);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') line_starts_.push_back(at + 1);
  }
}

void Problems::add(const toml::source_region& where, const std::string& what) {
  if (is_override(where)) {
    add_override(where.path->substr(kOverridePrefix.size()), what);
  } else {
    add_in_file(where.begin, what);
  }
}

void Problems::add_within(const toml::node& string, std::size_t offset, const std::string& what) {
  const toml::source_region& where = string.source();
  if (is_override(where)) {
    add(where, fmt::format("{} (at byte {} of the value)", what, offset + 1));
    return;
  }
  const std::size_t line = where.begin.line;
  if (line == 0 || line > line_starts_.size()) return add_in_file(where.begin, what);
  const Place place =
      place_within_string(text_.substr(line_starts_[line - 1]), {1, where.begin.column}, offset);
  add_in_file({static_cast<toml::source_index>(line + place.line - 1),
               static_cast<toml::source_index>(place.column)},
              what);
}

void Problems::add_override(const std::string& key, const std::string& what) {
  found_.push_back({false, {}, fmt::format("{}{}: {}", kOverridePrefix, key, what)});
}

void Problems::add_at_end(const std::string& what) {
  add_in_file({static_cast<toml::source_index>(line_starts_.size()), 1}, what);
}

void Problems::add_in_file(toml::source_position at, const std::string& what) {
  // A table that only --set made stands nowhere in the file: it is about the file's beginning.
  if (at.line == 0) at = {1, 1};
  found_.push_back({true, at, fmt::format("{}:{}:{}: {}", file_, at.line, at.column, what)});
}

void Problems::throw_if_any() {
  if (found_.empty()) return;
  std::stable_sort(found_.begin(), found_.end(), [](const Problem& a, const Problem& b) {
    return std::tuple(!a.in_file, a.at.line, a.at.column) <
           std::tuple(!b.in_file, b.at.line, b.at.column);
  });
  // A mistake in [defaults] is found once by each figure.
  const auto same = [](const Problem& a, const Problem& b) { return a.text == b.text; };
  found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
  std::string text;
  for (std::size_t i = 0; i < std::min(found_.size(), kMostReported); ++i) {
    text += (i == 0 ? "" : "\n") + found_[i].text;
  }
  if (found_.size() > kMostReported) {
    text += fmt::format("\n{}: and {} more", file_, found_.size() - kMostReported);
  }
  throw JobError(text);
}

}  // namespace rankplot::job
