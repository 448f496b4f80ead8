#include "rank/site/answer.hpp"

#include <cstdio>
#include <memory>

namespace rankplot::site {

std::string answer_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "re"),
                                                             ::pclose);
  std::string answer;
  char block[4096];
  while (pipe && answer.size() < (std::size_t{1} << 20)) {
    const std::size_t got = std::fread(block, 1, sizeof block, pipe.get());
    if (got == 0) break;
    answer.append(block, got);
  }
  return answer;
}

}  // namespace rankplot::site
