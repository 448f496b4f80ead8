#pragma once

#include "core/wire/status_page.hpp"
#include "painter/app/queue.hpp"
#include "painter/app/work.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::app {

/// What the layers of a picture draw, and what to note of it.
struct Evaluated {
  std::vector<render::LayerData> layers;
  std::vector<std::string> notes;
};
/// Throws Unread, or base::Error where a role cannot be evaluated.
Evaluated evaluate(const PictureToDraw& picture, const TaskToDraw& task);

/// How a picture's image is written.
encode::Settings settings_of(const PictureToDraw& picture, const TaskToDraw& task);

/// The one thread that draws: evaluates the roles of each picture and hands its image on. Ends when
/// `to_draw` does, and closes `to_save` then.
void draw_all(Queue<TaskToDraw>& to_draw, Queue<ToSave>& to_save, wire::ThreadStatus& status);

}  // namespace rankplot::app
