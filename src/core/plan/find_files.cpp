#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/base/error.hpp"
#include "core/plan/pattern.hpp"

namespace rankplot::plan {
namespace fs = std::filesystem;
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> parts;
  std::size_t at = 0;
  while (at <= path.size()) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    parts.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

/// Walks a pattern component by component; literal ones are entered without listing.
class Walk {
 public:
  explicit Walk(const Pattern& pattern) {
    for (std::string_view part : split(pattern.text())) parts_.push_back(Pattern::parse(part));
  }

  std::vector<std::string> paths() && {
    enter(0, "");
    return std::move(found_);
  }

 private:
  void enter(std::size_t depth, const std::string& prefix) {
    if (parts_[depth].is_literal()) return advance(depth, prefix + parts_[depth].text());
    for (const std::string& name : names(depth, prefix.empty() ? "." : prefix)) {
      advance(depth, prefix + name);
    }
  }

  void advance(std::size_t depth, const std::string& path) {
    if (depth + 1 < parts_.size()) return enter(depth + 1, path + "/");
    struct stat status {};
    if (parts_[depth].is_literal() &&
        (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))) {
      return;
    }
    found_.push_back(path);
  }

  /// The entries of a folder that match the component: folders, or regular files in the last one.
  std::vector<std::string> names(std::size_t depth, const std::string& folder) const {
    std::error_code reason;
    fs::directory_iterator entries(folder, reason);
    if (reason == std::errc::no_such_file_or_directory || reason == std::errc::not_a_directory) {
      return {};
    }
    std::vector<std::string> plain, linked;
    for (; !reason && entries != fs::directory_iterator(); entries.increment(reason)) {
      std::string name = entries->path().filename().string();
      if (!wanted(depth, name) || !right_type(depth, *entries)) continue;
      std::error_code ignored;  // an entry that vanishes meanwhile is no link
      (entries->is_symlink(ignored) ? linked : plain).push_back(std::move(name));
    }
    if (reason) base::fail("cannot list the folder '{}': {}", folder, reason.message());
    if (!linked.empty()) add_links(depth, folder, plain, linked);
    return plain;
  }

  bool wanted(std::size_t depth, std::string_view name) const {
    const bool hidden = name.starts_with('.') && !parts_[depth].text().starts_with('.');
    return !hidden && parts_[depth].match_values(name).has_value();
  }

  bool right_type(std::size_t depth, const fs::directory_entry& entry) const {
    std::error_code unreadable;  // a dangling link is neither
    return depth + 1 < parts_.size() ? entry.is_directory(unreadable)
                                     : entry.is_regular_file(unreadable);
  }

  /// A link under a `*` that leads to what is listed already would draw the same file twice; under
  /// a capture it is a case of its own.
  void add_links(std::size_t depth, const std::string& folder, std::vector<std::string>& plain,
                 std::vector<std::string>& linked) const {
    std::sort(linked.begin(), linked.end());
    std::set<std::string> targets;
    const auto target = [&](const std::string& name) {
      std::error_code ignored;
      return fs::canonical(fs::path(folder) / name, ignored).string();
    };
    const bool once = parts_[depth].captures().empty();
    if (once) {
      for (const std::string& name : plain) targets.insert(target(name));
    }
    for (std::string& name : linked) {
      if (!once || targets.insert(target(name)).second) plain.push_back(std::move(name));
    }
  }

  std::vector<Pattern> parts_;
  std::vector<std::string> found_;
};

struct Value {
  std::optional<double> number;
  std::string_view text;
};

bool less(const Value& a, const Value& b) {
  if (a.number.has_value() != b.number.has_value()) return a.number.has_value();
  if (a.number && *a.number != *b.number) return *a.number < *b.number;
  return a.text < b.text;
}

/// A found path with its captures' numbers read once, not in every comparison.
struct Sortable {
  std::vector<Value> values;
  std::string_view path;

  bool operator<(const Sortable& other) const {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (less(values[i], other.values[i])) return true;
      if (less(other.values[i], values[i])) return false;
    }
    return path < other.path;
  }
};

}  // namespace

std::vector<FoundFile> find_files(const Pattern& pattern) {
  const std::vector<std::string> paths = Walk(pattern).paths();
  std::vector<Sortable> sorted;
  for (const std::string& path : paths) {
    const auto texts = pattern.match_values(path);
    if (!texts) continue;  // a repeated capture that differs between components
    Sortable entry{{}, path};
    for (std::string_view text : *texts) entry.values.push_back({value_number(text), text});
    sorted.push_back(std::move(entry));
  }
  std::sort(sorted.begin(), sorted.end());
  std::vector<FoundFile> files;
  files.reserve(sorted.size());
  for (const Sortable& entry : sorted) {
    FoundFile file{std::string(entry.path), {}};
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
      file.captures.emplace(pattern.captures()[i], entry.values[i].text);
    }
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace rankplot::plan
