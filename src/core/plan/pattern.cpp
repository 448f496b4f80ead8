#include "core/plan/pattern.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/error.hpp"
#include "core/expr/path.hpp"

namespace rankplot::plan {
namespace {

constexpr std::size_t kMostPatternBytes = 4096;
constexpr std::size_t kMostSteps = 1'000'000;

bool is_name(std::string_view text) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || digit(c); });
}

}  // namespace

void Pattern::add_capture(std::string_view name) {
  const auto known = std::find(captures_.begin(), captures_.end(), name);
  const auto index = static_cast<std::size_t>(known - captures_.begin());
  if (known == captures_.end()) captures_.emplace_back(name);
  pieces_.push_back({Piece::Kind::Capture, "", index});
}

Pattern Pattern::parse(std::string_view text) {
  if (text.size() > kMostPatternBytes) {
    throw expr::SyntaxError{fmt::format("a pattern of {} bytes is longer than the {} allowed",
                                        text.size(), kMostPatternBytes),
                            0};
  }
  Pattern pattern;
  pattern.text_ = text;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '}') throw expr::SyntaxError{"'}' without '{'", at};
    if (text[at] == '*') {
      const bool again =
          !pattern.pieces_.empty() && pattern.pieces_.back().kind == Piece::Kind::Glob;
      if (!again) pattern.pieces_.push_back({Piece::Kind::Glob, "", 0});
      ++at;
    } else if (text[at] == '{') {
      const std::size_t close = text.find('}', at);
      if (close == std::string_view::npos) throw expr::SyntaxError{"'{' without '}'", at};
      const std::string_view name = text.substr(at + 1, close - at - 1);
      if (!is_name(name)) {
        throw expr::SyntaxError{
            fmt::format("'{{{}}}' is no capture: a name has letters, digits and _, and begins with "
                        "no digit",
                        name),
            at};
      }
      pattern.add_capture(name);
      at = close + 1;
    } else {
      const std::size_t end = std::min(text.find_first_of("{}*", at), text.size());
      pattern.pieces_.push_back({Piece::Kind::Literal, std::string(text.substr(at, end - at)), 0});
      at = end;
    }
  }
  return pattern;
}

bool Pattern::has_globs() const {
  return std::any_of(pieces_.begin(), pieces_.end(),
                     [](const Piece& piece) { return piece.kind == Piece::Kind::Glob; });
}

bool Pattern::is_literal() const { return captures_.empty() && !has_globs(); }

/// Backtracking that tries no rest of the pattern twice at the same place: time and memory grow as
/// the product of both lengths. That holds where the rest repeats no capture from before it; what
/// repeated captures can cost besides is bounded by the number of steps.
class Pattern::Matcher {
 public:
  Matcher(const Pattern& pattern, std::string_view candidate)
      : pattern_(pattern), candidate_(candidate), values_(pattern.captures_.size()) {
    std::vector<bool> bound(values_.size());
    for (std::size_t i = 0; i < pattern.pieces_.size(); ++i) {
      const Piece& piece = pattern.pieces_[i];
      if (piece.kind != Piece::Kind::Capture) continue;
      if (bound[piece.capture]) last_repeat_ = i;
      bound[piece.capture] = true;
    }
  }

  bool match() { return from(0, 0); }
  std::vector<std::string_view> values() && { return std::move(values_); }

 private:
  bool from(std::size_t index, std::size_t at) {
    if (index == pattern_.pieces_.size()) return at == candidate_.size();
    if (++steps_ > kMostSteps) {
      base::fail(
          "matching '{}' against the pattern '{}' takes more than {} steps; repeat fewer "
          "captures",
          candidate_, pattern_.text_, kMostSteps);
    }
    const Piece& piece = pattern_.pieces_[index];
    if (piece.kind == Piece::Kind::Literal) return literal(index, at, piece.text);
    if (piece.kind == Piece::Kind::Capture && !values_[piece.capture].empty()) {
      return literal(index, at, values_[piece.capture]);
    }
    return wild(index, at);
  }

  bool literal(std::size_t index, std::size_t at, std::string_view text) {
    return candidate_.substr(at).starts_with(text) && from(index + 1, at + text.size());
  }

  bool wild(std::size_t index, std::size_t at) {
    const Piece& piece = pattern_.pieces_[index];
    const bool capture = piece.kind == Piece::Kind::Capture;
    const bool independent = index > last_repeat_;
    const std::size_t limit = std::min(candidate_.find('/', at), candidate_.size());
    for (std::size_t end = at + (capture ? 1 : 0); end <= limit; ++end) {
      // Whoever tried this end before went on to the same limit and failed there.
      if (independent && !first_try(index, end)) break;
      if (capture) values_[piece.capture] = candidate_.substr(at, end - at);
      if (from(index + 1, end)) return true;
    }
    if (capture) values_[piece.capture] = {};
    return false;
  }

  bool first_try(std::size_t index, std::size_t end) {
    const std::size_t width = candidate_.size() + 1;
    if (tried_.empty()) tried_.resize(pattern_.pieces_.size() * width);
    const bool first = !tried_[index * width + end];
    tried_[index * width + end] = true;
    return first;
  }

  const Pattern& pattern_;
  std::string_view candidate_;
  std::vector<std::string_view> values_;  // empty: not bound
  std::vector<bool> tried_;
  std::size_t last_repeat_ = 0;
  std::size_t steps_ = 0;
};

std::optional<std::vector<std::string_view>> Pattern::match_values(
    std::string_view candidate) const {
  if (!pieces_.empty() && pieces_.front().kind == Piece::Kind::Literal &&
      !candidate.starts_with(pieces_.front().text)) {
    return std::nullopt;
  }
  Matcher matcher(*this, candidate);
  if (!matcher.match()) return std::nullopt;
  return std::move(matcher).values();
}

std::optional<Captures> Pattern::match(std::string_view candidate) const {
  const auto values = match_values(candidate);
  if (!values) return std::nullopt;
  Captures found;
  for (std::size_t i = 0; i < captures_.size(); ++i) found.emplace(captures_[i], (*values)[i]);
  return found;
}

std::string Pattern::fill(const Captures& values) const {
  std::vector<std::string_view> ordered;
  for (const std::string& name : captures_) {
    const auto value = values.find(name);
    if (value == values.end()) base::fail("'{}' needs a value for {{{}}}", text_, name);
    ordered.emplace_back(value->second);
  }
  return fill_values(ordered);
}

std::string Pattern::fill_values(std::span<const std::string_view> values) const {
  std::string filled;
  for (const Piece& piece : pieces_) {
    if (piece.kind == Piece::Kind::Glob) {
      base::fail("'{}' names no single object: '*' has no value; use a {{capture}}", text_);
    }
    filled +=
        piece.kind == Piece::Kind::Literal ? std::string_view(piece.text) : values[piece.capture];
  }
  return filled;
}

bool value_less(std::string_view a, std::string_view b) {
  const auto number_a = value_number(a);
  const auto number_b = value_number(b);
  if (number_a.has_value() != number_b.has_value()) return number_a.has_value();
  if (number_a && *number_a != *number_b) return *number_a < *number_b;
  return a < b;
}

}  // namespace rankplot::plan
