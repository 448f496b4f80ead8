#include "rank/journal/journal.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/descriptor.hpp"
#include "core/base/files.hpp"

namespace rankplot::journal {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr int kFormat = 1;
constexpr std::size_t kMostBytes = std::size_t{16} << 30;

std::string path_of(const std::string& output, unsigned generation) {
  const std::string name =
      generation == 0 ? "journal.jsonl" : fmt::format("journal.{}.jsonl", generation);
  return (fs::path(output) / name).string();
}

/// Moves journal.jsonl to journal.1.jsonl, journal.1.jsonl to journal.2.jsonl, ... up to the first
/// free name.
void keep_old(const std::string& output) {
  unsigned free = 0;
  while (fs::exists(fs::symlink_status(path_of(output, free)))) ++free;
  for (; free > 0; --free) {
    const std::string from = path_of(output, free - 1);
    const std::string to = path_of(output, free);
    if (std::rename(from.c_str(), to.c_str()) != 0) {
      throw OutputError(
          fmt::format("cannot keep '{}' as '{}': {}", from, to, base::errno_text(errno)));
    }
  }
}

json header_line(const Header& header) {
  return {{"rankplot_journal", header.format},
          {"version", header.version},
          {"job", header.job_file},
          {"pictures", header.pictures}};
}

Header read_header(const json& line) {
  Header header;
  header.format = line.at("rankplot_journal").get<int>();
  if (header.format != kFormat) {
    base::fail("it has format {}, this version reads format {}", header.format, kFormat);
  }
  header.version = line.at("version").get<std::string>();
  header.job_file = line.at("job").get<std::string>();
  header.pictures = line.at("pictures").get<std::uint64_t>();
  return header;
}

std::string text_of(const json& line) {
  // File names need not be UTF-8: what is not is replaced rather than losing the outcome.
  return line.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace

struct Journal::State {
  std::string path;
  base::Descriptor file;

  void write(std::string_view line) {
    while (!line.empty()) {
      const ssize_t written = ::write(file.fd(), line.data(), line.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("write");
      line.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  [[noreturn]] void fail(const char* verb) const {
    throw OutputError(
        fmt::format("cannot {} the journal '{}': {}", verb, path, base::errno_text(errno)));
  }
};

Journal::Journal(const std::string& output, const Header& header)
    : state_(std::make_unique<State>()) {
  keep_old(output);
  state_->path = path_of(output, 0);
  state_->file = base::Descriptor(
      ::open(state_->path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666));
  if (!state_->file) state_->fail("make");
  state_->write(text_of(header_line(header)));
}

Journal::~Journal() = default;

void Journal::append(const plan::Outcome& outcome) { state_->write(text_of(json(outcome))); }

void Journal::sync() {
  if (::fdatasync(state_->file.fd()) != 0) state_->fail("sync");
}

Record read(const std::string& output) {
  const std::string path = path_of(output, 0);
  const std::string text = base::read_text(path, kMostBytes);
  Record record;
  std::size_t number = 0;
  std::string_view rest = text;
  while (!rest.empty()) {
    ++number;
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) break;  // torn: the run ended inside this write
    try {
      const json line = json::parse(rest.substr(0, end));
      if (number == 1) {
        record.header = read_header(line);
      } else {
        record.outcomes.push_back(line.get<plan::Outcome>());
      }
    } catch (const std::exception& error) {
      base::fail("{}:{}: not a line of a rankplot journal: {}", path, number, error.what());
    }
    rest.remove_prefix(end + 1);
  }
  if (number == 0 || record.header.version.empty()) {
    base::fail("'{}' has no first line: the run ended before it began", path);
  }
  return record;
}

}  // namespace rankplot::journal
