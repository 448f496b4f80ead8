#include <algorithm>

#include <fmt/format.h>

#include "core/expr/template.hpp"
#include "core/job/movie_parser.hpp"
#include "core/job/probes.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {
namespace {

using Values = std::map<std::string, Value>;

constexpr double kLeastFps = 0.1, kMostFps = 240;
constexpr double kMostFpsOfGif = 50;  ///< browsers show faster ones at 10

bool is_gif(const std::string& save) { return save.ends_with(".gif"); }

/// With their dots.
std::vector<std::string> suffixes() {
  std::vector<std::string> known = movie_suffixes();
  for (std::string& suffix : known) suffix.insert(0, 1, '.');
  return known;
}

/// Reads one [[movie]].
class MovieParser {
 public:
  MovieParser(const toml::table& table, const Context& context)
      : table_(table), context_(context) {}

  void run(Job& job) {
    check_keys(table_, names_of(movie_block()), movie_block().later, "in [[movie]]",
               context_.problems);
    const Values values =
        check_options(movie_block().keys, Keys{&table_}, context_.vocabulary, context_.problems);
    movie_.line = static_cast<int>(table_.source().begin.line);
    take_figure(values, job);
    take_save(values);
    movie_.fps = value_or(values, "fps", movie_.fps);
    movie_.loop = value_or(values, "loop", movie_.loop);
    movie_.title = value_or(values, "title", movie_.title);
    if (const auto quality = values.find("quality"); quality != values.end())
      movie_.quality = static_cast<int>(std::get<std::int64_t>(quality->second));
    check_template("title");
    check_gif();
    job.movies.push_back(std::move(movie_));
  }

 private:
  const toml::node& place_of(const char* key) const {
    const toml::node* node = table_.get(key);
    return node == nullptr ? table_ : *node;
  }
  void add(const char* key, const std::string& what) const {
    context_.problems.add(place_of(key), what);
  }

  void take_figure(const Values& values, const Job& job) {
    std::vector<std::string> names;
    for (const Figure& figure : job.figures) {
      if (!is_probe(figure)) names.push_back(figure.name);
    }
    const auto value = values.find("figure");
    if (value == values.end()) {
      if (!table_.contains("figure"))
        add("figure", "a movie needs 'figure': the name of the figure whose pictures it shows");
      return;
    }
    movie_.figure = std::get<std::string>(value->second);
    if (!contains(names, movie_.figure)) {
      add("figure",
          names.empty()
              ? fmt::format("figure '{}' is not known; the job has none", movie_.figure)
              : fmt::format("figure '{}' {}", movie_.figure, not_known(movie_.figure, names)));
    }
  }

  void take_save(const Values& values) {
    const auto value = values.find("save");
    if (value == values.end()) {
      if (!table_.contains("save"))
        add("save", "a movie needs 'save': the name of its file, such as \"v.mp4\"");
      return;
    }
    movie_.save = std::get<std::vector<std::string>>(value->second);
    if (movie_.save.empty()) add("save", "'save' names no file");
    for (const std::string& save : movie_.save) check_save(save);
    check_template("save");
  }

  void check_save(const std::string& save) const {
    const std::vector<std::string> known = suffixes();
    const auto ends = [&](const std::string& suffix) { return save.ends_with(suffix); };
    if (std::ranges::none_of(known, ends)) {
      add("save",
          fmt::format("'{}' does not end in a format of movies; known: {}", save, joined(known)));
    }
    if (save.starts_with('/') || ('/' + save + '/').find("/../") != std::string::npos)
      add("save", fmt::format("'{}' lies outside 'output'; write a path below it", save));
    if (std::ranges::count(movie_.save, save) > 1)
      add("save", fmt::format("'{}' stands twice in 'save'", save));
  }

  /// Of a text, or a list of texts.
  void check_template(const char* key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return;
    if (const auto* list = node->as_array()) {
      for (const toml::node& item : *list) check_template(item);
    } else {
      check_template(*node);
    }
  }
  void check_template(const toml::node& node) const {
    if (!node.is_string()) return;
    try {
      expr::parse_template(node.as_string()->get());
    } catch (const expr::SyntaxError& error) {
      context_.problems.add_within(node, error.offset, error.message);
    }
  }

  void check_gif() const {
    const auto gifs = std::ranges::count_if(movie_.save, is_gif);
    if (gifs > 0 && movie_.fps > kMostFpsOfGif) {
      add("fps", fmt::format("'fps' is {}; GIF counts in hundredths of a second, and viewers show "
                             "at most {} frames of it a second",
                             movie_.fps, kMostFpsOfGif));
    }
    if (gifs > 0 && gifs == std::ssize(movie_.save) && movie_.quality)
      add("quality", "GIF has no 'quality': its pixels are kept, in 256 colours");
  }

  const toml::table& table_;
  const Context& context_;
  Movie movie_;
};

std::vector<Option> movie_keys() {
  using enum OptionType;
  const auto key = [](const char* name, OptionType type, const char* summary,
                      std::optional<Value> fallback = std::nullopt) {
    return Option{name, summary, type, std::move(fallback), {}, {}, {}};
  };
  return {key("figure", Text, "the name of the figure whose pictures it shows, in their order"),
          key("save", Texts,
              "file names below output: .mp4, .webm (VP9), .av1.webm or .gif; templates"),
          Option{"fps", "frames a second", Number, 24.0, {}, kLeastFps, kMostFps},
          Option{"quality", "100 has no loss but in colours' resolution", Int, {}, {}, 1.0, 100.0},
          key("loop", Bool, "a GIF begins again at its end", true),
          key("title", Template, "shown first, for two seconds, on a card of its own")};
}

}  // namespace

const Block& movie_block() {
  static const Block block{
      "[[movie]]", "the pictures of a figure, one after the other", movie_keys(), {}, {}};
  return block;
}

void parse_movies(const toml::table& root, const Context& context, Job& job) {
  const toml::node* node = root.get("movie");
  if (node == nullptr) return;
  const toml::array* list = node->as_array();
  if (list == nullptr) {
    context.problems.add(*node, "a movie is written [[movie]], in double brackets");
    return;
  }
  for (const toml::node& item : *list) {
    if (const toml::table* table = item.as_table()) {
      MovieParser(*table, context).run(job);
    } else {
      context.problems.add(item, fmt::format("a movie is a table, not {}", kind_of(item)));
    }
  }
}

}  // namespace rankplot::job
