#include <algorithm>
#include <cmath>

#include "core/base/error.hpp"
#include "core/plan/cases.hpp"

namespace rankplot::plan {
namespace {

bool in_range(const job::Range& range, double value) {
  if (range.start && value < *range.start) return false;
  if (range.stop && value >= *range.stop) return false;
  if (range.step == 1) return true;  // every value between the ends, whole or not
  const double steps = (value - range.start.value_or(0)) / range.step;
  return std::abs(steps - std::round(steps)) <= 1e-9 * std::max(1.0, std::abs(steps));
}

bool in_list(const std::vector<std::string>& list, const std::string& text,
             const std::optional<double>& number) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& wanted) {
    return wanted == text || (number && value_number(wanted) == number);
  });
}

/// One condition on the captures of a case.
class Condition {
 public:
  Condition(const Shape& shape, const std::string& capture, const job::Selection& selection)
      : selection_(selection), captures_{shape.capture(capture)} {
    if (const auto* range = std::get_if<job::Range>(&selection)) {
      if (!(range->step > 0)) {
        base::fail("{}: the step {} of select for {{{}}} is not above zero", shape.title,
                   range->step, capture);
      }
    }
    const auto* expression = std::get_if<expr::Expression>(&selection);
    if (expression == nullptr) return;
    captures_.clear();
    add_captures(shape, *expression);
  }

  Condition(const Shape& shape, const expr::Expression& expression) : selection_(expression) {
    add_captures(shape, expression);
  }

  const std::vector<std::size_t>& captures() const { return captures_; }
  bool about(std::size_t first, std::size_t end) const {
    if (captures_.empty()) return first == 0;
    const std::size_t last = *std::max_element(captures_.begin(), captures_.end());
    return last >= first && last < end;
  }

  bool takes(const Shape& shape, std::span<const std::uint32_t> row, const Symbols& symbols) {
    if (captures_.size() != 1) return evaluate(shape, row, symbols);
    // Of one capture: a value is looked at once, however many cases have it.
    const std::uint32_t id = row[shape.value_cell(captures_.front())];
    if (id >= known_.size()) known_.resize(id + 1, -1);
    if (known_[id] < 0) known_[id] = evaluate(shape, row, symbols) ? 1 : 0;
    return known_[id] == 1;
  }

 private:
  void add_captures(const Shape& shape, const expr::Expression& expression) {
    for (const std::string& name : expression.captures()) {
      captures_.push_back(shape.capture(name));
    }
  }

  /// What is not a number is in no range and meets no expression.
  bool evaluate(const Shape& shape, std::span<const std::uint32_t> row,
                const Symbols& symbols) const {
    Captures values;
    const auto* expression = std::get_if<expr::Expression>(&selection_);
    for (std::size_t capture : captures_) {
      const std::uint32_t id = row[shape.value_cell(capture)];
      if (const auto* list = std::get_if<std::vector<std::string>>(&selection_)) {
        return in_list(*list, symbols.text(id), symbols.number(id));
      }
      if (!symbols.number(id)) return false;
      if (const auto* range = std::get_if<job::Range>(&selection_)) {
        return in_range(*range, *symbols.number(id));
      }
      values.emplace(shape.captures[capture], symbols.text(id));
    }
    const base::Field result = expression->evaluate({}, values);
    return !result.values.empty() && result.values.front() != 0 &&
           !std::isnan(result.values.front());
  }

  job::Selection selection_;
  std::vector<std::size_t> captures_;
  std::vector<signed char> known_;  // by value id: -1 not yet looked at
};

/// "{step} has 51 values from 0 to 5000".
std::string describe(const Shape& shape, const Table& table, std::size_t capture,
                     const Symbols& symbols) {
  std::vector<std::uint32_t> ids;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::uint32_t id = table[row][shape.value_cell(capture)];
    if (id != kNone) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::sort(ids.begin(), ids.end(),
            [&](std::uint32_t a, std::uint32_t b) { return symbols.less(a, b); });
  std::vector<std::string> first;
  for (std::size_t i = 0; i < std::min<std::size_t>(ids.size(), 5); ++i) {
    first.push_back(symbols.text(ids[i]));
  }
  const std::string last =
      ids.size() > first.size() ? fmt::format(", ... {}", symbols.text(ids.back())) : "";
  return fmt::format("{{{}}} has {} value{}: {}{}", shape.captures[capture], ids.size(),
                     ids.size() == 1 ? "" : "s", fmt::join(first, ", "), last);
}

Table filter(const Shape& shape, const Table& table, Condition& condition, const Symbols& symbols) {
  Table taken(shape.width());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto cells = table[row];
    if (cells[shape.refusal_cell()] != kNone || condition.takes(shape, cells, symbols)) {
      taken.append(cells);
    }
  }
  if (taken.rows() > 0 || table.rows() == 0) return taken;
  std::vector<std::string> there;
  for (std::size_t capture : condition.captures()) {
    there.push_back(describe(shape, table, capture, symbols));
  }
  base::fail(
      "{}: select takes nothing; {}", shape.title,
      there.empty() ? "its condition is never met" : fmt::format("{}", fmt::join(there, "; ")));
}

std::vector<Condition> conditions_of(const Shape& shape) {
  std::vector<Condition> conditions;
  for (const auto& [name, selection] : shape.figure->select) {
    conditions.emplace_back(shape, name, selection);
  }
  if (shape.figure->condition) conditions.emplace_back(shape, *shape.figure->condition);
  return conditions;
}

}  // namespace

Table apply_select(const Shape& shape, Table table, std::size_t applied, std::size_t bound,
                   const Symbols& symbols) {
  for (Condition& condition : conditions_of(shape)) {
    if (condition.about(applied, bound)) table = filter(shape, table, condition, symbols);
  }
  return table;
}

}  // namespace rankplot::plan
