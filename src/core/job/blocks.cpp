#include "core/job/blocks.hpp"

#include <algorithm>
#include <utility>

namespace rankplot::job {

namespace {

Option key(std::string name, OptionType type, std::string summary,
           std::optional<Value> fallback = std::nullopt) {
  return {std::move(name), std::move(summary), type, std::move(fallback), {}, {}, {}};
}

Option choice(std::string name, std::string summary, std::vector<std::string> choices) {
  Value first = choices.front();
  return {std::move(name),
          std::move(summary),
          OptionType::Choice,
          std::move(first),
          std::move(choices),
          {},
          {}};
}

Option number(std::string name, OptionType type, std::string summary, double least, double most,
              std::optional<Value> fallback) {
  return {std::move(name), std::move(summary), type, std::move(fallback), {}, least, most};
}

/// Without a default: that depends on `over`.
Option share_choice(std::string name, std::string summary) {
  Option option = choice(std::move(name), std::move(summary), {"none", "all", "row", "col"});
  option.fallback.reset();
  return option;
}

std::vector<Option> figure_keys() {
  using enum OptionType;
  std::vector<Option> keys{
      key("name", Text, "what the figure is called in messages and in the journal"),
      key("style", Text, "default, dark, paper, paper-wide, poster, or the job's own [style.NAME]",
          "default"),
      key("data", Text, "group that relative names resolve against, as in a:/plot_{n}"),
      key("save", Texts, "file names below output, one for each format; templates"),
      key("size", Numbers, "width and height in pixels"),
      key("figsize", Numbers, "width and height in inches, with dpi"),
      number("dpi", Number, "pixels per inch: text and lines scale with it", 10, 1200, 100.0),
      key("title", Template, "the text above the plot", ""),
      key("over", Texts, "captures: one panel for each of their values, all in one picture"),
      key("panels", Numbers, "rows and columns of panels"),
      key("panel_title", Template, "the text above each panel of a figure with over"),
      key("letters", Bool, "(a), (b), ... before the titles of panels", false),
      key("widths", Numbers, "of the columns of panels, relative to each other"),
      key("heights", Numbers, "of the rows of panels, relative to each other"),
      choice("colorbar", "one for each panel, or one that all share", {"each", "shared"}),
      share_choice("sharex", "whose x axes have the same limits; true is all"),
      share_choice("sharey", "whose y axes have the same limits; true is all"),
      number("quality", Int, "of JPEG files", 1, 100, std::nullopt),
  };
  const auto& axes = axes_options();
  keys.insert(std::find_if(keys.begin(), keys.end(), [](auto& k) { return k.name == "over"; }),
              axes.begin(), axes.end());
  return keys;
}

}  // namespace

const Block& job_block() {
  static const Block block{
      "",
      "the whole run",
      {key("output", OptionType::Text, "folder that everything is written to", "figures"),
       choice("distribute",
              "who reads: auto, shared (every rank for itself) or scatter (a rank reads and sends)",
              {"auto", "shared", "scatter"}),
       choice("png", "PNG files quickly made or small", {"fast", "small"}),
       choice("tiff", "how TIFF files are compressed", {"deflate", "lzw"})},
      {{"input", "the files: one pattern, or [input] with a name for each", true},
       {"figure", "[[figure]]: what to draw", true},
       {"movie", "[[movie]]: a figure's pictures, one after the other", false},
       {"source", "[[source]]: points that a rank makes over time", false},
       {"probe", "[[probe]]: a number for each case", false},
       {"monitor", "[monitor]: where points go", false},
       {"style", "[style.NAME]: how figures that name it look", false},
       {"defaults", "[defaults.figure], [defaults.axes], [defaults.layer.KIND]", false}},
      {"limits", "memory", "watch", "slurm", "refresh"}};
  return block;
}

const Block& figure_block() {
  static const Block block{
      "[[figure]]",
      "one picture for each case of its captures",
      figure_keys(),
      {{"select", "which cases: { step = \"0:100:10\" }, or a condition", false},
       {"camera", "[figure.camera]: how a 3-D scene is looked at", false},
       {"panel", "[[figure.panel]]: a plot of its own among others", false},
       {"layer", "[[figure.layer]]: what is drawn in it", true}},
      {"view", "lights", "font", "margins"}};
  return block;
}

const Block& layer_block() {
  static const Block block{"[[figure.layer]]",
                           "one thing drawn in a figure",
                           {{"over",
                             "captures: drawn once for each of their values, in one picture",
                             OptionType::Texts,
                             {},
                             {},
                             {},
                             {}},
                            {"panel",
                             "the panel it is drawn in: [row, column] or a number, both from 0",
                             OptionType::Numbers,
                             {},
                             {},
                             {},
                             {}},
                            {"axis",
                             "which axes measure it: right, top, or both; else left and bottom",
                             OptionType::Texts,
                             {},
                             {},
                             {},
                             {}}},
                           {{"kind", "what is drawn: rankplot list names them", true}},
                           {"norm", "where", "sample"}};
  return block;
}

namespace {

std::vector<Option> panel_keys() {
  std::vector<Option> keys{
      key("at", OptionType::Numbers,
          "[row, column] or a number, both from 0; the next free place where it is left out"),
      key("span", OptionType::Numbers, "[rows, columns] of the places that it takes, from `at` on",
          std::vector<double>{1, 1}),
      key("title", OptionType::Template, "the text above the panel", "")};
  keys.insert(keys.end(), axes_options().begin(), axes_options().end());
  return keys;
}

}  // namespace

const Block& panel_block() {
  static const Block block{"[[figure.panel]]",
                           "one of the plots of a figure; what it leaves out is the figure's",
                           panel_keys(),
                           {{"camera", "[figure.panel.camera]: as the figure's", false},
                            {"layer", "[[figure.panel.layer]]: what is drawn in it", false}},
                           {}};
  return block;
}

namespace {

std::vector<Option> camera_keys() {
  using enum OptionType;
  Option view = choice("view", "the side that the camera stands on",
                       {"iso", "+x", "-x", "+y", "-y", "+z", "-z"});
  return {
      std::move(view),
      key("position", Numbers, "where the camera stands, [x, y, z] in the data's units"),
      key("focal_point", Numbers, "what it looks at; the middle of the data when left out"),
      key("up", Numbers, "the direction that is up in the picture"),
      number("azimuth", Number, "degrees to the right, about the up direction", -360, 360, 0.0),
      number("elevation", Number, "degrees upwards", -360, 360, 0.0),
      number("roll", Number, "degrees about the line of sight, counterclockwise", -360, 360, 0.0),
      number("zoom", Number, "above 1: closer", 0.01, 1000, 1.0),
      number("angle", Number, "degrees seen from bottom to top", 1, 150, 30.0),
      key("parallel", Bool, "parallel lines stay parallel: no perspective", false),
      number("orbit", Int,
             "so many pictures of each case, once around by azimuth; {orbit} counts them from 0", 2,
             3600, std::nullopt)};
}

}  // namespace

const Block& camera_block() {
  static const Block block{"[figure.camera]",
                           "how a 3-D scene is looked at: all of the data is in sight, unless "
                           "position says where the camera is",
                           camera_keys(),
                           {},
                           {"path", "frames"}};
  return block;
}

const Block& defaults_block() {
  static const Block block{"[defaults]",
                           "what is meant where a block says nothing",
                           {},
                           {{"figure", "keys of every [[figure]]", false},
                            {"axes", "labels, scales, limits, legend and grid of every one", false},
                            {"layer",
                             "options of every layer that has them; [defaults.layer.KIND] of "
                             "those of a kind",
                             false}},
                           {"movie", "probe", "source"}};
  return block;
}

const std::vector<std::string>& later_kinds() {
  static const std::vector<std::string> kinds{
      "area",       "barbs",  "triangles", "polar",  "parallel",    "particles",
      "outline",    "clip",   "threshold", "glyphs", "streamlines", "tubes",
      "projection", "height", "vectors",   "lic",    "amr"};
  return kinds;
}

const std::vector<std::string>& movie_suffixes() {
  static const std::vector<std::string> suffixes{"mp4", "webm", "av1.webm", "gif"};
  return suffixes;
}

const Option* find_key(const std::vector<Option>& keys, const std::string& name) {
  for (const Option& option : keys) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

std::vector<std::string> names_of(const Block& block) {
  std::vector<std::string> names;
  for (const Option& option : block.keys) names.push_back(option.name);
  for (const Role& table : block.tables) names.push_back(table.name);
  return names;
}

}  // namespace rankplot::job
