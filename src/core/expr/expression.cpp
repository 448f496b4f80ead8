#include "core/expr/expression.hpp"

#include <charconv>
#include <memory>
#include <mutex>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <muParser.h>

#include "core/base/error.hpp"
#include "core/expr/compile.hpp"
#include "core/expr/scanner.hpp"

namespace rankplot::expr {

namespace {

double capture_value(const std::string& name, const std::map<std::string, std::string>& captures,
                     const std::string& text) {
  const auto place = captures.find(name);
  if (place == captures.end()) {
    base::fail("expression '{}': there is no capture {{{}}}", text, name);
  }
  const std::string& value = place->second;
  double number = 0;
  const char* begin = value.data() + (value.starts_with('+') ? 1 : 0);
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(begin, end, number);
  if (error != std::errc() || stop != end) {
    base::fail("expression '{}': capture {{{}}} is '{}', which is not a number", text, name, value);
  }
  return number;
}

/// The shape of the result: that of the arrays that are no scalars, which must agree.
std::vector<std::size_t> common_shape(std::span<const base::Field> arrays,
                                      const std::vector<Path>& paths, const std::string& text) {
  const base::Field* first = nullptr;
  for (const base::Field& array : arrays) {
    if (array.values.size() != base::element_count(array.shape)) {
      base::fail("expression '{}': an array of shape [{}] came with {} values", text,
                 fmt::join(array.shape, ", "), array.values.size());
    }
    if (array.is_scalar()) continue;
    if (first == nullptr) first = &array;
    if (array.shape == first->shape) continue;
    base::fail("expression '{}': {} has shape [{}] and {} has [{}]; they must be equal", text,
               to_string(paths[static_cast<std::size_t>(first - arrays.data())]),
               fmt::join(first->shape, ", "),
               to_string(paths[static_cast<std::size_t>(&array - arrays.data())]),
               fmt::join(array.shape, ", "));
  }
  return first == nullptr ? std::vector<std::size_t>{} : first->shape;
}

/// muParser with one variable for each path and capture. Making one costs more than evaluating a
/// small array, and using one changes it: hence the pool.
class Machine {
 public:
  explicit Machine(const Program& program)
      : paths_(program.paths.size()), captures_(program.captures.size()) {
    // Its optimizer reorders sums, which changes last digits; there is little for it to gain.
    parser_.EnableOptimizer(false);
    for (const Function* function : program.functions) {
      std::visit([&](auto call) { parser_.DefineFun(fmt::format("f_{}", function->name), call); },
                 function->call);
    }
    for (std::size_t i = 0; i < program.numbers.size(); ++i) {
      parser_.DefineConst(fmt::format("n{}", i), program.numbers[i]);
    }
    define_variables("p", paths_);
    define_variables("k", captures_);
    parser_.SetExpr(program.code);
  }
  Machine(const Machine&) = delete;  // muParser holds addresses of the variables
  Machine& operator=(const Machine&) = delete;

  /// Value by value: muParser's own bulk call would start OpenMP threads in a painter that has its
  /// share of cores and no more, and wants scalars spread out to arrays first.
  std::vector<double> run(std::span<const base::Field> arrays, const std::vector<double>& captures,
                          std::size_t count) {
    captures_ = captures;
    struct Column {
      const double* values;
      double* variable;
    };
    std::vector<Column> columns;
    for (std::size_t i = 0; i < arrays.size(); ++i) {
      if (arrays[i].is_scalar()) {
        paths_[i] = arrays[i].values[0];
      } else {
        columns.push_back({arrays[i].values.data(), &paths_[i]});
      }
    }
    std::vector<double> results(count);
    for (std::size_t at = 0; at < count; ++at) {
      for (const Column& column : columns) *column.variable = column.values[at];
      results[at] = parser_.Eval();
    }
    return results;
  }

 private:
  void define_variables(const char* prefix, std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      parser_.DefineVar(fmt::format("{}{}", prefix, i), &values[i]);
    }
  }

  mu::Parser parser_;
  std::vector<double> paths_;
  std::vector<double> captures_;
};

/// The idle machines of one expression.
class MachinePool {
 public:
  std::unique_ptr<Machine> take(const Program& program) {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Machine> machine = std::move(idle_.back());
        idle_.pop_back();
        return machine;
      }
    }
    return std::make_unique<Machine>(program);
  }
  void give_back(std::unique_ptr<Machine> machine) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(machine));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Machine>> idle_;
};

}  // namespace

struct Expression::Parsed {
  std::string text;
  Names names = Names::Paths;
  Program program;
  mutable MachinePool machines;
};

Expression::Expression() {
  static const Expression zero = parse("0");
  parsed_ = zero.parsed_;
}

Expression Expression::parse(std::string_view text, Names names) {
  auto parsed = std::make_shared<Parsed>();
  parsed->program = compile(text, names);
  parsed->text = text;
  parsed->names = names;
  return Expression(std::move(parsed));
}

const std::string& Expression::text() const { return parsed_->text; }
Expression::Names Expression::names() const { return parsed_->names; }
const std::vector<Path>& Expression::paths() const { return parsed_->program.paths; }
const std::vector<std::string>& Expression::captures() const { return parsed_->program.captures; }
bool Expression::is_path() const { return parsed_->program.is_path; }

base::Field Expression::evaluate(std::span<const base::Field> arrays,
                                 const std::map<std::string, std::string>& captures) const {
  const Program& program = parsed_->program;
  if (arrays.size() != program.paths.size()) {
    base::fail("expression '{}' needs {} arrays and was given {}", text(), program.paths.size(),
               arrays.size());
  }
  base::Field result;
  result.shape = common_shape(arrays, program.paths, text());
  if (program.is_path) return arrays[0];
  std::vector<double> values;
  for (const std::string& name : program.captures) {
    values.push_back(capture_value(name, captures, text()));
  }
  try {
    std::unique_ptr<Machine> machine = parsed_->machines.take(program);
    result.values = machine->run(arrays, values, base::element_count(result.shape));
    parsed_->machines.give_back(std::move(machine));
  } catch (const mu::ParserError& error) {
    base::fail("expression '{}' could not be evaluated: {}", text(), error.GetMsg());
  }
  return result;
}

}  // namespace rankplot::expr
