#include "rank/app/plot_job.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "core/base/error.hpp"
#include "core/expr/expression.hpp"
#include "core/job/parse.hpp"
#include "core/job/source_text.hpp"
#include "core/plan/figure_paths.hpp"
#include "core/plan/pattern.hpp"

namespace rankplot::app {
namespace {

using Roles = std::map<std::string, std::string>;

/// A name such as fields/V, which an expression would take for a division.
bool is_relative_path(const std::string& text) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '/' || c == '.';
  };
  const std::string object = text.substr(0, text.find('['));  // before a hyperslab or a column
  return !object.empty() && std::isalpha(static_cast<unsigned char>(object[0])) != 0 &&
         object.find('/') != object.npos && std::all_of(object.begin(), object.end(), plain) &&
         (object.size() == text.size() || text.find(']') == text.size() - 1);
}

expr::Expression expression_of(const std::string& text) {
  if (text.empty()) base::fail("a PATH is empty");
  try {
    return expr::Expression::parse(text);
  } catch (const expr::SyntaxError& error) {
    base::fail("'{}', column {}: {}", text, error.offset + 1, error.message);
  }
}

std::string absolute(const std::string& text) {
  return !text.empty() && is_relative_path(text) ? "/" + text : text;
}

/// The paths as a figure's layers, for the parts of core/plan that want a job.
job::Job draft_of(const PlotRequest& request) {
  job::Job job;
  job.file = "rankplot plot";
  job.inputs = {{"", request.file}};
  job::Figure& figure = job.figures.emplace_back();
  figure.name = "plot";
  for (const std::string& path : request.paths) {
    job::Layer& layer = figure.layers.emplace_back();
    layer.roles.emplace("value", expression_of(absolute(path)));
  }
  return job;
}

const plan::DatasetInfo& dataset_of(const plan::FigurePath& path,
                                    const plan::FileCatalog& catalog) {
  const plan::DatasetInfo* found = nullptr;
  for (const plan::DatasetInfo& dataset : catalog.datasets) {
    if (!path.object.match(dataset.object)) continue;
    if (found == nullptr || !found->refusal.empty()) found = &dataset;
  }
  if (found == nullptr) base::fail("{}: no dataset is '{}'", catalog.file.path, path.object.text());
  if (!found->refusal.empty())
    base::fail("{}: '{}': {}", catalog.file.path, found->object, found->refusal);
  if (!found->columns.empty() && path.column.empty()) {
    base::fail("{}: '{}' is a table; write one of its columns, as in '{}[{}]'; columns: {}",
               catalog.file.path, found->object, path.object.text(), found->columns.front(),
               fmt::join(found->columns, ", "));
  }
  return *found;
}

/// The shape that a path has in one case.
std::vector<std::uint64_t> shape_of(const plan::FigurePath& path,
                                    const plan::FileCatalog& catalog) {
  const plan::DatasetInfo& dataset = dataset_of(path, catalog);
  std::vector<expr::Slice> hyperslab = path.hyperslab;
  expr::Slice first;
  first.kind = expr::Slice::Kind::Index;
  for (expr::Slice& slice : hyperslab) {
    if (slice.kind == expr::Slice::Kind::Capture) slice = first;
  }
  try {
    const std::vector<std::uint64_t> whole = dataset.shape_of(path.column);
    const plan::Slab slab = plan::resolve(hyperslab, whole);
    std::vector<std::uint64_t> shape;
    for (const plan::Slab::Axis& axis : slab.axes) {
      if (!axis.dropped) shape.push_back(axis.count);
    }
    return slab.axes.empty() ? whole : shape;
  } catch (const base::Error& error) {
    base::fail("{}: '{}': {}", catalog.file.path, dataset.object, error.what());
  }
}

/// What an expression has when its paths have these shapes: evaluated on small arrays of as many
/// axes.
std::vector<std::uint64_t> shape_of(const expr::Expression& expression,
                                    const std::vector<std::vector<std::uint64_t>>& shapes) {
  if (expression.is_path()) return shapes.front();
  std::vector<base::Field> fields;
  for (const auto& shape : shapes) {
    if (shape.size() > 8) return shape;
    fields.push_back({std::vector<std::size_t>(shape.size(), 2),
                      std::vector<double>(std::size_t{1} << shape.size(), 1.0)});
  }
  plan::Captures captures;
  for (const std::string& name : expression.captures()) captures[name] = "1";
  const std::size_t axes = expression.evaluate(fields, captures).shape.size();
  for (const auto& shape : shapes) {
    if (shape.size() == axes) return shape;
  }
  return std::vector<std::uint64_t>(axes, 2);
}

std::vector<std::vector<std::uint64_t>> shapes_of(const job::Job& draft,
                                                  const plan::FileCatalog& catalog) {
  const job::Figure& figure = draft.figures.front();
  const plan::FigurePaths paths = plan::figure_paths(draft, figure);
  std::vector<std::vector<std::uint64_t>> shapes;
  for (std::size_t layer = 0; layer < figure.layers.size(); ++layer) {
    std::vector<std::vector<std::uint64_t>> operands;
    for (const std::size_t place : paths.of_roles[layer].at("value"))
      operands.push_back(shape_of(paths.paths[place], catalog));
    const expr::Expression& expression = figure.layers[layer].roles.at("value");
    if (operands.empty()) base::fail("'{}' names no dataset", expression.text());
    shapes.push_back(shape_of(expression, operands));
  }
  return shapes;
}

std::string brackets(const std::vector<std::string>& axes) {
  return fmt::format("[{}]", fmt::join(axes, ", "));
}

/// The kind that draws arrays of these shapes.
std::string guess_kind(const PlotRequest& request,
                       const std::vector<std::vector<std::uint64_t>>& shapes) {
  const bool rows = std::all_of(shapes.begin(), shapes.end(),
                                [](const auto& shape) { return shape.size() == 1; });
  if (rows) return "line";
  if (shapes.size() == 1 && shapes[0].size() == 2) return "heatmap";
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const auto& shape = shapes[i];
    const std::string what = fmt::format("'{}' of '{}' is of shape ({})", request.paths[i],
                                         request.file, fmt::join(shape, ", "));
    if (shape.empty()) base::fail("{}: a single number is no plot", what);
    if (shape.size() > 2) {
      std::vector<std::string> plane{":", ":"}, sweep{":", ":"};
      for (std::size_t axis = 2; axis < shape.size(); ++axis) {
        plane.push_back(std::to_string(shape[axis] / 2));
        sweep.push_back(axis == 2 ? "{k}" : std::to_string(shape[axis] / 2));
      }
      base::fail(
          "{}: a plot takes one or two axes; write a plane of it, {}{}, or one picture for "
          "each, {}{}",
          what, request.paths[i], brackets(plane), request.paths[i], brackets(sweep));
    }
    if (shape.size() == 2) {
      base::fail(
          "{}: beside other paths it must have one axis (x, then y); give --kind to draw "
          "it otherwise",
          what);
    }
  }
  return "line";
}

const job::Entry& entry_of(const std::string& kind, const job::Vocabulary& vocabulary) {
  std::vector<std::string> known;
  for (const job::Entry& entry : vocabulary.layers) {
    if (entry.name == kind) return entry;
    known.push_back(entry.name);
  }
  const std::string near = job::nearest(kind, known);
  base::fail("--kind: layer kind '{}' is not known{}; known: {}", kind,
             near.empty() ? "" : fmt::format("; did you mean '{}'?", near), fmt::join(known, ", "));
}

/// The paths as the roles of one layer: the required roles, and as many of the others as there are
/// paths for, in the order in which the kind names them.
Roles roles_of(const job::Entry& kind, const std::vector<std::string>& paths) {
  const auto required = static_cast<std::size_t>(std::count_if(
      kind.roles.begin(), kind.roles.end(), [](const job::Role& role) { return role.required; }));
  if (paths.size() < required || paths.size() > kind.roles.size()) {
    std::vector<std::string> names;
    for (const job::Role& role : kind.roles)
      names.push_back(role.required ? role.name : "[" + role.name + "]");
    base::fail("kind '{}' takes {}, not {} {}", kind.name, fmt::join(names, ", "), paths.size(),
               paths.size() == 1 ? "path" : "paths");
  }
  std::size_t optional = paths.size() - required;
  Roles roles;
  auto next = paths.begin();
  for (const job::Role& role : kind.roles) {
    if (!role.required && optional == 0) continue;
    if (!role.required) --optional;
    roles[role.name] = *next++;
  }
  return roles;
}

/// Lines over a common x are layers of their own.
std::vector<Roles> layers_of(const job::Entry& kind, const std::vector<std::string>& paths) {
  if (kind.name != "line" || paths.size() < 3) return {roles_of(kind, paths)};
  std::vector<Roles> layers;
  for (std::size_t i = 1; i < paths.size(); ++i)
    layers.push_back({{"x", paths.front()}, {"y", paths[i]}});
  return layers;
}

/// "V" of "/fields/V[:, :, 3]", "pressure" of "/table[pressure]", an expression as it stands.
std::string short_name(const std::string& text) {
  const expr::Expression expression = expression_of(text);
  if (!expression.is_path()) return text;
  const expr::Path& path = expression.paths().front();
  if (!path.column.empty()) return path.column;
  return path.object.substr(path.object.rfind('/') + 1);
}

/// The captures of the pattern and of the paths.
std::vector<std::string> captures_of(const PlotRequest& request) {
  std::vector<std::string> names = plan::Pattern::parse(request.file).captures();
  const auto add = [&](const std::vector<std::string>& more) {
    for (const std::string& name : more) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  };
  for (const std::string& text : request.paths) {
    for (const expr::Path& path : expression_of(text).paths()) add(expr::captures_of(path));
  }
  return names;
}

/// "V_{step}.png"
std::string save_name(const PlotRequest& request) {
  std::string name;
  bool inside = false;  // a capture, which is named below
  for (const char c : short_name(request.paths.back())) {
    if (c == '{') inside = true;
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
    if (!inside && (plain || !name.ends_with('_'))) name += plain ? c : '_';
    if (c == '}') inside = false;
  }
  const std::size_t first = name.find_first_not_of("_.");
  name = first == name.npos ? "plot" : name.substr(first);
  name.erase(name.find_last_not_of('_') + 1);
  if (plan::Pattern::parse(request.file).has_globs()) name += "_{file}";
  for (const std::string& capture : captures_of(request)) name += "_{" + capture + "}";
  return name + ".png";
}

/// Where to write, split into a folder and what may hold {fields}.
struct Target {
  std::string output = ".";
  std::string save;
};
Target target_of(const PlotRequest& request) {
  if (request.save.empty()) return {".", save_name(request)};
  const std::size_t brace = request.save.find('{');
  const std::size_t slash = request.save.rfind('/', brace);
  if (slash == request.save.npos) return {".", request.save};
  return {slash == 0 ? "/" : request.save.substr(0, slash), request.save.substr(slash + 1)};
}

bool has_option(const job::Entry& kind, const char* name) {
  return std::any_of(kind.options.begin(), kind.options.end(),
                     [&](const job::Option& option) { return option.name == name; });
}

std::string line(const char* key, const std::string& value) {
  return fmt::format("{:<6} = {}\n", key, job::toml_string(value));
}

}  // namespace

plan::ScanRequest plot_scan(const PlotRequest& request) {
  return plan::scans(draft_of(request)).front();
}

std::string plot_job(const PlotRequest& given, const plan::FileCatalog& catalog,
                     const job::Vocabulary& vocabulary) {
  if (!catalog.error.empty()) base::fail("{}: {}", catalog.file.path, catalog.error);
  PlotRequest request = given;
  for (std::string& path : request.paths) path = absolute(path);
  const auto shapes = shapes_of(draft_of(request), catalog);
  const std::string kind = request.kind.empty() ? guess_kind(request, shapes) : request.kind;
  const job::Entry& entry = entry_of(kind, vocabulary);
  const std::vector<Roles> layers = layers_of(entry, request.paths);
  const Target target = target_of(request);

  std::string text = line("output", target.output) + line("input", request.file);
  text += "\n[[figure]]\n" + line("name", "plot") + line("save", target.save);
  text += line("title", "{file}: " + fmt::format("{}", fmt::join(request.paths, ", ")));
  const Roles& first = layers.front();
  if (first.contains("x") && first.contains("y")) {
    text += line("xlabel", short_name(first.at("x")));
    if (layers.size() == 1) text += line("ylabel", short_name(first.at("y")));
  } else if (first.contains("y")) {
    text += line("ylabel", short_name(first.at("y")));
  } else if (first.contains("value") && entry.name == "histogram") {
    text += line("xlabel", short_name(first.at("value")));
  }
  for (const Roles& layer : layers) {
    text += "\n[[figure.layer]]\n" + line("kind", kind);
    for (const auto& [role, path] : layer) text += line(role.c_str(), path);
    if (layers.size() > 1 && has_option(entry, "label"))
      text += line("label", short_name(layer.at("y")));
  }
  return text;
}

}  // namespace rankplot::app
