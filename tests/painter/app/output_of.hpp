#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <string>

namespace rankplot::app {

/// What a command printed, and its exit code.
struct Output {
  std::string text;
  int exit_code = -1;
};

inline Output output_of(const std::string& command) {
  Output output;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  char block[4096];
  while (const std::size_t got = std::fread(block, 1, sizeof block, pipe)) {
    output.text.append(block, got);
  }
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) output.exit_code = WEXITSTATUS(status);
  return output;
}

}  // namespace rankplot::app
