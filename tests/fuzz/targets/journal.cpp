#include <unistd.h>

#include <filesystem>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "fuzz/target.hpp"
#include "rank/journal/journal.hpp"

namespace rankplot::fuzz {
namespace {

/// A folder of this process, which goes with it.
class Folder {
 public:
  Folder() : path_("/dev/shm/rankplot_fuzz_" + std::to_string(getpid())) {
    std::filesystem::create_directory(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void feed(std::string_view text) {
  static const Folder folder;
  base::write_atomically(folder.path() + "/journal.jsonl", text);
  journal::read(folder.path());
}

}  // namespace

const Target& journal_target() {
  static const Target target{
      "journal",
      feed,
      {"{\"rankplot_journal\":1,", "\"picture\":", "\"saved\":true", "\"figure\":\"v\"",
       "\"files\":[\"fig/a.png\"]", "\"captures\":{\"step\":\"1\"}", "\"key\":\"",
       "\"share\":[1,8]", "\n", "null", "-1", "18446744073709551616", "1e400", "{}", "[]", "}",
       "\"reason\":\""}};
  return target;
}

}  // namespace rankplot::fuzz
