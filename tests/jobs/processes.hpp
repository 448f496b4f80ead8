#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

/// How a process ended, and what it printed.
struct Ended {
  int code = -1;  ///< exit code; 128 + signal where one ended it
  std::string out, err;
};

/// A child process with a folder to run in; killed with it when it still runs.
class Process {
 public:
  Process(const std::vector<std::string>& arguments, const std::string& folder);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t id() const { return id_; }
  void signal(int number) const;
  /// What it has printed on stderr so far.
  std::string err() const;
  /// Waits until it ends; a test failure, and its death, after `deadline`.
  Ended wait(std::chrono::seconds deadline = std::chrono::seconds(90));

 private:
  pid_t id_ = -1;
  std::string out_path_, err_path_;
};

/// Polls until it holds; false after `deadline`.
bool eventually(const std::function<bool()>& holds,
                std::chrono::seconds deadline = std::chrono::seconds(60));

/// The painters whose working folder is `folder`, ascending: those of the runs that a test started
/// there, and no one else's.
std::vector<pid_t> painters_in(const std::string& folder);
