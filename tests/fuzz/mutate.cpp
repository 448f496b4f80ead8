#include "fuzz/mutate.hpp"

namespace rankplot::fuzz {
namespace {

constexpr std::size_t kMostBytes = 20'000;

class Mutator {
 public:
  Mutator(std::string text, std::mt19937_64& random) : text_(std::move(text)), random_(random) {}

  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  char& any_byte() { return text_[below(text_.size())]; }
  void insert(std::string_view part) { text_.insert(below(text_.size() + 1), part); }
  /// A run of the text, short ones more often.
  std::string_view run() {
    const std::size_t begin = below(text_.size());
    return std::string_view(text_).substr(begin, 1 + below(1 + below(40)));
  }
  void erase_run() {
    const std::string_view gone = run();
    text_.erase(static_cast<std::size_t>(gone.data() - text_.data()), gone.size());
  }
  void end_as(const std::string& other) {
    text_.resize(below(text_.size()));
    text_ += other.substr(below(other.size()));
  }
  bool empty() const { return text_.empty(); }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::mt19937_64& random_;
};

}  // namespace

std::string mutate(std::string text, const std::vector<std::string>& corpus, const Target& target,
                   std::mt19937_64& random) {
  Mutator mutator(std::move(text), random);
  for (std::size_t change = 1 + mutator.below(6); change > 0; --change) {
    const std::size_t kind = mutator.empty() ? 2 : mutator.below(8);
    if (kind == 0) mutator.any_byte() ^= static_cast<char>(1 << mutator.below(8));
    if (kind == 1) mutator.any_byte() = static_cast<char>(mutator.below(256));
    if (kind == 2 || kind == 3) mutator.insert(target.words[mutator.below(target.words.size())]);
    if (kind == 4) mutator.erase_run();
    if (kind == 5) mutator.insert(std::string(mutator.run()));
    if (kind == 6) mutator.any_byte() = "0123456789[]{}()\"'=.,:*/-+\n "[mutator.below(29)];
    if (kind == 7) mutator.end_as(corpus[mutator.below(corpus.size())]);
  }
  text = mutator.take();
  if (text.size() > kMostBytes) text.resize(kMostBytes);
  return text;
}

}  // namespace rankplot::fuzz
