#include "painter/app/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/base/error.hpp"
#include "core/job/probes.hpp"
#include "core/plan/movies.hpp"
#include "core/plan/shared_limits.hpp"
#include "painter/app/gathering.hpp"
#include "painter/app/origin.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::app {
namespace {

constexpr double kUneven = 0.05;  // of a step, as heatmaps allow

base::Field evaluate(const expr::Expression& role, const std::vector<std::size_t>& reads,
                     const std::vector<base::Field>* gathered, const plan::Captures& captures,
                     const TaskToDraw& task) {
  if (role.is_path()) return field_of(task.arrays.at(reads.at(0)));
  std::vector<base::Field> fields;
  for (const std::size_t place : reads) fields.push_back(field_of(task.arrays.at(place)));
  if (gathered != nullptr) fields.insert(fields.end(), gathered->begin(), gathered->end());
  return role.evaluate(fields, captures);
}

render::LayerData evaluate(const job::Layer& layer, const plan::BoundLayer& bound,
                           const Gathered& gathered, const TaskToDraw& task) {
  render::LayerData data;
  data.place = bound.place;
  for (const auto& [name, role] : layer.roles) {
    data.role_names[name] = role.text();
    const auto reads = bound.reads_of_role.find(name);
    const bool has_reads = reads != bound.reads_of_role.end();
    const auto rows = gathered.find(name);
    try {
      data.roles[name] =
          evaluate(role, has_reads ? reads->second : std::vector<std::size_t>{},
                   rows == gathered.end() ? nullptr : &rows->second, bound.captures, task);
    } catch (const base::Error& error) {
      base::fail("{} = '{}': {}", name, role.text(), error.what());
    }
  }
  return data;
}

/// What the layers of a measuring job show, instead of a picture.
std::vector<plan::Measured> measure(const PictureToDraw& picture, const TaskToDraw& task) {
  std::vector<plan::Measured> measured;
  for (std::size_t i = 0; i < picture.bound.figure.layers.size(); ++i) {
    const job::Layer& layer = picture.bound.figure.layers[i];
    const render::LayerData data =
        evaluate(layer, picture.bound.layers.at(i), picture.gathered.at(i), task);
    measured.push_back({plan::measured_limits(layer).value_or(0),
                        plan::measure(layer, data.roles.at(plan::measured_role(layer)).values)});
  }
  return measured;
}

bool is_measured(const job::Figure& figure) {
  return !figure.layers.empty() && plan::measured_limits(figure.layers.front());
}

double number_of(const render::LayerData& data, const std::string& role) {
  const base::Field& field = data.roles.at(role);
  const std::string& text = data.role_names.at(role);
  if (field.values.size() != 1) {
    base::fail(
        "{} = '{}' is an array of shape ({}); a probe is one number for each case, as mean({}), "
        "max({}) or an element of it",
        role, text, fmt::join(field.shape, ", "), text, text);
  }
  const double value = field.values.front();
  if (!std::isfinite(value)) {
    base::fail("{} = '{}' is {}; a probe is a finite number", role, text,
               std::isnan(value) ? std::string("nan") : std::to_string(value));
  }
  return value;
}

plan::Probed probe(const PictureToDraw& picture, const TaskToDraw& task) {
  const render::LayerData data =
      evaluate(picture.bound.figure.layers.front(), picture.bound.layers.front(),
               picture.gathered.front(), task);
  return {number_of(data, "x"), number_of(data, "y")};
}

bool is_even(const std::vector<double>& places) {
  if (places.size() < 2) return true;
  const double step = (places.back() - places.front()) / static_cast<double>(places.size() - 1);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double even = places.front() + step * static_cast<double>(i);
    if (!(std::abs(places[i] - even) <= kUneven * std::abs(step)) || step == 0) return false;
  }
  return true;
}

/// Coordinates that the file implies are not to stop a picture that can be drawn without them: a
/// heatmap takes them where its cells come out equal, else it counts cells. Returns what to note.
std::vector<std::string> drop_uneven(const plan::BoundPicture& picture,
                                     std::vector<render::LayerData>& data) {
  std::vector<std::string> notes;
  for (const plan::Implied& implied : picture.picture.implied) {
    if (implied.text.empty() || picture.figure.layers.at(implied.layer).kind != "heatmap") continue;
    auto& roles = data.at(implied.layer).roles;
    const auto role = roles.find(implied.role);
    if (role == roles.end() || is_even(role->second.values)) continue;
    roles.erase(role);
    notes.push_back(
        fmt::format("layer {} (heatmap): {} along {} is not evenly spaced: cells are "
                    "counted instead",
                    implied.layer + 1, implied.text, implied.role));
  }
  return notes;
}

/// An image for the files that are encoded, and the documents of the others.
render::Wanted wanted_of(const std::vector<std::string>& files, bool as_frame,
                         const render::Origin& origin) {
  render::Wanted wanted{as_frame, {}, origin};
  for (const std::string& file : files) {
    const std::string suffix = suffix_of(file);
    if (!render::is_document(suffix))
      wanted.image = true;
    else if (std::find(wanted.documents.begin(), wanted.documents.end(), suffix) ==
             wanted.documents.end())
      wanted.documents.push_back(suffix);
  }
  return wanted;
}

render::Drawing drawing_of(const PictureToDraw& picture, const TaskToDraw& task, bool as_frame,
                           const render::Origin& origin) {
  const auto [data, notes] = evaluate(picture, task);
  render::Drawing drawing =
      render::draw(picture.bound.figure, data, wanted_of(picture.bound.save, as_frame, origin));
  drawing.notes.insert(drawing.notes.begin(), notes.begin(), notes.end());
  return drawing;
}

/// What was noted of the arrays as they were read, of each once.
void add_notes_of_arrays(const plan::BoundPicture& picture, const TaskToDraw& task,
                         std::vector<std::string>& notes) {
  std::set<std::string> known;
  for (const plan::BoundLayer& layer : picture.layers) {
    for (const auto& [role, reads] : layer.reads_of_role) {
      for (const std::size_t place : reads) {
        const auto* array = std::get_if<base::Array>(&task.arrays.at(place));
        if (array != nullptr) known.insert(array->notes.begin(), array->notes.end());
      }
    }
  }
  notes.insert(notes.end(), known.begin(), known.end());
}

PictureToSave draw(PictureToDraw picture, const TaskToDraw& task) {
  PictureToSave drawn;
  drawn.outcome = std::move(picture.outcome);
  try {
    if (picture.failure) throw Unread{*picture.failure};
    if (is_measured(picture.bound.figure)) {
      drawn.outcome.measured = measure(picture, task);
      return drawn;
    }
    if (job::is_probe(picture.bound.figure)) {
      drawn.outcome.probed = probe(picture, task);
      add_notes_of_arrays(picture.bound, task, drawn.outcome.notes);
      return drawn;
    }
    drawn.settings = settings_of(picture, task);
    const job::Job& job = task.setting->job;
    if (plan::needs_frames(job, picture.bound.figure, picture.bound.save))
      drawn.frame = plan::frame_file(job.output, drawn.outcome.key);
    render::Drawing drawing =
        drawing_of(picture, task, !drawn.frame.empty(), drawn.settings.origin);
    drawn.image = std::move(drawing.image);
    drawn.documents = std::move(drawing.documents);
    drawn.outcome.notes = std::move(drawing.notes);
    add_notes_of_arrays(picture.bound, task, drawn.outcome.notes);
    drawn.files = std::move(picture.bound.save);
  } catch (const Unread& unread) {
    set_failure(drawn.outcome, unread.failure);
  } catch (...) {
    set_failure(drawn.outcome, current_failure(plan::Stage::Draw));
  }
  return drawn;
}

void draw(TaskToDraw task, Queue<ToSave>& to_save, wire::ThreadStatus& status) {
  wire::TaskDone done;
  done.task = task.id;
  done.read_s = task.read_s;
  const double read_share_s = task.read_s / static_cast<double>(task.pictures.size());
  for (PictureToDraw& picture : task.pictures) {
    const Timer timer;
    wire::report(status, task.id + 1, plan::Stage::Draw, {}, picture.outcome.figure);
    PictureToSave drawn = draw(std::move(picture), task);
    const double draw_s = timer.seconds();
    drawn.outcome.seconds = read_share_s + draw_s;
    done.draw_s += draw_s;
    wire::report(status, 0, plan::Stage::Idle);
    to_save.push(std::move(drawn));
  }
  to_save.push(done);
}

}  // namespace

Evaluated evaluate(const PictureToDraw& picture, const TaskToDraw& task) {
  const job::Figure& figure = picture.bound.figure;
  Evaluated evaluated;
  for (std::size_t i = 0; i < figure.layers.size(); ++i) {
    evaluated.layers.push_back(
        evaluate(figure.layers[i], picture.bound.layers.at(i), picture.gathered.at(i), task));
  }
  evaluated.notes = drop_uneven(picture.bound, evaluated.layers);
  return evaluated;
}

encode::Settings settings_of(const PictureToDraw& picture, const TaskToDraw& task) {
  const job::Figure& figure = picture.bound.figure;
  encode::Settings settings;
  settings.png = task.setting->job.png;
  settings.tiff = task.setting->job.tiff;
  settings.jpeg_quality = figure.jpeg_quality.value_or(settings.jpeg_quality);
  settings.dpi = figure.dpi;
  settings.origin = origin(task.setting->job, task.captures, task.reads, picture.bound);
  return settings;
}

void draw_all(Queue<TaskToDraw>& to_draw, Queue<ToSave>& to_save, wire::ThreadStatus& status) {
  while (auto task = to_draw.pop()) draw(std::move(*task), to_save, status);
  to_save.close();
}

}  // namespace rankplot::app
