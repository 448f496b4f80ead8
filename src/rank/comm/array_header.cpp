#include "rank/comm/array_header.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace rankplot::comm {
namespace {

constexpr std::uint64_t kMostArrays = 1 << 16;
constexpr std::uint64_t kMostAxes = 32;  // HDF5's own limit (H5S_MAX_RANK)

/// Takes words one after the other and never past the end.
class WordReader {
 public:
  WordReader(std::span<const std::uint64_t> words, int source) : rest_(words), source_(source) {}

  std::uint64_t next(const char* what, std::uint64_t most) {
    if (rest_.empty())
      base::fail("rank {} sent an array header that ends before its {}", source_, what);
    const std::uint64_t word = rest_.front();
    rest_ = rest_.subspan(1);
    if (word > most)
      base::fail("rank {} sent an array header with {} {}; at most {} is possible", source_, what,
                 word, most);
    return word;
  }
  void expect_end() const {
    if (!rest_.empty())
      base::fail("rank {} sent an array header with {} words too many", source_, rest_.size());
  }

 private:
  std::span<const std::uint64_t> rest_;
  int source_;
};

void append_text(Words& words, const std::string& text) {
  const std::string_view name = std::string_view(text).substr(0, base::kMostNameBytes);
  words.push_back(name.size());
  const std::size_t first = words.size();
  words.resize(first + (name.size() + sizeof(std::uint64_t) - 1) / sizeof(std::uint64_t));
  std::memcpy(words.data() + first, name.data(), name.size());
}

std::string next_text(WordReader& words) {
  std::string name(words.next("bytes of a name", base::kMostNameBytes), '\0');
  for (std::size_t at = 0; at < name.size(); at += sizeof(std::uint64_t)) {
    const std::uint64_t word =
        words.next("part of a name", std::numeric_limits<std::uint64_t>::max());
    std::memcpy(name.data() + at, &word, std::min(sizeof word, name.size() - at));
  }
  return name;
}

void append_texts(Words& words, const std::vector<std::string>& texts) {
  words.push_back(texts.size());
  for (const std::string& text : texts) append_text(words, text);
}

std::vector<std::string> next_texts(WordReader& words) {
  const std::uint64_t count = words.next("number of names", base::kMostNames);
  std::vector<std::string> texts;
  while (texts.size() < count) texts.push_back(next_text(words));
  return texts;
}

void append_names(Words& words, const base::Names& names) {
  words.push_back(names ? 1 : 0);
  if (names) append_texts(words, *names);
}

base::Names next_names(WordReader& words) {
  if (words.next("tables of names", 1) == 0) return nullptr;
  return std::make_shared<const std::vector<std::string>>(next_texts(words));
}

base::Array next_array(WordReader& words) {
  constexpr auto last_type = static_cast<std::uint64_t>(base::ElementType::Float64);
  base::Array array;
  array.type = static_cast<base::ElementType>(words.next("element type", last_type));
  const std::uint64_t axes = words.next("number of axes", kMostAxes);
  constexpr auto most_bytes =
      static_cast<std::uint64_t>(std::numeric_limits<std::ptrdiff_t>::max());
  std::uint64_t most = most_bytes / base::element_bytes(array.type);
  for (std::uint64_t axis = 0; axis < axes; ++axis) {
    const std::uint64_t extent = words.next("extent", most);
    if (extent > 0) most /= extent;
    array.shape.push_back(extent);
  }
  array.names = next_names(words);
  array.notes = next_texts(words);
  return array;
}

}  // namespace

MPI_Datatype datatype(base::ElementType type) {
  switch (type) {
    case base::ElementType::Int8: return MPI_INT8_T;
    case base::ElementType::UInt8: return MPI_UINT8_T;
    case base::ElementType::Int16: return MPI_INT16_T;
    case base::ElementType::UInt16: return MPI_UINT16_T;
    case base::ElementType::Int32: return MPI_INT32_T;
    case base::ElementType::UInt32: return MPI_UINT32_T;
    case base::ElementType::Int64: return MPI_INT64_T;
    case base::ElementType::UInt64: return MPI_UINT64_T;
    case base::ElementType::Float32: return MPI_FLOAT;
    case base::ElementType::Float64: return MPI_DOUBLE;
  }
  base::fail("element type {} has no MPI datatype", static_cast<int>(type));
}

Words make_header(std::uint64_t id, std::span<const base::Array> arrays) {
  Words words{id, arrays.size()};
  for (const base::Array& array : arrays) {
    words.push_back(static_cast<std::uint64_t>(array.type));
    words.push_back(array.shape.size());
    words.insert(words.end(), array.shape.begin(), array.shape.end());
    append_names(words, array.names);
    append_texts(words, array.notes);
  }
  return words;
}

Header parse_header(std::span<const std::uint64_t> words, int source) {
  WordReader reader(words, source);
  Header header;
  header.id = reader.next("id", std::numeric_limits<std::uint64_t>::max());
  const std::uint64_t count = reader.next("number of arrays", kMostArrays);
  for (std::uint64_t i = 0; i < count; ++i) header.arrays.push_back(next_array(reader));
  reader.expect_end();
  return header;
}

Pieces::Pieces(std::span<const base::Array> arrays) : arrays_(arrays) { pass_finished(); }

void Pieces::pass_finished() {
  while (array_ < arrays_.size() && element_ == arrays_[array_].count()) {
    ++array_;
    element_ = 0;
  }
}

Piece Pieces::take() {
  const base::Array& array = arrays_[array_];
  const std::size_t width = base::element_bytes(array.type);
  const std::size_t count = std::min(kPieceBytes / width, array.count() - element_);
  const Piece piece{array_, element_ * width, static_cast<int>(count), array.type};
  element_ += count;
  pass_finished();
  return piece;
}

}  // namespace rankplot::comm
