#pragma once

#include <memory>

#include "core/wire/channel.hpp"
#include "core/wire/status_page.hpp"
#include "painter/app/filming.hpp"
#include "painter/app/queue.hpp"
#include "painter/app/recording.hpp"
#include "painter/app/work.hpp"
#include "painter/read/read.hpp"

namespace rankplot::app {

/// The thread that listens to the rank and does all that touches HDF5: it answers Scan, Load,
/// Sample and Inspect itself and hands Paint on, read, ahead of the drawing.
class Reading {
 public:
  Reading(wire::Channel& channel, wire::ThreadStatus& status, Queue<TaskToDraw>& to_draw);

  /// Until Finish. Throws wire::Channel::Closed when the rank is gone, base::Error on messages that
  /// make no sense.
  void run();
  /// One message. Of Finish, run() ends.
  void take(wire::ToPainter message);

 private:
  void handle(const wire::Setup& setup);
  void handle(const wire::Scan& scan);
  void handle(const wire::Load& load);
  void handle(wire::Paint paint);
  void handle(const wire::Sample& sample);
  void handle(const wire::RecordOpen& open);
  void handle(const wire::RecordPoints& points);
  void handle(const wire::Inspect& inspect);
  void handle(const wire::MovieOpen& open);
  void handle(const wire::MovieFrame& frame);
  void handle(const wire::MovieEnd& end);
  void handle(const wire::Finish&) { finished_ = true; }

  const Setting& setting() const;
  ArrayOrFailure load(const plan::Read& what, const read::Allocator& allocate);
  wire::Loaded load_all(const plan::Task& task);
  void touch(const std::string& file, const std::string& object);
  void begin(std::uint64_t status_task, plan::Stage stage);
  void idle();

  wire::Channel& channel_;
  wire::ThreadStatus& status_;
  Queue<TaskToDraw>& to_draw_;
  std::shared_ptr<const Setting> setting_;
  std::uint64_t status_task_ = 0;
  plan::Stage stage_ = plan::Stage::Idle;
  bool finished_ = false;
  read::Reader reader_;
  Recording recording_;
  Filming filming_;
};

}  // namespace rankplot::app
