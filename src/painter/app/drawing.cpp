#include "painter/app/drawing.hpp"

#include <cmath>
#include <utility>

#include "core/base/error.hpp"
#include "painter/app/origin.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::app {
namespace {

/// Thrown where a role needs an array that could not be read.
struct Unread {
  Failure failure;
};

constexpr double kUneven = 0.05;  // of a step, as heatmaps allow

base::Field field_of(const ArrayOrFailure& loaded) {
  if (const auto* failure = std::get_if<Failure>(&loaded)) throw Unread{*failure};
  return base::to_field(std::get<base::Array>(loaded));
}

base::Field evaluate(const expr::Expression& role, const std::vector<std::size_t>& reads,
                     const TaskToDraw& task) {
  if (role.is_path()) return field_of(task.arrays.at(reads.at(0)));
  std::vector<base::Field> fields;
  for (const std::size_t place : reads) fields.push_back(field_of(task.arrays.at(place)));
  return role.evaluate(fields, task.captures);
}

render::LayerData evaluate(const job::Layer& layer, const plan::BoundLayer& bound,
                           const TaskToDraw& task) {
  render::LayerData data;
  for (const auto& [name, role] : layer.roles) {
    data.role_names[name] = role.text();
    const auto reads = bound.reads_of_role.find(name);
    const bool has_reads = reads != bound.reads_of_role.end();
    try {
      data.roles[name] =
          evaluate(role, has_reads ? reads->second : std::vector<std::size_t>{}, task);
    } catch (const base::Error& error) {
      base::fail("{} = '{}': {}", name, role.text(), error.what());
    }
  }
  return data;
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

render::Drawing draw(plan::BoundPicture& picture, const TaskToDraw& task) {
  std::vector<render::LayerData> data;
  for (std::size_t i = 0; i < picture.figure.layers.size(); ++i) {
    data.push_back(evaluate(picture.figure.layers[i], picture.layers.at(i), task));
  }
  std::vector<std::string> notes = drop_uneven(picture, data);
  render::Drawing drawing = render::draw(picture.figure, data);
  drawing.notes.insert(drawing.notes.begin(), notes.begin(), notes.end());
  return drawing;
}

encode::Settings settings_of(const PictureToDraw& picture, const TaskToDraw& task) {
  const job::Figure& figure = picture.bound.figure;
  encode::Settings settings;
  settings.png = task.setting->job.png;
  settings.jpeg_quality = figure.jpeg_quality.value_or(settings.jpeg_quality);
  settings.dpi = figure.dpi;
  settings.origin = origin(task.setting->job, task.captures, task.reads, picture.bound);
  return settings;
}

PictureToSave draw(PictureToDraw picture, const TaskToDraw& task) {
  PictureToSave drawn;
  drawn.outcome = std::move(picture.outcome);
  try {
    if (picture.failure) throw Unread{*picture.failure};
    render::Drawing drawing = draw(picture.bound, task);
    drawn.image = std::move(drawing.image);
    drawn.outcome.notes = std::move(drawing.notes);
    drawn.settings = settings_of(picture, task);
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

void draw_all(Queue<TaskToDraw>& to_draw, Queue<ToSave>& to_save, wire::ThreadStatus& status) {
  while (auto task = to_draw.pop()) draw(std::move(*task), to_save, status);
  to_save.close();
}

}  // namespace rankplot::app
