#include "painter/app/filming.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "core/base/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "painter/app/failure.hpp"
#include "painter/app/title_card.hpp"
#include "painter/app/work.hpp"
#include "painter/encode/encode.hpp"

namespace rankplot::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostPictureBytes = std::size_t{1} << 30;
constexpr double kTitle_s = 2;

base::Image picture_in(const std::string& file) {
  const std::string text = base::read_text(file, kMostPictureBytes);
  const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
  try {
    return encode::decode({bytes, bytes + text.size()}, suffix_of(file));
  } catch (const base::Error& error) {
    base::fail("the frame '{}' cannot be read: {}", file, error.what());
  }
}

/// "webm" of "v.webm"; "av1.webm" of "v.av1.webm".
std::string movie_suffix_of(const std::string& file) {
  const std::string inner = suffix_of(fs::path(file).stem().string());
  return inner == "av1" ? inner + "." + suffix_of(file) : suffix_of(file);
}

/// On the disk before it has its name: a movie that is there is whole.
void put_in_place(const std::string& from, const std::string& to) {
  const base::Descriptor written(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!written || ::fsync(written.fd()) != 0 || std::rename(from.c_str(), to.c_str()) != 0)
    base::fail("cannot write '{}': {}", to, base::errno_text(errno));
}

}  // namespace

Filming::~Filming() = default;

std::optional<wire::Filmed> Filming::open(const wire::MovieOpen& open) try {
  title_ = open.title;
  fps_ = open.fps;
  for (const std::string& file : open.files) {
    const std::string temporary = base::temporary_beside(file);
    films_.push_back({file, temporary,
                      encode::write_movie(temporary, movie_suffix_of(file),
                                          {open.fps, open.quality, open.loop})});
  }
  return std::nullopt;
} catch (...) {
  return give_up();
}

std::optional<wire::Filmed> Filming::add(const wire::MovieFrame& frame) try {
  if (films_.empty()) return std::nullopt;
  if (frame.number != frame_ + 1)
    base::fail("the movie was sent frame {} where {} belongs", frame.number, frame_ + 1);
  if (!frame.file.empty()) shown_ = picture_in(frame.file);
  if (shown_.pixels.empty()) base::fail("the movie has no frame to begin with");
  if (frame_ == 0 && !title_.empty()) {
    const base::Image card = title_card(title_, shown_.width_px, shown_.height_px);
    for (double shown_s = 0; shown_s < kTitle_s; shown_s += 1 / fps_) show(card);
  }
  show(shown_);
  return wire::Filmed{++frame_, false, 0, {}};
} catch (...) {
  return give_up();
}

wire::Filmed Filming::end() try {
  wire::Filmed filmed{frame_, true, 0, {}};
  if (films_.empty()) base::fail("there is no movie to end");
  for (Film& film : films_) film.writer->finish();
  for (const Film& film : films_) {
    put_in_place(film.temporary, film.file);
    filmed.bytes += fs::file_size(film.file);
  }
  films_.clear();
  return filmed;
} catch (...) {
  return give_up();
}

void Filming::show(const base::Image& image) {
  for (Film& film : films_) film.writer->add(image);
}

wire::Filmed Filming::give_up() {
  wire::Filmed filmed{frame_, false, 0, current_failure(plan::Stage::Encode).reason};
  films_.clear();  // which removes what was written
  return filmed;
}

}  // namespace rankplot::app
