#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/plan/cases.hpp"
#include "core/plan/figure_paths.hpp"
#include "core/plan/implied.hpp"
#include "core/plan/members.hpp"
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

/// Where paths find their files and captures: the task, and one of a picture's members.
struct Place {
  const Task& task;
  const Member* member = nullptr;
  Captures captures;

  const std::string& file(std::size_t input) const {
    if (member != nullptr && !member->files.at(input).empty()) return member->files[input];
    return task.files.at(input);
  }
};

/// The reads of a task, each array once.
class Reads {
 public:
  static Read read_of(const FigurePath& path, const Place& place) {
    return {place.file(path.input), path.object.fill(place.captures), path.column,
            fill_hyperslab(path.hyperslab, place.captures)};
  }

  /// Where the array of a path is among the reads; added when it is new.
  std::size_t add(const FigurePath& path, const Place& place) {
    Read read = read_of(path, place);
    const std::string name = fmt::format("{}\n{}\n{}", read.file, read.object, read.column);
    const auto [first, last] = places_.equal_range(name);
    for (auto known = first; known != last; ++known) {
      if (reads_[known->second].hyperslab == read.hyperslab) return known->second;
    }
    places_.emplace(name, reads_.size());
    reads_.push_back(std::move(read));
    return reads_.size() - 1;
  }

  std::vector<Read> take() && { return std::move(reads_); }

 private:
  std::vector<Read> reads_;
  std::unordered_multimap<std::string, std::size_t> places_;  // by file, object and column
};

/// Binds one picture: panels and layers once for each value that they are drawn over.
class PictureBinder {
 public:
  PictureBinder(const job::Job& job, const Task& task, const Picture& picture, Reads& reads)
      : job_(job),
        task_(task),
        figure_(job.figures.at(picture.figure)),
        paths_(figure_paths(job, figure_)),
        reads_(reads),
        bound_{picture, figure_, {}, {}} {
    if (paths_.main) main_ = paths_.paths[*paths_.main];
    if (picture.implied.empty()) return;
    apply(picture.implied, figure_);
    bound_.figure = figure_;
    paths_ = figure_paths(job, figure_);
  }

  BoundPicture run() && {
    bound_.figure.layers.clear();
    std::vector<const Member*> members;
    for (const Member& member : bound_.picture.members) members.push_back(&member);
    expand_own_texts(members);
    if (figure_.over.empty()) {
      add_panel(std::nullopt, {{}, members});
    } else {
      const std::vector<MemberGroup> groups = group(members, figure_.over);
      bound_.figure.panels.assign(groups.size(), figure_.panels.at(0));
      for (std::size_t i = 0; i < groups.size(); ++i) add_panel(i, groups[i]);
      set_grid(groups.size());
    }
    turn_cameras();
    return std::move(bound_);
  }

 private:
  Place place(const Captures& more, const std::vector<const Member*>& members) const {
    Place place{task_, members.empty() ? nullptr : members.front(), task_.captures};
    for (const auto& [name, value] : more) place.captures[name] = value;
    return place;
  }

  void set_grid(std::size_t panels) {
    if (figure_.rows > 0) return;
    const job::PanelGrid grid = job::grid_for(panels);
    bound_.figure.rows = grid.rows;
    bound_.figure.columns = grid.columns;
  }

  /// All that stands in a panel; without a number in whatever panel the job says.
  void add_panel(std::optional<std::size_t> number, const MemberGroup& shown) {
    const Place here = place(shown.captures, shown.members);
    if (number) visit_axes(bound_.figure.panels[*number], expanding(here, main_));
    for (std::size_t layer = 0; layer < figure_.layers.size(); ++layer) {
      for (MemberGroup& drawn : group(shown.members, figure_.layers[layer].over)) {
        drawn.captures.insert(shown.captures.begin(), shown.captures.end());
        add_layer(layer, drawn);
        if (number) bound_.figure.layers.back().panel = *number;
      }
    }
  }

  void add_layer(std::size_t index, const MemberGroup& drawn) {
    const Place here = place(drawn.captures, drawn.members);
    job::Layer& layer = bound_.figure.layers.emplace_back(figure_.layers[index]);
    visit_layer(layer, expanding(here, main_of(index)));
    BoundLayer& bound = bound_.layers.emplace_back();
    for (const auto& [role, paths] : paths_.of_roles[index]) {
      std::vector<std::size_t>& reads = bound.reads_of_role[role];
      for (const std::size_t path : paths) reads.push_back(reads_.add(paths_.paths[path], here));
    }
    for (const auto& [role, gathers] : paths_.of_gathers[index]) {
      const auto& expression = figure_.layers[index].roles.at(role);
      for (std::size_t i = 0; i < gathers.size(); ++i) {
        bound.gathers_of_role[role].push_back(
            values_of(gathers[i], expression.gathers()[i].capture, drawn));
      }
    }
    bound.captures = here.captures;
    bound.place = fmt::format("layer {} ({})", index + 1, layer.kind);
    for (const auto& [name, value] : drawn.captures) {
      bound.place += fmt::format(", {} = {}", name, value);
    }
  }

  BoundGather values_of(const std::vector<std::size_t>& paths, const std::string& capture,
                        const MemberGroup& drawn) {
    BoundGather values;
    for (MemberGroup& one : group(drawn.members, {capture})) {
      one.captures.insert(drawn.captures.begin(), drawn.captures.end());
      Place here = place(one.captures, one.members);
      BoundValue& value = values.emplace_back();
      for (const std::size_t path : paths) {
        value.reads.push_back(reads_.add(paths_.paths[path], here));
      }
      value.captures = std::move(here.captures);
    }
    return values;
  }

  std::optional<FigurePath> main_of(std::size_t layer) const {
    if (figure_.layers[layer].over.empty()) return main_;
    const auto main = main_of_layer(figure_, paths_, layer);
    return main ? std::optional(paths_.paths[*main]) : std::nullopt;
  }

  /// To where they stand on their orbit.
  void turn_cameras() {
    const auto place = task_.captures.find(kOrbit);
    if (place == task_.captures.end()) return;
    const auto turn = [&](job::Camera& camera) {
      if (camera.orbit > 0) camera.azimuth += 360.0 * std::stoi(place->second) / camera.orbit;
    };
    turn(bound_.figure.scene.camera);
    for (job::Panel& panel : bound_.figure.panels) turn(panel.scene.camera);
  }

  // --- texts

  /// Those of the figure itself; of its axes and panels only where they are not of `over`.
  void expand_own_texts(const std::vector<const Member*>& members) {
    const Place here = place({}, members);
    const auto fields = fields_at(here, main_);
    const auto visit = expanding(here, main_);
    if (figure_.over.empty()) {
      visit_axes(bound_.figure, visit);
      for (job::Panel& panel : bound_.figure.panels) visit_axes(panel, visit);
    } else {
      visit("title", bound_.figure.title);
      static_cast<job::Axes&>(bound_.figure) = {};
    }
    for (std::string& save : bound_.figure.save) {
      save = expand(save, fields);
      bound_.save.push_back(save_path(job_.output, save));
    }
  }

  std::function<void(std::string_view, std::string&)> expanding(
      const Place& here, const std::optional<FigurePath>& main) const {
    return [fields = fields_at(here, main)](std::string_view, std::string& text) {
      if (has_fields(text)) text = expand(text, fields);
    };
  }

  std::map<std::string, std::string> fields_at(const Place& here,
                                               const std::optional<FigurePath>& main) const {
    Read read;
    if (main && is_one(*main, here)) read = Reads::read_of(*main, here);
    return fields_of_picture(here.captures, bound_.picture, read.file, read.object);
  }

  /// That a path leads to one dataset, not to many of a picture's members.
  bool is_one(const FigurePath& path, const Place& here) const {
    if (here.member == nullptr) return true;
    const auto known = [&](const std::string& name) { return here.captures.contains(name); };
    const auto captures = Pattern::parse(job_.inputs.at(path.input).pattern).captures();
    return std::ranges::all_of(captures, known) &&
           std::ranges::all_of(path.object.captures(), known) &&
           std::ranges::all_of(path.hyperslab, [&](const expr::Slice& slice) {
             return slice.kind != expr::Slice::Kind::Capture || known(slice.capture);
           });
  }

  const job::Job& job_;
  const Task& task_;
  job::Figure figure_;  // with what the file implies
  FigurePaths paths_;
  std::optional<FigurePath> main_;  // as the job has it
  Reads& reads_;
  BoundPicture bound_;
};

}  // namespace

BoundTask bind(const job::Job& job, const Task& task) {
  BoundTask bound;
  Reads reads;
  for (const Picture& picture : task.pictures) {
    try {
      bound.pictures.push_back(PictureBinder(job, task, picture, reads).run());
    } catch (const base::Error& error) {
      base::fail("{}: {}", figure_title(job, job.figures.at(picture.figure)), error.what());
    }
  }
  bound.reads = std::move(reads).take();
  return bound;
}

}  // namespace rankplot::plan
