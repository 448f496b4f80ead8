#include "rank/app/vocabulary.hpp"

#include <cstddef>

#include <nlohmann/json.hpp>

namespace rankplot::app {

extern const unsigned char vocabulary_text[];
extern const std::size_t vocabulary_text_size;

const job::Vocabulary& vocabulary() {
  static const auto words =
      nlohmann::json::parse(vocabulary_text, vocabulary_text + vocabulary_text_size)
          .get<job::Vocabulary>();
  return words;
}

}  // namespace rankplot::app
