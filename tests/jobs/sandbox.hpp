#pragma once

#include <map>
#include <string>
#include <vector>

#include "processes.hpp"

/// A folder of the test's own with the programs at hand; everything runs in it and goes with it.
class Sandbox {
 public:
  Sandbox();
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  std::string text(const std::string& name) const;
  void write(const std::string& name, const std::string& text) const;

  /// `rankplot sample sample` with these options; a test failure where it fails.
  void sample(const std::vector<std::string>& options = {}) const;
  /// `rankplot ARGUMENTS`, outside mpirun.
  Ended rankplot(const std::vector<std::string>& arguments) const;
  /// `rankplot run ARGUMENTS` on so many ranks; 0: outside mpirun.
  Ended run(int ranks, const std::vector<std::string>& arguments) const;
  /// The command line that run() starts.
  static std::vector<std::string> command(int ranks, const std::vector<std::string>& arguments);

  /// Name below `folder` and bytes of each picture there.
  std::map<std::string, std::string> pictures(const std::string& folder) const;
  /// Temporary files anywhere in the sandbox.
  std::vector<std::string> temporaries() const;
  /// Lines in a journal; 0 where there is none.
  std::size_t journal_lines(const std::string& output) const;
  /// Nothing of a run is left: neither painters, nor temporary files, nor a held lock.
  void expect_clean(const std::string& output) const;

 private:
  std::string path_;
};

/// More than a blank page: of the stated size, with several colours.
void expect_drawn(const std::string& bytes, const std::string& name, int width_px = 640,
                  int height_px = 480);
