#include <algorithm>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"
#include "core/plan/cases.hpp"
#include "core/plan/members.hpp"
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
  if (orbit_of(*shape.figure) == 0) return;
  if (shape.capture(kOrbit) < shape.captures.size())
    base::fail(
        "{}: {{orbit}} is a capture of its paths, and the camera's orbit makes one: give "
        "that of the paths another name",
        shape.title);
  shape.captures.emplace_back(kOrbit);
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
  for (const std::string& used : figure.over) check_capture(shape, used, "over");
  for (const job::Layer& layer : figure.layers) {
    const std::string place = fmt::format("of the layer '{}'", layer.kind);
    for (const std::string& used : layer.over) check_capture(shape, used, "over " + place);
    for (const auto& [role, expression] : layer.roles) {
      const std::string where = fmt::format("'{}' {}", role, place);
      for (const std::string& used : expression.captures()) check_capture(shape, used, where);
      for (const expr::Gather& gather : expression.gathers()) {
        check_capture(shape, gather.capture, where);
        for (const std::string& used : gather.inner.captures()) check_capture(shape, used, where);
      }
    }
  }
}

void mark_within(Shape& shape) {
  shape.within.assign(shape.captures.size(), false);
  for (const std::string& name : captures_within(*shape.figure)) {
    shape.within[shape.capture(name)] = true;
  }
}

/// That all captures which pictures hold many values of have one where it is needed. The job's
/// parser says it with line and column; here it is made sure of.
class ScopeCheck {
 public:
  explicit ScopeCheck(const Shape& shape) : shape_(shape) {}

  void run() const {
    const job::Figure& figure = *shape_.figure;
    for (std::size_t i = 0; i < figure.layers.size(); ++i) {
      const std::vector<std::string> scope = scope_of(figure, figure.layers[i]);
      for (const auto& [role, expression] : figure.layers[i].roles) {
        check(expression.captures(), shape_.paths.of_roles[i].at(role), scope, role);
        const auto& gathers = expression.gathers();
        for (std::size_t g = 0; g < gathers.size(); ++g) {
          std::vector<std::string> inside = scope;
          inside.push_back(gathers[g].capture);
          check(gathers[g].inner.captures(), shape_.paths.of_gathers[i].at(role)[g], inside, role);
        }
      }
    }
  }

 private:
  void check(const std::vector<std::string>& captures, const std::vector<std::size_t>& paths,
             const std::vector<std::string>& scope, const std::string& role) const {
    check(captures, scope, role);
    for (const std::size_t path : paths) {
      check(shape_.captures_of(shape_.paths.paths[path]), scope, role);
    }
  }

  void check(const std::vector<std::string>& captures, const std::vector<std::string>& scope,
             const std::string& role) const {
    for (const std::string& name : captures) {
      const bool many = shape_.within[shape_.capture(name)];
      if (!many || std::find(scope.begin(), scope.end(), name) != scope.end()) continue;
      base::fail(
          "{}: '{}' of a layer needs one value of {{{}}}, of which a picture holds many; "
          "draw the layer over it, or gather along it",
          shape_.title, role, name);
    }
  }

  const Shape& shape_;
};

/// The fields of texts that see one value of the captures in `scope`, besides those of the case.
std::vector<std::string> fields_in(const Shape& shape, const std::vector<std::string>& scope,
                                   std::optional<std::size_t> main) {
  std::vector<std::string> fields;
  const auto is_there = [&](const std::string& name) {
    return !shape.within[shape.capture(name)] ||
           std::find(scope.begin(), scope.end(), name) != scope.end();
  };
  for (const std::string& name : shape.captures) {
    if (is_there(name)) fields.push_back(name);
  }
  add_names(fields, {"index"});
  if (!main) return fields;
  const std::vector<std::string> of_main = shape.captures_of(shape.paths.paths[*main]);
  if (std::ranges::all_of(of_main, is_there)) add_names(fields, {"file", "dataset"});
  // What files answer is asked once for a picture: there must be one that it is about.
  const auto is_many = [&](const std::string& name) { return shape.within[shape.capture(name)]; };
  if (main == shape.paths.main && std::ranges::none_of(of_main, is_many)) {
    add_names(fields, {"time"});
  }
  return fields;
}

void check_texts(const Shape& shape) {
  const job::Figure& figure = *shape.figure;
  TextCheck check(*shape.job, figure);
  check.own(fields_in(shape, {}, shape.paths.main),
            fields_in(shape, figure.over, shape.paths.main));
  for (std::size_t i = 0; i < figure.layers.size(); ++i) {
    check.layer(i, fields_in(shape, scope_of(figure, figure.layers[i]),
                             main_of_layer(figure, shape.paths, i)));
  }
}

}  // namespace

int orbit_of(const job::Figure& figure) {
  int pictures = figure.scene.camera.orbit;
  for (const job::Panel& panel : figure.panels)
    pictures = std::max(pictures, panel.scene.camera.orbit);
  return pictures;
}

std::size_t Shape::used_input(std::size_t input) const {
  return static_cast<std::size_t>(std::find(inputs.begin(), inputs.end(), input) - inputs.begin());
}

std::size_t Shape::capture(const std::string& name) const {
  return static_cast<std::size_t>(std::find(captures.begin(), captures.end(), name) -
                                  captures.begin());
}

std::vector<std::string> Shape::captures_of(const FigurePath& path) const {
  std::vector<std::string> names = patterns[used_input(path.input)].captures();
  add_names(names, path.object.captures());
  for (const expr::Slice& slice : path.hyperslab) {
    if (slice.kind == expr::Slice::Kind::Capture) add_names(names, {slice.capture});
  }
  return names;
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
  mark_within(shape);
  ScopeCheck(shape).run();
  check_texts(shape);
  return shape;
}

}  // namespace rankplot::plan
