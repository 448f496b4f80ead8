#include "core/expr/machine.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <muParser.h>

#include "core/base/error.hpp"
#include "core/expr/scanner.hpp"

namespace rankplot::expr {

namespace {

/// The numbers behind a letter among the names of a piece of code: of "p0+f_sqrt(p2)" and 'p', 0
/// and 2.
std::vector<std::size_t> numbered(std::string_view code, char letter) {
  std::vector<std::size_t> numbers;
  Scanner scanner(code);
  while (!scanner.at_end()) {
    const std::string_view name = scanner.take_name();
    if (name.empty()) {
      scanner.advance();
      continue;
    }
    std::size_t number = 0;
    const char* end = name.data() + name.size();
    const bool is_number = std::from_chars(name.data() + 1, end, number).ptr == end;
    if (name.size() < 2 || name.front() != letter || !is_number) continue;
    if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) {
      numbers.push_back(number);
    }
  }
  return numbers;
}

/// An operand that changes from value to value.
struct Column {
  const double* values = nullptr;
  double* variable = nullptr;
  std::vector<std::size_t> strides;
  const double* next = nullptr;  ///< of the row
};

/// Moves to the next row (all axes but the last), or returns false behind the last one.
bool next_row(std::vector<std::size_t>& place, const std::vector<std::size_t>& shape) {
  for (std::size_t axis = place.size(); axis-- > 0;) {
    if (++place[axis] < shape[axis]) return true;
    place[axis] = 0;
  }
  return false;
}

std::size_t offset_of(const std::vector<std::size_t>& place, const Column& column) {
  std::size_t offset = 0;
  for (std::size_t axis = 0; axis < place.size(); ++axis) {
    offset += place[axis] * column.strides[axis];
  }
  return offset;
}

bool all_have(const std::vector<Operand>& operands, const std::vector<std::size_t>& shape) {
  return std::all_of(operands.begin(), operands.end(), [&](const Operand& operand) {
    return operand.field->is_scalar() || operand.field->shape == shape;
  });
}

}  // namespace

/// muParser with one variable for each operand and capture. Making one costs more than evaluating a
/// small array, and using one changes it: hence the pool.
class Elementwise::Machine {
 public:
  explicit Machine(const Elementwise& piece)
      : operands_(piece.paths_.size() + piece.calls_.size()),
        captures_(piece.program_.captures.size()) {
    // Its optimizer reorders sums, which changes last digits; there is little for it to gain.
    parser_.EnableOptimizer(false);
    for (const Function* function : piece.program_.functions) {
      std::visit([&](auto call) { parser_.DefineFun(code_name(*function), call); }, function->call);
    }
    for (std::size_t i = 0; i < piece.program_.numbers.size(); ++i) {
      parser_.DefineConst(fmt::format("n{}", i), piece.program_.numbers[i]);
    }
    double* operand = operands_.data();
    for (const std::size_t path : piece.paths_) {
      parser_.DefineVar(fmt::format("p{}", path), operand++);
    }
    for (const std::size_t call : piece.calls_) {
      parser_.DefineVar(fmt::format("a{}", call), operand++);
    }
    for (std::size_t i = 0; i < captures_.size(); ++i) {
      parser_.DefineVar(fmt::format("k{}", i), &captures_[i]);
    }
    parser_.SetExpr(piece.code_);
  }
  Machine(const Machine&) = delete;  // muParser holds addresses of the variables
  Machine& operator=(const Machine&) = delete;

  /// Value by value: muParser's own bulk call would start OpenMP threads in a painter that has its
  /// share of cores and no more, and wants scalars spread out to arrays first.
  std::vector<double> run(const std::vector<Operand>& operands, const std::vector<double>& captures,
                          std::vector<std::size_t> shape) {
    captures_ = captures;
    const std::size_t count = base::element_count(shape);
    if (all_have(operands, shape)) shape = {count};  // one long row
    if (shape.empty()) shape = {1};
    std::vector<Column> columns = columns_of(operands, shape);
    std::vector<double> results(count);
    if (count == 0) return results;
    std::vector<std::size_t> row(shape.size() - 1, 0);
    double* result = results.data();
    do {
      fill(row, columns, std::span(result, shape.back()));
      result += shape.back();
    } while (next_row(row, shape));
    return results;
  }

 private:
  /// Sets the operands that stay the same; returns the others.
  std::vector<Column> columns_of(const std::vector<Operand>& operands,
                                 const std::vector<std::size_t>& shape) {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const base::Field& field = *operands[i].field;
      if (field.values.empty()) continue;
      if (field.values.size() == 1) {
        operands_[i] = field.values[0];
        continue;
      }
      const bool flat = shape.size() == 1;
      const std::vector<std::size_t> from = flat ? std::vector{field.values.size()} : field.shape;
      columns.push_back(
          {field.values.data(), &operands_[i], broadcast_strides(from, shape), nullptr});
    }
    return columns;
  }

  void fill(const std::vector<std::size_t>& row, std::vector<Column>& columns,
            std::span<double> results) {
    for (Column& column : columns) column.next = column.values + offset_of(row, column);
    for (double& result : results) {
      for (Column& column : columns) {
        *column.variable = *column.next;
        column.next += column.strides.back();
      }
      result = parser_.Eval();
    }
  }

  mu::Parser parser_;
  std::vector<double> operands_;
  std::vector<double> captures_;
};

Elementwise::Elementwise(const Program& program, std::string code)
    : program_(program),
      code_(std::move(code)),
      paths_(numbered(code_, 'p')),
      calls_(numbered(code_, 'a')) {
  alone_ =
      paths_.size() + calls_.size() == 1 && (code_ == fmt::format("p{}", fmt::join(paths_, "")) ||
                                             code_ == fmt::format("a{}", fmt::join(calls_, "")));
}

Elementwise::~Elementwise() = default;

std::unique_ptr<Elementwise::Machine> Elementwise::take() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Machine> machine = std::move(idle_.back());
      idle_.pop_back();
      return machine;
    }
  }
  return std::make_unique<Machine>(*this);
}

void Elementwise::give_back(std::unique_ptr<Machine> machine) const {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(machine));
}

base::Field Elementwise::run(const std::vector<Operand>& operands,
                             const std::vector<double>& captures) const try {
  base::Field result;
  result.shape = broadcast_shape(operands);
  std::unique_ptr<Machine> machine = take();
  result.values = machine->run(operands, captures, result.shape);
  give_back(std::move(machine));
  return result;
} catch (const mu::ParserError& error) {
  base::fail("it could not be evaluated: {}", error.GetMsg());
}

}  // namespace rankplot::expr
