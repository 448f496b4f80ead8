// fuzz TARGET SECONDS [SEED]: feeds a target its corpus and mutations of it, in a program built
// with the address and undefined-behaviour sanitizers. What was fed last is left in
// fuzz-TARGET-last when the program dies of it.
#include <sanitizer/asan_interface.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "core/expr/path.hpp"
#include "fuzz/mutate.hpp"
#include "fuzz/target.hpp"

// Memory that is not given back is no fault of a parser's answer, and an allocation that is too
// large must throw.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }
extern "C" const char* __ubsan_default_options() { return "halt_on_error=1:print_stacktrace=1"; }

namespace rankplot::fuzz {
namespace {

using Clock = std::chrono::steady_clock;
constexpr unsigned kHang_s = 20;

std::string last, last_file;

void keep_last() {
  if (FILE* file = std::fopen(last_file.c_str(), "wb")) {
    std::fwrite(last.data(), 1, last.size(), file);
    std::fclose(file);
  }
}

void hangs(int) {
  keep_last();
  constexpr std::string_view kSaid = "fuzz: an input takes longer than 20 s\n";
  [[maybe_unused]] const auto written = write(2, kSaid.data(), kSaid.size());
  std::abort();
}

/// True: the target took the input; false: it refused it in words.
bool feed(const Target& target, std::string text) {
  last = std::move(text);
  alarm(kHang_s);
  try {
    target.feed(last);
    return true;
  } catch (const base::Error& error) {
    if (error.what()[0] == '\0') throw std::logic_error("an error without words");
    return false;
  } catch (const expr::SyntaxError& error) {
    if (error.message.empty() || error.offset > last.size() + 1)
      throw std::logic_error("a syntax error without words or beyond the end");
    return false;
  }
}

std::vector<std::string> read_corpus(const Target& target) {
  if (target.seeds) return target.seeds();
  std::vector<std::string> names, texts;
  const std::string folder = std::string(RANKPLOT_CORPUS "/") + std::string(target.name);
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().string());
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) texts.push_back(base::read_text(name, 1u << 20));
  if (texts.empty()) throw std::logic_error(folder + " holds no corpus");
  return texts;
}

void fuzz(const Target& target, double seconds, std::uint64_t seed) {
  std::vector<std::string> corpus = read_corpus(target);
  for (const std::string& text : corpus) feed(target, text);
  std::mt19937_64 random(seed);
  std::size_t fed = 0, taken = 0;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  for (; Clock::now() < end; ++fed) {
    const std::string text = mutate(corpus[random() % corpus.size()], corpus, target, random);
    if (!feed(target, text)) continue;
    ++taken;
    if (corpus.size() < 5000) corpus.push_back(text);  // what is right leads deeper
  }
  std::printf("%s: seed %llu, %zu inputs, %zu of them taken\n", std::string(target.name).c_str(),
              static_cast<unsigned long long>(seed), fed, taken);
}

int run(int argc, char** argv) {
  const std::array targets{&job_target(),     &expression_target(), &path_target(),
                           &pattern_target(), &template_target(),   &message_target(),
                           &journal_target(), &math_target()};
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  const double seconds = argc > 2 ? std::atof(argv[2]) : 10;
  const std::uint64_t seed =
      argc > 3 ? std::strtoull(argv[3], nullptr, 10) : std::random_device()();
  for (const Target* target : targets) {
    if (target->name != wanted) continue;
    last_file = "fuzz-" + std::string(wanted) + "-last";
    __asan_set_death_callback(keep_last);
    std::signal(SIGALRM, hangs);
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    std::fflush(stdout);
    fuzz(*target, seconds, seed);
    return 0;
  }
  std::fprintf(stderr, "usage: fuzz TARGET SECONDS [SEED]\n");
  return 2;
}

}  // namespace
}  // namespace rankplot::fuzz

int main(int argc, char** argv) {
  try {
    return rankplot::fuzz::run(argc, argv);
  } catch (const std::exception& error) {
    rankplot::fuzz::keep_last();
    std::fprintf(stderr, "fuzz: %s\n", error.what());
    return 1;
  }
}
