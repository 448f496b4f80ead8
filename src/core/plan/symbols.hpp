#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/plan/pattern.hpp"

namespace rankplot::plan {

/// A cell that holds nothing.
inline constexpr std::uint32_t kNone = UINT32_MAX;

/// Capture values by number: each text is kept, and read as a number, once for all cases.
class Symbols {
 public:
  std::uint32_t id(std::string_view text) {
    const auto known = ids_.find(text);
    if (known != ids_.end()) return known->second;
    const auto id = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(text);  // a deque: views of its strings stay valid
    numbers_.push_back(value_number(text));
    ids_.emplace(texts_.back(), id);
    return id;
  }
  const std::string& text(std::uint32_t id) const { return texts_[id]; }
  const std::optional<double>& number(std::uint32_t id) const { return numbers_[id]; }

  /// The order of value_less; kNone last.
  bool less(std::uint32_t a, std::uint32_t b) const {
    if (a == b || a == kNone) return false;
    if (b == kNone) return true;
    const auto &x = numbers_[a], &y = numbers_[b];
    if (x.has_value() != y.has_value()) return x.has_value();
    if (x && *x != *y) return *x < *y;
    return texts_[a] < texts_[b];
  }

 private:
  std::deque<std::string> texts_;
  std::vector<std::optional<double>> numbers_;
  std::unordered_map<std::string_view, std::uint32_t> ids_;
};

/// Rows of equal width in one block: a hundred thousand cases cost a few megabytes.
class Table {
 public:
  explicit Table(std::size_t width) : width_(width) {}

  std::size_t rows() const { return width_ == 0 ? 0 : cells_.size() / width_; }
  std::span<const std::uint32_t> operator[](std::size_t row) const {
    return {cells_.data() + row * width_, width_};
  }
  std::span<std::uint32_t> operator[](std::size_t row) {
    return {cells_.data() + row * width_, width_};
  }
  /// `row` must not be a row of this table.
  std::span<std::uint32_t> append(std::span<const std::uint32_t> row) {
    cells_.insert(cells_.end(), row.begin(), row.end());
    return (*this)[rows() - 1];
  }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> cells_;
};

}  // namespace rankplot::plan
