#include <charconv>
#include <optional>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/plan/figure_paths.hpp"
#include "core/plan/implied.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/template.hpp"
#include "core/plan/texts.hpp"

namespace rankplot::plan {
namespace {

std::int64_t index_of(const std::string& capture, const std::string& value) {
  std::int64_t index = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
  if (error != std::errc() || end != value.data() + value.size()) {
    base::fail("{{{}}} is '{}', which is no index of an axis", capture, value);
  }
  return index;
}

std::vector<expr::Slice> fill_hyperslab(std::vector<expr::Slice> hyperslab,
                                        const Captures& captures) {
  for (expr::Slice& slice : hyperslab) {
    if (slice.kind != expr::Slice::Kind::Capture) continue;
    const auto value = captures.find(slice.capture);
    if (value == captures.end()) {
      base::fail("a hyperslab needs a value for {{{}}}", slice.capture);
    }
    expr::Slice index;
    index.kind = expr::Slice::Kind::Index;
    index.index = index_of(slice.capture, value->second);
    slice = std::move(index);
  }
  return hyperslab;
}

/// Gathers the reads of a task's pictures, each array once.
class Binder {
 public:
  Binder(const job::Job& job, const Task& task) : job_(job), task_(task) {}

  void add(const Picture& picture) {
    const job::Figure& figure = job_.figures.at(picture.figure);
    try {
      bound_.pictures.push_back(bind(picture, figure));
    } catch (const base::Error& error) {
      base::fail("{}: {}", figure_title(job_, figure), error.what());
    }
  }

  BoundTask take() && { return std::move(bound_); }

 private:
  BoundPicture bind(const Picture& picture, const job::Figure& figure) {
    BoundPicture bound{picture, figure, {}, {}};
    FigurePaths paths = figure_paths(job_, figure);
    std::optional<FigurePath> main;
    if (paths.main) main = paths.paths[*paths.main];
    if (!picture.implied.empty()) {
      apply(picture.implied, bound.figure);
      paths = figure_paths(job_, bound.figure);
    }
    std::vector<std::size_t> places;
    for (const FigurePath& path : paths.paths) places.push_back(place(path));
    for (const auto& roles : paths.of_roles) {
      BoundLayer& layer = bound.layers.emplace_back();
      for (const auto& [role, indices] : roles) {
        std::vector<std::size_t>& reads = layer.reads_of_role[role];
        for (std::size_t index : indices) reads.push_back(places[index]);
      }
    }
    const Read nothing;
    expand_texts(bound, main ? bound_.reads[place(*main)] : nothing);
    return bound;
  }

  /// Where the array of a path is among the reads; added when it is new.
  std::size_t place(const FigurePath& path) {
    Read read{task_.files.at(path.input), path.object.fill(task_.captures), path.column,
              fill_hyperslab(path.hyperslab, task_.captures)};
    const std::string name = fmt::format("{}\n{}\n{}", path.input, read.object, read.column);
    const auto [first, last] = places_.equal_range(name);
    for (auto known = first; known != last; ++known) {
      if (bound_.reads[known->second].hyperslab == read.hyperslab) return known->second;
    }
    places_.emplace(name, bound_.reads.size());
    bound_.reads.push_back(std::move(read));
    return bound_.reads.size() - 1;
  }

  void expand_texts(BoundPicture& bound, const Read& main) const {
    const auto fields = fields_of_picture(task_.captures, bound.picture, main.file, main.object);
    visit_templates(bound.figure, [&](std::string_view, std::string& text) {
      if (has_fields(text)) text = expand(text, fields);
    });
    for (std::string& save : bound.figure.save) {
      save = expand(save, fields);
      bound.save.push_back(save_path(job_.output, save));
    }
  }

  const job::Job& job_;
  const Task& task_;
  BoundTask bound_;
  std::unordered_multimap<std::string, std::size_t> places_;  // by input, object and column
};

}  // namespace

BoundTask bind(const job::Job& job, const Task& task) {
  Binder binder(job, task);
  for (const Picture& picture : task.pictures) binder.add(picture);
  return std::move(binder).take();
}

}  // namespace rankplot::plan
