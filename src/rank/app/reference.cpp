#include "rank/app/reference.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include <nlohmann/json.hpp>

#include "core/expr/array_functions.hpp"
#include "core/expr/functions.hpp"
#include "core/job/blocks.hpp"
#include "core/job/choices.hpp"
#include "core/job/movie_block.hpp"
#include "core/job/source_text.hpp"
#include "rank/app/say.hpp"

namespace rankplot::app {
namespace {

constexpr std::size_t kWidth = 100;

struct Field {
  const char* name;
  const char* summary;
};
/// Of titles, labels and file names.
constexpr std::array<Field, 6> kFields{{
    {"{step}", "a capture of the figure, here {step}; as text or number: {step:05d}, {x:.2f}"},
    {"{index}", "the case's place within its figure, from 1"},
    {"{file}", "the name of the file, without folder and suffix"},
    {"{dataset}", "the last part of the dataset's path"},
    {"{time}", "the time that the file says of the dataset"},
    {"{attr.units}", "an attribute of the dataset, here units, or of a group around it"},
}};

constexpr std::array<const char*, 10> kTopics{"job",     "figure",    "camera",    "movie",
                                              "formats", "colormaps", "functions", "fields",
                                              "colors",  "markers"};

/// Words in lines of at most kWidth columns, the first behind `title`, the rest indented.
std::string wrapped(const std::string& title, const std::vector<std::string>& words,
                    const std::string& indent) {
  std::string text = title;
  std::size_t column = title.size();
  for (const std::string& word : words) {
    if (column + 1 + word.size() > kWidth) {
      text += "\n" + indent;
      column = indent.size();
    }
    text += " " + word;
    column += 1 + word.size();
  }
  return text + "\n";
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    if (end > start) words.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

std::string written(const job::Value& value) {
  struct Writer {
    std::string operator()(bool one) const { return one ? "true" : "false"; }
    std::string operator()(std::int64_t one) const { return std::to_string(one); }
    std::string operator()(double one) const { return fmt::format("{}", one); }
    std::string operator()(const std::string& one) const { return job::toml_string(one); }
    std::string operator()(const std::vector<double>& all) const {
      return fmt::format("[{}]", fmt::join(all, ", "));
    }
    std::string operator()(const std::vector<std::string>& all) const {
      std::vector<std::string> quoted;
      for (const std::string& one : all) quoted.push_back(job::toml_string(one));
      return fmt::format("[{}]", fmt::join(quoted, ", "));
    }
  };
  return std::visit(Writer{}, value);
}

std::string range_of(const job::Option& option) {
  if (option.least && option.most) return fmt::format(", {} to {}", *option.least, *option.most);
  if (option.least) return fmt::format(", {} at least", *option.least);
  if (option.most) return fmt::format(", {} at most", *option.most);
  return "";
}

/// "a whole number, 1 to 100": what may be written.
std::string type_of(const job::Option& option, const job::Vocabulary& vocabulary) {
  using enum job::OptionType;
  std::vector<std::string> choices = option.choices;
  if (option.type == Choice) choices = job::choices_of(option, vocabulary);
  const std::string list = choices.size() > 24 ? "a name (rankplot list " + option.name + "s)"
                                               : fmt::format("one of {}", fmt::join(choices, ", "));
  switch (option.type) {
    case Bool: return "true or false";
    case Int: return "a whole number" + range_of(option);
    case Number: return "a number" + range_of(option);
    case Text: return "a text";
    case Choice: return option.name == "cmap" ? "a colormap (rankplot list colormaps)" : list;
    case Color: return "a colour (rankplot list colors)";
    case Numbers: return choices.empty() ? "numbers" : "numbers, or " + list;
    case Texts: return "a text or a list of texts";
    case Limits: return "own or [low, high]";
    case Template: return "a text with {fields}";
  }
  return "";
}

std::string option_text(const job::Option& option, const job::Vocabulary& vocabulary) {
  const bool own_limits = option.type == job::OptionType::Limits;
  std::string line =
      fmt::format("{}: {}. {}.", option.name, option.summary, type_of(option, vocabulary));
  if (option.fallback)
    line += fmt::format(" Default {}.", own_limits ? "\"own\"" : written(*option.fallback));
  line += fmt::format(" Example: {} = {}", option.name, example_of(option, vocabulary));
  return wrapped("   ", words_of(line), "      ");
}

std::string roles_of(const job::Entry& entry) {
  std::vector<std::string> names;
  for (const job::Role& role : entry.roles)
    names.push_back(role.required ? role.name : "[" + role.name + "]");
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string indented(const std::string& text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out + "\n";
}

std::string kind_page(const job::Entry& entry, const job::Vocabulary& vocabulary) {
  std::string text = fmt::format("{}: {}\n", entry.name, entry.summary);
  text += "  roles (a path, a column or an expression each)\n";
  for (const job::Role& role : entry.roles) {
    const std::string line =
        fmt::format("{}: {}{}", role.name, role.summary, role.required ? "" : " (may be left out)");
    text += wrapped("   ", words_of(line), "      ");
  }
  text += "  options\n";
  for (const job::Option& option : entry.options) text += option_text(option, vocabulary);
  return text + "  example\n" + indented(entry.example);
}

std::string block_page(const job::Block& block, const char* title,
                       const job::Vocabulary& vocabulary) {
  std::string text = fmt::format("{}: {}\n", title, block.summary);
  for (const job::Role& table : block.tables)
    text += wrapped("   ", words_of(table.name + ": " + table.summary), "      ");
  for (const job::Option& option : block.keys) text += option_text(option, vocabulary);
  return text;
}

std::string formats_page(const job::Vocabulary& vocabulary) {
  std::string text = "formats, by the suffix in `save`\n";
  for (const job::Entry& entry : vocabulary.formats) {
    text += fmt::format("  {} (.{}): {}\n", entry.name, fmt::join(entry.suffixes, ", ."),
                        entry.summary);
    for (const job::Option& option : entry.options) text += option_text(option, vocabulary);
  }
  return text;
}

std::vector<std::string> signatures() {
  constexpr std::array kArguments{"(x)", "(a, b)", "(a, b, c)"};
  std::vector<std::string> all;
  for (const expr::Function& function : expr::functions())
    all.push_back(std::string(function.name) + kArguments.at(function.arity() - 1));
  return all;
}

std::vector<std::string> array_function_examples() {
  std::vector<std::string> all;
  for (const expr::ArrayFunction& function : expr::array_functions())
    all.push_back(function.example());
  return all;
}

/// Those that need a line each, and how they are told of an array's axes.
std::string derived_fields() {
  std::string text =
      "  fields derived from arrays whose axes are z, y, x: u, v, w are the components along x, "
      "y,\n"
      "  z; x, y, z the distances of their points, or rows of their places (left out: 1). Of a "
      "plane\n"
      "  (u, v, x, y); of a box with two components each layer is a plane.\n";
  for (const expr::ArrayFunction& function : expr::array_functions()) {
    if (!function.summary.empty())
      text += fmt::format("    {:<32} {}\n", function.example(), function.summary);
  }
  return text;
}

std::string functions_page() {
  std::string text = "expressions: what a role may be besides a path, as in sqrt(u**2 + v**2)\n";
  text += "  operators: + - * / ** %, < <= == != >= >, and, or, not(x)\n";
  text += "  constants: pi, e, inf, nan\n";
  text += wrapped("  functions of values, with NumPy's names and meaning:", signatures(), "   ");
  text += wrapped("  functions of arrays, of all of it or along axes (sum(V), sum(V, axis=0)):",
                  array_function_examples(), "   ");
  return text + derived_fields();
}

std::string fields_page() {
  std::string text = "fields of titles, labels and file names; formats as in Python\n";
  for (const Field& field : kFields)
    text += fmt::format("  {:<12} {}\n", field.name, field.summary);
  return text;
}

}  // namespace

std::vector<std::string> reference_names(const job::Vocabulary& vocabulary) {
  std::vector<std::string> names(kTopics.begin(), kTopics.end());
  for (const job::Entry& entry : vocabulary.layers) names.push_back(entry.name);
  return names;
}

std::string overview(const job::Vocabulary& vocabulary) {
  std::string text = "layer kinds (rankplot list KIND tells roles, options and an example)\n";
  for (const job::Entry& entry : vocabulary.layers) {
    const std::string line = fmt::format("{} ({}): {}", entry.name, roles_of(entry), entry.summary);
    text += wrapped(" ", words_of(line), "     ");
  }
  text += formats_page(vocabulary);
  return text +
         wrapped("more, each by rankplot list NAME:", {kTopics.begin(), kTopics.end()}, "  ");
}

std::string reference(const std::string& name, const job::Vocabulary& vocabulary) {
  for (const job::Entry& entry : vocabulary.layers) {
    if (entry.name == name) return kind_page(entry, vocabulary);
  }
  if (name == "job") return block_page(job::job_block(), "the job file", vocabulary);
  if (name == "figure") return block_page(job::figure_block(), "[[figure]]", vocabulary);
  if (name == "camera") return block_page(job::camera_block(), "[figure.camera]", vocabulary);
  if (name == "movie") return block_page(job::movie_block(), "[[movie]]", vocabulary);
  if (name == "formats") return formats_page(vocabulary);
  if (name == "functions") return functions_page();
  if (name == "fields") return fields_page();
  if (name == "colormaps")
    return wrapped(
        "colormaps, with matplotlib's names (each also as NAME_r):", vocabulary.colormaps, " ");
  if (name == "colors")
    return wrapped("colours (and #rrggbb, #rgb, C0 to C9):", vocabulary.colors, " ");
  return wrapped("markers:", vocabulary.markers, " ") +
         wrapped("line styles:", vocabulary.linestyles, " ");
}

nlohmann::json reference_json(const job::Vocabulary& vocabulary) {
  nlohmann::json all = vocabulary;
  all["functions"] = signatures();
  all["array_functions"] = array_function_examples();
  for (const Field& field : kFields) all["fields"][field.name] = field.summary;
  const auto keys = [&](const job::Block& block) {
    nlohmann::json list = block.keys;
    for (std::size_t i = 0; i < block.keys.size(); ++i)
      list[i]["example"] = example_of(block.keys[i], vocabulary);
    return list;
  };
  all["job"] = keys(job::job_block());
  all["figure"] = keys(job::figure_block());
  all["camera"] = keys(job::camera_block());
  all["movie"] = keys(job::movie_block());
  return all;
}

namespace {

/// What only the name of an option tells; "" where its type does.
std::string own_example(const job::Option& option) {
  static const std::map<std::string_view, const char*> of_name{
      {"figsize", "[8, 6]"},
      {"panels", "[2, 3]"},
      {"focal_point", "[8, 6, 4]"},
      {"up", "[0, 0, 1]"},
      {"panel", "[1, 2]"},
      {"save", "[\"{index}.png\", \"{index}.jpg\"]"},
      {"style", "\"dark\""},
      {"spines", "[\"left\", \"bottom\"]"},
      {"orbit", "36"},
      {"hatch", "\"//\""},
  };
  static const std::map<std::string_view, const char*> of_lists{// some layers call a number so
                                                                {"widths", "[2, 1]"},
                                                                {"heights", "[2, 1]"},
                                                                {"position", "[8, 6, 4]"}};
  static const std::map<std::string_view, const char*> of_axes{
      // xformat, y2format, ...
      {"format", "\"{:.1f}\""},
      {"rotation", "90"},
      {"ticks", "[0, 5, 10]"},
      {"ticklabels", "[\"none\", \"half\", \"all\"]"}};
  const auto found = of_name.find(option.name);
  if (found != of_name.end()) return found->second;
  const auto list = of_lists.find(option.name);
  if (list != of_lists.end() && option.type == job::OptionType::Numbers) return list->second;
  for (const char* axis : {"x", "y", "x2", "y2"}) {
    if (!option.name.starts_with(axis)) continue;
    const auto of_axis = of_axes.find(std::string_view(option.name).substr(std::strlen(axis)));
    if (of_axis != of_axes.end()) return of_axis->second;
  }
  return "";
}

}  // namespace

std::string example_of(const job::Option& option, const job::Vocabulary& vocabulary) {
  using enum job::OptionType;
  const auto clamped = [&](double value) {
    return fmt::format(
        "{}", std::clamp(value, option.least.value_or(value),
                         std::max(option.least.value_or(value), option.most.value_or(value))));
  };
  if (const std::string own = own_example(option); !own.empty()) return own;
  switch (option.type) {
    case Bool: return option.fallback == job::Value{true} ? "false" : "true";
    case Int:
    case Number:
      if (const auto* given = option.fallback ? std::get_if<double>(&*option.fallback) : nullptr)
        return clamped(*given == 1 ? 0.5 : *given * 2);
      return clamped(10);
    case Text: return option.name == "data" ? "\"/fields\"" : "\"temperature\"";
    case Choice:
      for (const std::string& choice : job::choices_of(option, vocabulary)) {
        if (option.fallback != job::Value{choice}) return job::toml_string(choice);
      }
      return "\"\"";
    case Color: return "\"C3\"";
    case Numbers:
      if (!option.choices.empty()) return job::toml_string(option.choices.front());
      return "[800, 600]";
    case Texts: return option.name == "over" ? "\"run\"" : "[\"a\", \"b\"]";
    case Limits: return "[0, 1]";
    case Template: return "\"{dataset}\"";
  }
  return "";
}

}  // namespace rankplot::app
