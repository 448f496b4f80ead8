#include <algorithm>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"
#include "core/plan/cases.hpp"
#include "core/plan/texts.hpp"

namespace rankplot::plan {
namespace {

void add_names(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
}

void add_inputs(Shape& shape) {
  for (const FigurePath& path : shape.paths.paths) shape.inputs.push_back(path.input);
  std::sort(shape.inputs.begin(), shape.inputs.end());
  shape.inputs.erase(std::unique(shape.inputs.begin(), shape.inputs.end()), shape.inputs.end());
  for (std::size_t input : shape.inputs) {
    try {
      shape.patterns.push_back(Pattern::parse(shape.job->inputs[input].pattern));
    } catch (const expr::SyntaxError& error) {
      base::fail("{}: the input '{}', at character {}: {}", shape.job->file,
                 shape.job->inputs[input].pattern, error.offset + 1, error.message);
    }
  }
}

void add_captures(Shape& shape) {
  for (const Pattern& pattern : shape.patterns) add_names(shape.captures, pattern.captures());
  shape.file_captures = shape.captures.size();
  for (const FigurePath& path : shape.paths.paths) {
    add_names(shape.captures, path.object.captures());
  }
  shape.object_captures = shape.captures.size();
  for (const FigurePath& path : shape.paths.paths) {
    for (const expr::Slice& slice : path.hyperslab) {
      if (slice.kind == expr::Slice::Kind::Capture) add_names(shape.captures, {slice.capture});
    }
  }
}

void check_capture(const Shape& shape, const std::string& name, const std::string& where) {
  if (shape.capture(name) < shape.captures.size()) return;
  if (shape.captures.empty()) {
    base::fail("{}: {} names {{{}}}, but the figure has no captures", shape.title, where, name);
  }
  const std::string near = job::nearest(name, shape.captures);
  base::fail("{}: {} names {{{}}}, which none of its paths has{}; captures: {}", shape.title, where,
             name, near.empty() ? "" : fmt::format("; did you mean {{{}}}?", near),
             fmt::join(shape.captures, ", "));
}

void check_captures(const Shape& shape) {
  const job::Figure& figure = *shape.figure;
  for (const auto& [name, selection] : figure.select) {
    check_capture(shape, name, "select");
    const auto* condition = std::get_if<expr::Expression>(&selection);
    if (condition == nullptr) continue;
    for (const std::string& used : condition->captures()) check_capture(shape, used, "select");
  }
  if (figure.condition) {
    for (const std::string& used : figure.condition->captures()) {
      check_capture(shape, used, "select");
    }
  }
  for (const job::Layer& layer : figure.layers) {
    for (const auto& [role, expression] : layer.roles) {
      for (const std::string& used : expression.captures()) {
        check_capture(shape, used, fmt::format("'{}' of the layer '{}'", role, layer.kind));
      }
    }
  }
}

}  // namespace

std::size_t Shape::used_input(std::size_t input) const {
  return static_cast<std::size_t>(std::find(inputs.begin(), inputs.end(), input) - inputs.begin());
}

std::size_t Shape::capture(const std::string& name) const {
  return static_cast<std::size_t>(std::find(captures.begin(), captures.end(), name) -
                                  captures.begin());
}

Shape shape_of(const job::Job& job, const job::Figure& figure) {
  Shape shape;
  shape.job = &job;
  shape.figure = &figure;
  shape.title = figure_title(job, figure);
  shape.paths = figure_paths(job, figure);
  add_inputs(shape);
  add_captures(shape);
  check_captures(shape);
  std::vector<std::string> fields = shape.captures;
  add_names(fields, {"index"});
  if (shape.paths.main) add_names(fields, {"file", "dataset", "time"});
  check_templates(job, figure, fields);
  return shape;
}

}  // namespace rankplot::plan
