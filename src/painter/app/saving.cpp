#include "painter/app/saving.hpp"

#include <utility>

#include "core/base/files.hpp"

namespace rankplot::app {
namespace {

using plan::Stage;

class Saving {
 public:
  Saving(wire::Channel& channel, wire::ThreadStatus& status) : channel_(channel), status_(status) {}

  void handle(PictureToSave picture) {
    if (picture.outcome.reason.empty()) save(picture);
    channel_.send(wire::PictureDone{std::move(picture.outcome)});
    idle();
  }

  void handle(wire::TaskDone done) {
    done.encode_s = std::exchange(encode_s_, 0);
    done.write_s = std::exchange(write_s_, 0);
    channel_.send(done);
  }

 private:
  /// Every format is tried; the first failure is the picture's.
  void save(PictureToSave& picture) {
    plan::Outcome& outcome = picture.outcome;
    const Timer timer;
    std::optional<Failure> failure;
    for (const std::string& file : picture.files) {
      std::optional<Failure> failed = save(picture, file);
      if (failed && !failure) failure = std::move(failed);
    }
    if (!failure && !picture.frame.empty()) failure = keep_frame(picture);
    outcome.seconds += timer.seconds();
    outcome.saved = !failure;
    if (failure) set_failure(outcome, std::move(*failure));
  }

  std::optional<Failure> save(PictureToSave& picture, const std::string& file) {
    Stage stage = Stage::Encode;
    try {
      report(picture, stage, file);
      const Timer encoding;
      const std::vector<std::byte> bytes = bytes_of(picture, suffix_of(file));
      encode_s_ += encoding.seconds();

      stage = Stage::Write;
      report(picture, stage, file);
      const Timer writing;
      base::write_atomically(file, bytes);
      write_s_ += writing.seconds();
      picture.outcome.files.push_back(file);
      picture.outcome.bytes += bytes.size();
      return std::nullopt;
    } catch (...) {
      return current_failure(stage, file);
    }
  }

  std::optional<Failure> keep_frame(const PictureToSave& picture) {
    Stage stage = Stage::Encode;
    try {
      report(picture, stage, picture.frame);
      const std::vector<std::byte> bytes = encode::encode(picture.image, "png", {});
      stage = Stage::Write;
      report(picture, stage, picture.frame);
      base::write_atomically(picture.frame, bytes);
      return std::nullopt;
    } catch (...) {
      return current_failure(stage, picture.frame);
    }
  }

  static std::vector<std::byte> bytes_of(const PictureToSave& picture, const std::string& suffix) {
    const auto document = picture.documents.find(suffix);
    return document != picture.documents.end()
               ? document->second
               : encode::encode(picture.image, suffix, picture.settings);
  }

  void report(const PictureToSave& picture, Stage stage, const std::string& file) {
    wire::report(status_, picture.outcome.task + 1, stage, file, picture.outcome.figure);
  }
  void idle() { wire::report(status_, 0, Stage::Idle); }

  wire::Channel& channel_;
  wire::ThreadStatus& status_;
  double encode_s_ = 0, write_s_ = 0;  // of the task at hand
};

}  // namespace

void save_all(Queue<ToSave>& to_save, wire::Channel& channel, wire::ThreadStatus& status) {
  Saving saving(channel, status);
  while (auto item = to_save.pop()) {
    std::visit([&](auto&& one) { saving.handle(std::move(one)); }, std::move(*item));
  }
}

}  // namespace rankplot::app
