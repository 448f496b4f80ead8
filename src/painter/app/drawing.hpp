#pragma once

#include "core/wire/status_page.hpp"
#include "painter/app/queue.hpp"
#include "painter/app/work.hpp"

namespace rankplot::app {

/// The one thread that draws: evaluates the roles of each picture and hands its image on. Ends when
/// `to_draw` does, and closes `to_save` then.
void draw_all(Queue<TaskToDraw>& to_draw, Queue<ToSave>& to_save, wire::ThreadStatus& status);

}  // namespace rankplot::app
