#include "rank/watch/files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <ctime>

#include "core/base/error.hpp"
#include "core/plan/pattern.hpp"

namespace rankplot::watch {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

Files::Files(std::vector<std::string> patterns, double settle_s)
    : patterns_(std::move(patterns)), settle_s_(settle_s) {
  for (const std::string& pattern : patterns_) {
    const std::string folder = folder_of(pattern);
    if (plan::Pattern::parse(folder).is_literal()) closings_.listen(folder);
  }
}

bool Files::listen() {
  for (std::string& path : closings_.take()) closed_.insert(std::move(path));
  return !closed_.empty();
}

void Files::look(double now_s) {
  if (looks_++ == 0) changed_s_ = now_s;
  listen();
  for (const std::string& pattern : patterns_) {
    for (const plan::FoundFile& file : plan::find_files(plan::Pattern::parse(pattern)))
      see(file.path, now_s);
  }
  closed_.clear();  // what is written after it was closed is another matter
  std::erase_if(files_, [&](const auto& file) { return file.second.look != looks_; });
}

void Files::see(const std::string& path, double now_s) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return;  // gone since it was listed
  const auto [place, is_new] = files_.try_emplace(path);
  State& file = place->second;
  file.look = looks_;
  const auto size = static_cast<std::uint64_t>(found.st_size);
  const std::int64_t mtime_ns = nanoseconds(found.st_mtim);
  if (is_new || file.size != size || file.mtime_ns != mtime_ns) {
    file = {size, mtime_ns, now_s, false, false, looks_};
    changed_s_ = now_s;
  }
  if (is_new) closings_.listen(folder_of(path));
  const double age_s = static_cast<double>(std::time(nullptr) - found.st_mtim.tv_sec);
  file.finished = file.finished || closed_.contains(path) || now_s - file.since_s >= settle_s_ ||
                  (is_new && age_s > settle_s_ + 1);
  if (file.finished && !file.taken) news_ = true;
}

bool Files::is_finished(const std::string& path) const {
  const auto file = files_.find(path);
  return file != files_.end() && file->second.finished;
}

void Files::take() {
  for (auto& [path, file] : files_) file.taken = file.finished;
  news_ = false;
}

std::size_t Files::finished() const {
  return static_cast<std::size_t>(std::count_if(
      files_.begin(), files_.end(), [](const auto& file) { return file.second.finished; }));
}

}  // namespace rankplot::watch
