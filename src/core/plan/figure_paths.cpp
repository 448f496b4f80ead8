#include "core/plan/figure_paths.hpp"

#include <algorithm>

#include "core/base/error.hpp"

namespace rankplot::plan {
namespace {

/// What the figure's `data` says: where names without an input or a leading '/' belong.
struct Root {
  std::string_view input;
  std::string_view group;
};

Root root_of(std::string_view data) {
  const std::size_t colon = data.find(':');
  if (colon == std::string_view::npos || data.find('/') < colon) return {"", data};
  return {data.substr(0, colon), data.substr(colon + 1)};
}

std::string absolute(std::string_view group, std::string_view object) {
  const std::string joined =
      object.starts_with('/') ? std::string(object) : fmt::format("{}/{}", group, object);
  std::string path;
  std::size_t at = 0;
  while (at < joined.size()) {
    const std::size_t end = std::min(joined.find('/', at), joined.size());
    const std::string_view part = std::string_view(joined).substr(at, end - at);
    if (!part.empty() && part != ".") path.append("/").append(part);
    at = end + 1;
  }
  return path.empty() ? "/" : path;
}

class Resolver {
 public:
  Resolver(const job::Job& job, const job::Figure& figure)
      : job_(job), figure_(figure), root_(root_of(figure.data)) {}

  std::size_t add(const expr::Path& path) {
    FigurePath found{input(path), object(path), path.column, path.hyperslab};
    const auto same = [&](const FigurePath& known) {
      return known.input == found.input && known.object.text() == found.object.text() &&
             known.column == found.column && known.hyperslab == found.hyperslab;
    };
    const auto known = std::find_if(paths_.begin(), paths_.end(), same);
    const auto index = static_cast<std::size_t>(known - paths_.begin());
    if (known == paths_.end()) paths_.push_back(std::move(found));
    return index;
  }

  std::vector<FigurePath> paths() && { return std::move(paths_); }

 private:
  std::size_t input(const expr::Path& path) const {
    const std::string_view name = path.input.empty() ? root_.input : std::string_view(path.input);
    if (name.empty() && job_.inputs.size() == 1) return 0;
    std::vector<std::string_view> known;
    for (std::size_t i = 0; i < job_.inputs.size(); ++i) {
      if (job_.inputs[i].name == name) return i;
      known.push_back(job_.inputs[i].name);
    }
    if (name.empty()) {
      base::fail("{}: '{}' does not say which input it is in; write one of {} before it ('{}:{}')",
                 figure_title(job_, figure_), expr::to_string(path), fmt::join(known, ", "),
                 known.empty() ? "input" : known.front(), expr::to_string(path));
    }
    base::fail("{}: '{}' is of the input '{}', which there is not; inputs: {}",
               figure_title(job_, figure_), expr::to_string(path), name, fmt::join(known, ", "));
  }

  Pattern object(const expr::Path& path) const {
    const std::string text = absolute(root_.group, path.object);
    try {
      Pattern pattern = Pattern::parse(text);
      if (!pattern.has_globs()) return pattern;
    } catch (const expr::SyntaxError& error) {
      base::fail("{}: the path '{}': {}", figure_title(job_, figure_), text, error.message);
    }
    base::fail("{}: the path '{}': '*' inside a file is not in this version; use a {{capture}}",
               figure_title(job_, figure_), text);
  }

  const job::Job& job_;
  const job::Figure& figure_;
  Root root_;
  std::vector<FigurePath> paths_;
};

}  // namespace

std::string figure_title(const job::Job& job, const job::Figure& figure) {
  if (figure.line == 0) return fmt::format("{}: figure '{}'", job.file, figure.name);
  return fmt::format("{}:{}: figure '{}'", job.file, figure.line, figure.name);
}

std::optional<std::size_t> main_of_layer(const job::Figure& figure, const FigurePaths& paths,
                                         std::size_t layer) {
  if (figure.layers[layer].over.empty()) return paths.main;
  for (const auto& [role, places] : paths.of_roles[layer]) {
    if (!places.empty()) return places.front();
  }
  return std::nullopt;
}

FigurePaths figure_paths(const job::Job& job, const job::Figure& figure) {
  Resolver resolver(job, figure);
  FigurePaths result;
  for (const job::Layer& layer : figure.layers) {
    auto& roles = result.of_roles.emplace_back();
    auto& gathers = result.of_gathers.emplace_back();
    for (const auto& [role, expression] : layer.roles) {
      std::vector<std::size_t>& places = roles[role];
      for (const expr::Path& path : expression.paths()) places.push_back(resolver.add(path));
      if (!result.main && !places.empty()) result.main = places.front();
      for (const expr::Gather& gather : expression.gathers()) {
        std::vector<std::size_t>& inner = gathers[role].emplace_back();
        for (const expr::Path& path : gather.inner.paths()) inner.push_back(resolver.add(path));
      }
    }
  }
  result.paths = std::move(resolver).paths();
  return result;
}

}  // namespace rankplot::plan
