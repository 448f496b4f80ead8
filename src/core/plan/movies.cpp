#include "core/plan/movies.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/json_text.hpp"
#include "core/plan/template.hpp"
#include "core/plan/texts.hpp"

namespace rankplot::plan {
namespace {

/// Raised when films of the same pictures come to look different.
constexpr int kLook = 1;

constexpr const char* kFrames = ".rankplot/frames";

/// A picture of the figure, refused or not.
struct Frame {
  const Picture* picture;
  const Captures* captures;
};

std::vector<Frame> frames_of(const Plan& plan, std::uint32_t figure) {
  std::vector<Frame> frames;
  for (const Task& task : plan.tasks) {
    for (const Picture& picture : task.pictures) {
      if (picture.figure == figure) frames.push_back({&picture, &task.captures});
    }
  }
  for (const Refusal& refusal : plan.refusals) {
    if (refusal.picture.figure == figure) frames.push_back({&refusal.picture, &refusal.captures});
  }
  std::sort(frames.begin(), frames.end(),
            [](const Frame& a, const Frame& b) { return a.picture->index < b.picture->index; });
  return frames;
}

bool is_lossless(const std::string& file) {
  return file.ends_with(".png") || file.ends_with(".tif") || file.ends_with(".tiff");
}

/// Makes the films of one [[movie]].
class Filming {
 public:
  Filming(const job::Job& job, const job::Movie& movie) : job_(job), movie_(movie) {
    for (const std::string& save : movie.save) add_fields(save);
    for (const std::string& field : fields_of_text(movie.title)) {
      if (!told_by_.contains(field)) in_title_.insert(field);
    }
  }

  void add(const Frame& frame) {
    Captures shown;
    for (const std::string& field : told_by_) shown[field] = value_of(field, *frame.captures);
    auto [place, is_new] = of_values_.try_emplace(shown, films_.size());
    if (is_new) begin(shown, *frame.captures);
    check_title(place->second, *frame.captures);
    films_[place->second].pictures.push_back(frame.picture->id);
    keys_[place->second] += frame.picture->key + "\n";
  }

  std::vector<Film> take() && {
    for (std::size_t i = 0; i < films_.size(); ++i) {
      job::Movie movie = films_[i].movie;
      movie.line = 0;
      const Digest key = digest(
          fmt::format("{} {}\n{}\n{}", RANKPLOT_VERSION, kLook, base::json_text(movie), keys_[i]));
      films_[i].key = fmt::format("{:016x}{:016x}", key.high, key.low);
    }
    return std::move(films_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    base::fail("{}:{}: the movie of figure '{}': {}", job_.file, movie_.line, movie_.figure, what);
  }

  std::vector<std::string> fields_of_text(const std::string& text) const {
    try {
      return fields_of(text);
    } catch (const expr::SyntaxError& error) {
      fail(fmt::format("'{}', at character {}: {}", text, error.offset + 1, error.message));
    }
  }

  void add_fields(const std::string& text) {
    const std::vector<std::string> fields = fields_of_text(text);
    told_by_.insert(fields.begin(), fields.end());
  }

  const std::string& value_of(const std::string& field, const Captures& captures) const {
    const auto value = captures.find(field);
    if (value != captures.end()) return value->second;
    std::vector<std::string> known;
    for (const auto& [name, text] : captures) known.push_back("{" + name + "}");
    fail(fmt::format("its frames have no capture {{{}}}; they have {}", field,
                     known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))));
  }

  void begin(const Captures& shown, const Captures& captures) {
    Film& film = films_.emplace_back();
    film.movie = movie_;
    Captures fields = shown;
    for (const std::string& field : in_title_) fields[field] = value_of(field, captures);
    film.movie.title = expand(movie_.title, fields);
    for (std::string& save : film.movie.save) {
      save = expand(save, shown);
      film.files.push_back(save_path(job_.output, save));
    }
    titles_.push_back(std::move(fields));
    keys_.emplace_back();
  }

  void check_title(std::size_t film, const Captures& captures) const {
    for (const std::string& field : in_title_) {
      const std::string& value = value_of(field, captures);
      if (value == titles_[film].at(field)) continue;
      fail(
          fmt::format("its title shows {{{0}}}, which is {1} in one frame and {2} in another; a "
                      "title stands for a whole movie: name {{{0}}} in `save` too, for a movie of "
                      "each",
                      field, titles_[film].at(field), value));
    }
  }

  const job::Job& job_;
  const job::Movie& movie_;
  std::set<std::string> told_by_;   ///< captures that tell films apart
  std::set<std::string> in_title_;  ///< besides them
  std::map<Captures, std::size_t> of_values_;
  std::vector<Film> films_;
  std::vector<Captures> titles_;   ///< what each film's title shows
  std::vector<std::string> keys_;  ///< of its pictures
};

void check_files(const job::Job& job, const std::vector<Film>& films) {
  std::map<std::string, int> lines;
  for (const Film& film : films) {
    for (const std::string& file : film.files) {
      const auto [first, is_new] = lines.emplace(file, film.movie.line);
      if (is_new) continue;
      base::fail("{}:{}: '{}' would be written twice; the movie of line {} writes it too", job.file,
                 film.movie.line, file, first->second);
    }
  }
}

}  // namespace

void to_json(nlohmann::json& json, const FilmOutcome& outcome) {
  json = {{"figure", outcome.figure}, {"key", outcome.key},       {"saved", outcome.saved},
          {"files", outcome.files},   {"frames", outcome.frames}, {"held", outcome.held},
          {"bytes", outcome.bytes},   {"reason", outcome.reason}};
}

void from_json(const nlohmann::json& json, FilmOutcome& outcome) {
  json.at("figure").get_to(outcome.figure);
  json.at("key").get_to(outcome.key);
  json.at("saved").get_to(outcome.saved);
  json.at("files").get_to(outcome.files);
  json.at("frames").get_to(outcome.frames);
  json.at("held").get_to(outcome.held);
  json.at("bytes").get_to(outcome.bytes);
  json.at("reason").get_to(outcome.reason);
}

std::vector<Film> films(const job::Job& job, const Plan& plan) {
  std::vector<Film> all;
  for (const job::Movie& movie : job.movies) {
    Filming filming(job, movie);
    for (std::uint32_t figure = 0; figure < job.figures.size(); ++figure) {
      if (job.figures[figure].name != movie.figure) continue;
      for (const Frame& frame : frames_of(plan, figure)) filming.add(frame);
    }
    for (Film& film : std::move(filming).take()) all.push_back(std::move(film));
  }
  check_files(job, all);
  return all;
}

std::string frame_file(const std::string& output, const std::string& picture_key) {
  return save_path(output, fmt::format("{}/{}.png", kFrames, picture_key));
}

bool needs_frames(const job::Job& job, const job::Figure& figure,
                  const std::vector<std::string>& files) {
  return std::ranges::any_of(
             job.movies, [&](const job::Movie& movie) { return movie.figure == figure.name; }) &&
         std::ranges::none_of(files, is_lossless);
}

std::string frame_of(const std::string& output, const Outcome& outcome) {
  const auto file = std::ranges::find_if(outcome.files, is_lossless);
  return file == outcome.files.end() ? frame_file(output, outcome.key) : *file;
}

}  // namespace rankplot::plan
