#include "rank/journal/journal.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <regex>
#include <string_view>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "core/base/descriptor.hpp"
#include "core/base/files.hpp"
#include "core/base/json_text.hpp"

namespace rankplot::journal {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr int kFormat = 1;
constexpr std::size_t kMostBytes = std::size_t{16} << 30;
constexpr std::size_t kBlock = std::size_t{1} << 20;

fs::path path_of(const std::string& output, const Share& share) {
  return fs::path(output) / ("journal" + share.suffix() + ".jsonl");
}

json header_line(const Header& header) {
  json line{{"rankplot_journal", header.format},
            {"version", header.version},
            {"job", header.job_file},
            {"pictures", header.pictures},
            {"plan", header.plan},
            {"since_ns", header.since_ns},
            {"output", header.output},
            {"directory", header.directory},
            {"set", header.overrides},
            {"job_path", header.job_path}};
  if (!header.share.is_whole()) {
    line["share_pictures"] = header.share_pictures;
    line["share"] = fmt::format("{}/{}", header.share.number, header.share.of);
  }
  return line;
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
  header.plan = line.value("plan", "");
  header.share_pictures = line.value("share_pictures", header.pictures);
  header.since_ns = line.value("since_ns", std::int64_t{0});
  header.job_path = line.value("job_path", "");
  header.output = line.value("output", "");
  header.directory = line.value("directory", "");
  header.overrides = line.value("set", std::vector<std::string>{});
  if (line.contains("share")) header.share = Share::parse(line["share"].get<std::string>());
  return header;
}

std::string text_of(const json& line) { return base::json_text(line) + '\n'; }

json movie_line(const plan::FilmOutcome& film) { return {{"movie", film}}; }

/// In the place of what was said of the same files before.
void add(plan::FilmOutcome film, std::vector<plan::FilmOutcome>& films) {
  std::erase_if(films, [&](const auto& one) { return one.files == film.files; });
  films.push_back(std::move(film));
}

void read_line(const json& line, bool is_first, Record& record) {
  if (is_first) {
    record.header = read_header(line);
  } else if (line.contains("leftover")) {
    record.leftovers.push_back(line["leftover"].get<std::string>());
  } else if (line.contains("movie")) {
    add(line["movie"].get<plan::FilmOutcome>(), record.films);
  } else {
    record.outcomes.push_back(line.get<plan::Outcome>());
  }
}

Record read_one(const std::string& path) {
  const std::string text = base::read_text(path, kMostBytes);
  Record record;
  std::size_t number = 0;
  std::string_view rest = text;
  while (!rest.empty()) {
    ++number;
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) break;  // torn: the run ended inside this write
    try {
      read_line(json::parse(rest.substr(0, end)), number == 1, record);
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

/// journal.jsonl and those of shares, as far as they are there.
std::vector<fs::path> journals_in(const std::string& output) {
  static const std::regex name("journal(\\.[0-9]+-of-[0-9]+)?\\.jsonl");
  std::vector<fs::path> found;
  std::error_code none;
  for (fs::directory_iterator entry(output, none); !none && entry != fs::directory_iterator();
       entry.increment(none)) {
    if (std::regex_match(entry->path().filename().string(), name)) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// The first free name of journal.1.jsonl, journal.2.jsonl, ...
fs::path free_name(const fs::path& path) {
  for (unsigned generation = 1;; ++generation) {
    fs::path name = path;
    name.replace_extension(fmt::format("{}.jsonl", generation));
    if (!fs::exists(fs::symlink_status(name))) return name;
  }
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
  void write(const Record& record) {
    std::string block = text_of(header_line(record.header));
    const auto add = [&](const json& line) {
      block += text_of(line);
      if (block.size() < kBlock) return;
      write(block);
      block.clear();
    };
    for (const plan::Outcome& outcome : record.outcomes) add(outcome);
    for (const std::string& leftover : record.leftovers) add({{"leftover", leftover}});
    for (const plan::FilmOutcome& film : record.films) add(movie_line(film));
    write(block);
  }
  void sync() {
    if (::fdatasync(file.fd()) != 0) fail("sync");
  }
  [[noreturn]] void fail(const char* verb) const {
    const int error = errno;
    throw OutputError(
        fmt::format("cannot {} the journal '{}': {}", verb, path, base::errno_text(error)));
  }
};

Journal::Journal(const std::string& output, const Record& begin)
    : state_(std::make_unique<State>()) {
  const fs::path path = path_of(output, begin.header.share);
  // The lock keeps other runs from this name, so what is left of it is of a run that is gone.
  const fs::path temporary = fs::path(output) / ("." + path.filename().string() + ".tmp");
  state_->path = path.string();
  state_->file = base::Descriptor(
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666));
  if (!state_->file) state_->fail("make");
  try {
    state_->write(begin);
    if (!begin.outcomes.empty()) state_->sync();
    if (std::rename(temporary.c_str(), path.c_str()) != 0) state_->fail("make");
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
}

Journal::~Journal() = default;

void Journal::append(const plan::Outcome& outcome) { state_->write(text_of(json(outcome))); }

void Journal::append(const plan::FilmOutcome& film) { state_->write(text_of(movie_line(film))); }

void Journal::sync() { state_->sync(); }

void Journal::check() const {
  struct stat ours {
  }, there{};
  const bool same = ::fstat(state_->file.fd(), &ours) == 0 &&
                    ::stat(state_->path.c_str(), &there) == 0 && ours.st_ino == there.st_ino &&
                    ours.st_dev == there.st_dev;
  if (same) return;
  throw OutputError(
      fmt::format("the journal '{}' was removed while the run went on", state_->path));
}

std::vector<Record> read_each(const std::string& output) {
  std::vector<Record> records;
  for (const fs::path& path : journals_in(output)) records.push_back(read_one(path.string()));
  std::stable_sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
    return a.header.since_ns < b.header.since_ns;
  });
  return records;
}

Record read(const std::string& output) {
  std::vector<Record> records = read_each(output);
  if (records.empty()) base::fail("'{}' has no journal: no run wrote there", output);
  Record whole;
  whole.header = records.back().header;
  whole.leftovers = records.back().leftovers;
  whole.films = records.back().films;
  std::unordered_map<std::uint64_t, std::size_t> places;  // by picture
  for (Record& record : records) {
    if (record.header.plan != whole.header.plan) continue;  // of a job that was another then
    for (plan::Outcome& outcome : record.outcomes) {
      const auto [place, is_new] = places.try_emplace(outcome.picture, whole.outcomes.size());
      if (is_new) {
        whole.outcomes.push_back(std::move(outcome));
      } else if (outcome.saved || !whole.outcomes[place->second].saved) {
        whole.outcomes[place->second] = std::move(outcome);
      }
    }
  }
  return whole;
}

void remove_share_journals(const std::string& output) {
  for (const fs::path& path : journals_in(output)) {
    std::error_code ignored;  // it is told again by the next run
    if (path.filename() != "journal.jsonl") fs::remove(path, ignored);
  }
}

void put_away(const std::string& output) {
  for (const fs::path& path : journals_in(output)) {
    const fs::path to = free_name(path);
    if (std::rename(path.c_str(), to.c_str()) != 0) {
      throw OutputError(fmt::format("cannot keep '{}' as '{}': {}", path.string(), to.string(),
                                    base::errno_text(errno)));
    }
  }
}

}  // namespace rankplot::journal
