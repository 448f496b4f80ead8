#pragma once

#include "core/wire/channel.hpp"
#include "core/wire/status_page.hpp"
#include "painter/app/queue.hpp"
#include "painter/app/work.hpp"

namespace rankplot::app {

/// The thread that encodes and writes pictures and tells the rank of each, then of the end of its
/// task. Ends when `to_save` does. Throws wire::Channel::Closed when the rank is gone.
void save_all(Queue<ToSave>& to_save, wire::Channel& channel, wire::ThreadStatus& status);

}  // namespace rankplot::app
