#include "core/expr/expression.hpp"

#include <charconv>
#include <deque>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/error.hpp"
#include "core/expr/compile.hpp"
#include "core/expr/machine.hpp"

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

void check_values(const base::Field& array, const Path& path) {
  if (array.values.size() == base::element_count(array.shape)) return;
  base::fail("{} has shape [{}] and came with {} values", to_string(path),
             fmt::join(array.shape, ", "), array.values.size());
}

/// The pieces of a program, ready to run.
struct Pieces {
  struct Call {
    Call(const Program& program, const ArrayCall& call) {
      for (const ArrayCall::Value& value : call.values) values.emplace_back(program, value.code);
    }
    std::deque<Elementwise> values;
  };

  explicit Pieces(const Program& program) : result(program, program.code) {
    for (const ArrayCall& call : program.calls) calls.emplace_back(program, call);
  }

  std::deque<Call> calls;
  Elementwise result;
};

/// One evaluation of a program: the array calls in turn, then what is made of them.
class Evaluation {
 public:
  Evaluation(const Program& program, const Pieces& pieces, std::span<const base::Field> arrays,
             std::vector<double> captures)
      : program_(program), pieces_(pieces), arrays_(arrays), captures_(std::move(captures)) {}

  base::Field run() {
    for (std::size_t i = 0; i < program_.calls.size(); ++i) {
      const ArrayCall& call = program_.calls[i];
      if (call.function == nullptr) {
        results_.push_back(arrays_[program_.paths.size() + call.gather]);
        continue;
      }
      try {
        results_.push_back(result_of(call, pieces_.calls[i]));
      } catch (const base::Error& error) {
        base::fail("{}: {}", call.text, error.what());
      }
    }
    const Elementwise& result = pieces_.result;
    if (!result.is_alone()) return result.run(operands_of(result), captures_);
    if (result.calls().empty()) return arrays_[result.paths()[0]];
    return std::move(results_[result.calls()[0]]);
  }

 private:
  base::Field result_of(const ArrayCall& call, const Pieces::Call& pieces) const {
    std::deque<base::Field> computed;
    std::vector<Operand> values;
    for (std::size_t i = 0; i < pieces.values.size(); ++i) {
      const Elementwise& piece = pieces.values[i];
      const std::vector<Operand> operands = operands_of(piece);
      const base::Field* field = piece.is_alone()
                                     ? operands[0].field
                                     : &computed.emplace_back(piece.run(operands, captures_));
      values.push_back({field, call.values[i].text});
    }
    return apply(*call.function, values, {call.axes, call.keepdims});
  }

  std::vector<Operand> operands_of(const Elementwise& piece) const {
    std::vector<Operand> operands;
    for (const std::size_t path : piece.paths()) {
      operands.push_back({&arrays_[path], to_string(program_.paths[path])});
    }
    for (const std::size_t call : piece.calls()) {
      operands.push_back({&results_[call], program_.calls[call].text});
    }
    return operands;
  }

  const Program& program_;
  const Pieces& pieces_;
  std::span<const base::Field> arrays_;
  std::vector<double> captures_;
  std::deque<base::Field> results_;  // of the calls
};

void refuse_categories(std::span<const base::Field> arrays, const std::vector<Path>& paths) {
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    if (!arrays[i].names) continue;
    base::fail("'{}' holds names (categories), which cannot be computed with; use it alone",
               to_string(paths[i]));
  }
}

}  // namespace

struct Expression::Parsed {
  std::string text;
  Names names = Names::Paths;
  Program program;
  std::optional<Pieces> pieces;  ///< of the program
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
  parsed->pieces.emplace(parsed->program);
  return Expression(std::move(parsed));
}

const std::string& Expression::text() const { return parsed_->text; }
Expression::Names Expression::names() const { return parsed_->names; }
const std::vector<Path>& Expression::paths() const { return parsed_->program.paths; }
const std::vector<std::string>& Expression::captures() const { return parsed_->program.captures; }
bool Expression::is_path() const { return parsed_->program.is_path; }
const std::vector<Gather>& Expression::gathers() const { return parsed_->program.gathers; }

base::Field Expression::evaluate(std::span<const base::Field> arrays,
                                 const std::map<std::string, std::string>& captures) const {
  const Program& program = parsed_->program;
  const std::size_t wanted = program.paths.size() + program.gathers.size();
  if (arrays.size() != wanted) {
    base::fail("expression '{}' needs {} arrays and was given {}", text(), wanted, arrays.size());
  }
  if (!program.is_path) refuse_categories(arrays, program.paths);
  std::vector<double> values;
  for (const std::string& name : program.captures) {
    values.push_back(capture_value(name, captures, text()));
  }
  try {
    for (std::size_t i = 0; i < program.paths.size(); ++i) {
      check_values(arrays[i], program.paths[i]);
    }
    return Evaluation(program, *parsed_->pieces, arrays, std::move(values)).run();
  } catch (const base::Error& error) {
    base::fail("expression '{}': {}", text(), error.what());
  }
}

}  // namespace rankplot::expr
