#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

/// A folder of the test's own, which goes with it.
class Folder {
 public:
  Folder() {
    std::string name = std::filesystem::temp_directory_path() / "rankplot_watch_XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  /// Opens, writes and closes.
  void append(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name, std::ios::app) << text;
  }
  /// As if it had been changed last so long ago.
  void age(const std::string& name, std::time_t seconds) const {
    const timespec times[2] = {{std::time(nullptr) - seconds, 0},
                               {std::time(nullptr) - seconds, 0}};
    ::utimensat(AT_FDCWD, (path_ + "/" + name).c_str(), times, 0);
  }

 private:
  std::string path_;
};
