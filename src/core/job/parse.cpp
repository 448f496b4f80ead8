#include "core/job/parse.hpp"

#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "core/job/figure_parser.hpp"
#include "core/job/live_parser.hpp"
#include "core/job/movie_parser.hpp"
#include "core/job/overrides.hpp"
#include "core/job/source_text.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

toml::table read_toml(std::string_view text, const std::string& file) {
  if (has_key_of_too_many_parts(text)) {
    throw JobError(fmt::format("{}: a key of more than 16 dotted parts", file));
  }
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    throw JobError(fmt::format("{}:{}:{}: {}", file, error.source().begin.line,
                               error.source().begin.column, error.description()));
  }
}

class JobParser {
 public:
  JobParser(const toml::table& root, const Vocabulary& vocabulary, Problems& problems)
      : root_(root), vocabulary_(vocabulary), problems_(problems) {}

  void run(Job& job) {
    check_keys(root_, names_of(job_block()), job_block().later, "at the top of the job", problems_);
    take_settings(job);
    take_inputs(job.inputs);
    defaults_ = read_defaults(root_.get("defaults"), vocabulary_, problems_);
    styles_.emplace(root_.get("style"), vocabulary_, problems_);
    parse_live(root_, {vocabulary_, job.inputs, defaults_, problems_, *styles_}, job);
    take_figures(job);
    parse_movies(root_, {vocabulary_, job.inputs, defaults_, problems_, *styles_}, job);
    parse_probes(root_, {vocabulary_, job.inputs, defaults_, problems_, *styles_}, job);
  }

 private:
  template <class Enum>
  static void take_choice(const std::map<std::string, Value>& values, const std::string& name,
                          Enum& value) {
    const auto place = values.find(name);
    if (place == values.end()) return;
    const std::vector<std::string>& words = find_key(job_block().keys, name)->choices;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == std::get<std::string>(place->second)) value = static_cast<Enum>(i);
    }
  }

  void take_settings(Job& job) {
    const auto values = check_options(job_block().keys, Keys{&root_, {}}, vocabulary_, problems_);
    if (values.contains("output")) job.output = std::get<std::string>(values.at("output"));
    if (values.contains("output") && job.output.empty()) {
      problems_.add(*root_.get("output"), "'output' is empty; \".\" is the current folder");
    }
    take_choice(values, "distribute", job.distribute);
    take_choice(values, "png", job.png);
    take_choice(values, "tiff", job.tiff);
  }

  // --- inputs

  void take_inputs(std::vector<Input>& inputs) {
    const toml::node* node = root_.get("input");
    if (node == nullptr) {
      if (only_sources()) return;
      problems_.add_at_end(
          "the job has no input; write input = \"FILE.h5\", or [input] and a name "
          "for each");
    } else if (const auto* table = node->as_table()) {
      for (const auto& [key, value] : *table) add_named(key, value, inputs);
      if (table->empty()) problems_.add(*node, "[input] names no file");
    } else if (const auto* list = node->as_array()) {
      if (list->size() == 1) return add_input("", (*list)[0], inputs);
      problems_.add(*node, fmt::format("an input without a name is one pattern, not {}; give them "
                                       "names under [input], or write one pattern for all",
                                       list->size()));
    } else {
      add_input("", *node, inputs);
    }
  }

  void add_named(const toml::key& key, const toml::node& value, std::vector<Input>& inputs) {
    const std::string name(key.str());
    const bool plain = !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
                       name.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                           "0123456789_") == name.npos;
    if (!plain) {
      problems_.add(key.source(), fmt::format("input '{}': a name is letters, digits and _, as it "
                                              "stands in NAME:/path",
                                              name));
    }
    add_input(name, value, inputs);
  }

  void add_input(const std::string& name, const toml::node& node, std::vector<Input>& inputs) {
    const auto* pattern = node.as_string();
    if (pattern == nullptr || pattern->get().empty()) {
      problems_.add(node, fmt::format("an input is the pattern of file names, as in "
                                      "\"run/gs_{{step}}.h5\", not {}",
                                      kind_of(node)));
      return;
    }
    try {
      expr::Path path;
      path.object = pattern->get();
      expr::captures_of(path);
      inputs.push_back({name, pattern->get()});
    } catch (const expr::SyntaxError& error) {
      problems_.add_within(node, error.offset, error.message);
      inputs.push_back({name, ""});  // known by its name: no error about each use of it
    }
  }

  /// Points are made without files and figures.
  bool only_sources() const {
    return root_.contains("source") && !root_.contains("figure") && !root_.contains("probe");
  }

  // --- figures

  void take_figures(Job& job) {
    const toml::node* node = root_.get("figure");
    const toml::array* list = node == nullptr ? nullptr : node->as_array();
    if (node == nullptr || (list != nullptr && list->empty())) {
      if (root_.contains("source") || root_.contains("probe")) return;
      problems_.add_at_end(
          "the job draws nothing: it needs a [[figure]], a [[probe]] or a [[source]]");
    } else if (list == nullptr) {
      problems_.add(*node, "a figure is written [[figure]], in double brackets");
    } else {
      for (const toml::node& figure : *list) add_figure(figure, job);
    }
  }

  void add_figure(const toml::node& node, Job& job) {
    const auto* table = node.as_table();
    if (table == nullptr) {
      problems_.add(node, fmt::format("a figure is a table, not {}", kind_of(node)));
      return;
    }
    const Context context{vocabulary_, job.inputs, defaults_, problems_, *styles_};
    job.figures.push_back(parse_figure(*table, job.figures.size() + 1, context));
    const std::string& name = job.figures.back().name;
    const auto [first, is_new] = names_.emplace(name, job.figures.back().line);
    if (!is_new) {
      const toml::node* place = table->get("name");
      problems_.add(
          place == nullptr ? node : *place,
          fmt::format("a second figure '{}'; the first is in line {}", name, first->second));
    }
  }

  const toml::table& root_;
  const Vocabulary& vocabulary_;
  Problems& problems_;
  Defaults defaults_;
  std::optional<Styles> styles_;
  std::map<std::string, int> names_;
};

}  // namespace

Job parse(std::string_view text, const std::string& file, const Vocabulary& vocabulary,
          const std::vector<std::string>& overrides) {
  toml::table root = read_toml(text, file);
  Problems problems(text, file);
  for (const std::string& setting : overrides) apply_override(root, setting, problems);
  Job job;
  job.file = file;
  JobParser(root, vocabulary, problems).run(job);
  problems.throw_if_any();
  return job;
}

std::string with_overrides(std::string_view text, const std::string& file,
                           const std::vector<std::string>& overrides) {
  toml::table root = read_toml(text, file);
  Problems problems(text, file);
  for (const std::string& setting : overrides) apply_override(root, setting, problems);
  problems.throw_if_any();
  std::ostringstream written;
  written << toml::toml_formatter(root) << "\n";
  return written.str();
}

}  // namespace rankplot::job
