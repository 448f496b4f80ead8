#include "painter/app/painter.hpp"

#include <thread>

#include "core/wire/channel.hpp"
#include "core/wire/status_page.hpp"
#include "painter/app/drawing.hpp"
#include "painter/app/guard.hpp"
#include "painter/app/reading.hpp"
#include "painter/app/saving.hpp"

namespace rankplot::app {
namespace {

/// Enough that reading, drawing and encoding overlap; little enough that memory is bounded: the
/// arrays of one task ahead, two images.
constexpr std::size_t kTasksAhead = 1;
constexpr std::size_t kImagesAhead = 2;

/// The drawing and the saving thread, and their queues. What was pushed is done before close()
/// returns; the destructor drops what was not begun.
class Pipeline {
 public:
  Pipeline(wire::Channel& channel, wire::StatusBlock& status)
      : drawing_([this, &status] {
          const ThreadGuard guard(Thread::Draw);
          draw_all(to_draw, to_save_, line_of(status, Thread::Draw));
        }),
        saving_([this, &channel, &status] {
          const ThreadGuard guard(Thread::Save);
          try {
            save_all(to_save_, channel, line_of(status, Thread::Save));
          } catch (const wire::Channel::Closed&) {
            abandon();  // the reading thread sees it too
          }
        }) {}

  ~Pipeline() {
    abandon();
    join();
  }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  void close() {
    to_draw.close();
    join();
  }

  static wire::ThreadStatus& line_of(wire::StatusBlock& status, Thread thread) {
    return status.threads[static_cast<int>(thread)];
  }

  Queue<TaskToDraw> to_draw{kTasksAhead};

 private:
  void abandon() {
    to_draw.abandon();
    to_save_.abandon();
  }
  void join() {
    if (drawing_.joinable()) drawing_.join();
    if (saving_.joinable()) saving_.join();
  }

  Queue<ToSave> to_save_{kImagesAhead};
  std::thread drawing_, saving_;
};

}  // namespace

int paint(base::Descriptor channel_end, base::Descriptor status_end) {
  ignore_group_signals();
  if (!end_with_rank(channel_end.fd())) return 0;
  raise_open_files();
  const wire::StatusPage page = wire::StatusPage::open(std::move(status_end));
  catch_crashes(page.block());
  const ThreadGuard guard(Thread::Read);

  wire::Channel channel(std::move(channel_end));
  try {
    Pipeline pipeline(channel, page.block());
    Reading reading(channel, Pipeline::line_of(page.block(), Thread::Read), pipeline.to_draw);
    reading.run();
    pipeline.close();
  } catch (const wire::Channel::Closed&) {
    // The rank is gone, or wants no more.
  }
  return 0;
}

}  // namespace rankplot::app
