#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/job/check_value.hpp"
#include "core/job/defaults.hpp"
#include "core/job/job.hpp"
#include "core/job/styles.hpp"

namespace rankplot::job {

/// What the blocks of a job are checked against. Everything outlives the parsers that hold it.
struct Context {
  const Vocabulary& vocabulary;
  const std::vector<Input>& inputs;
  const Defaults& defaults;
  Problems& problems;
  const Styles& styles;
  const toml::table* style = nullptr;  ///< the figure's, while it is read

  /// The same in a figure of that style.
  Context with_style(const toml::table* table) const {
    Context context = *this;
    context.style = table;
    return context;
  }
};

/// The captures that a figure's cases bind, from every path that it draws from, and what must be
/// among them: collected while the figure is read, compared when all is known.
class CaptureCheck {
 public:
  explicit CaptureCheck(const Context& context) : context_(context) {}

  /// While it lives, what is noted is drawn once for each value of these captures, or gathered
  /// along them. Elsewhere they have many values in a picture, and none to show.
  class Within {
   public:
    Within(CaptureCheck& check, const std::vector<std::string>& captures);
    ~Within();
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

   private:
    CaptureCheck& check_;
    std::size_t outside_;
  };

  /// The figure's data, with its input named: to be told before any path.
  void set_data(const expr::Path& data) { data_ = data; }
  /// The figure makes values of a capture itself.
  void makes(const std::string& capture) { captures_.insert(capture); }
  /// A path that the figure draws from; it stands in `node`. Notes an input that is not defined.
  void draws_from(const expr::Path& path, const toml::node* node);
  /// The same of a path whose array is read for what is noted now: it must be one.
  void reads(const expr::Path& path, const toml::node& node);
  void draws_from_unnamed() { add_input(""); }
  /// A capture's name, whatever values it has.
  void names_capture(const toml::node& node, std::size_t offset, const std::string& name);
  /// Uses that need a capture of that name; for fields, {index}, {file}, {dataset},
  /// {time} and {attr.NAME} exist besides.
  void uses_capture(const toml::node& node, std::size_t offset, const std::string& name);
  void uses_key(const toml::source_region& where, const std::string& name);
  /// Notes malformed braces at once.
  void uses_template(const toml::node& string);
  /// The same for a key that may be missing or no text.
  void uses_template(const toml::node* node) {
    if (node != nullptr && node->is_string()) uses_template(*node);
  }

  /// A path could not be read: there may be captures that nobody knows of.
  void leave_open() { open_ = true; }
  bool is_open() const { return open_; }

  /// What must have a value before the expression has one, gathers aside: the captures that it
  /// names, those of its paths and those of the files that they are in. In order.
  std::vector<std::string> needed_by(const expr::Expression& expression) const;
  /// Those that what is noted now has a value of its own for.
  const std::vector<std::string>& scope() const { return scope_; }

  /// Notes every use of a capture that there is not; of those left open, the likely mistakes.
  void finish();

 private:
  struct Use {
    const toml::node* node;
    std::size_t offset;
    std::string name;
    bool is_field;
    bool any_value;
    std::vector<std::string> scope;
  };
  void add_input(const std::string& name);
  void add_use(const toml::node& node, std::size_t offset, const std::string& name, bool is_field);
  void check_scope(const Use& use) const;
  std::vector<std::string> needed_by(const expr::Path& path) const;
  std::vector<std::string> known(bool is_field) const;
  bool is_mistaken(const std::string& name, bool is_field) const;
  std::string refusal(const std::string& name, bool is_field) const;

  const Context& context_;
  std::set<std::string> inputs_;
  std::set<std::string> captures_;
  bool open_ = false;
  expr::Path data_;
  std::vector<std::string> scope_;
  std::set<std::string> many_;  // captures that some scope has
  std::vector<Use> uses_;       // in texts and expressions
  std::vector<Use> path_uses_;  // by paths that are read
  std::vector<std::pair<toml::source_region, std::string>> keys_;
};

/// [[figure]]; `number` counts from 1.
Figure parse_figure(const toml::table& table, std::size_t number, const Context& context);

/// What `keys` say of a plot's axes and of what stands around them.
Axes parse_axes(const Keys& keys, const std::map<std::string, Value>& values,
                const Context& context, CaptureCheck& captures);

/// What `keys` say of a 3-D scene.
SceneView parse_scene_view(const Keys& keys, const std::map<std::string, Value>& values,
                           const Context& context, CaptureCheck& captures);

/// Notes panels that mix charts and scenes, and keys of the one in a figure of the other.
void check_scenes(const toml::table& table, const Figure& figure, const Context& context);

/// The value of a key that was checked, or `otherwise`.
template <class T>
T value_or(const std::map<std::string, Value>& values, const std::string& name, T otherwise) {
  const auto place = values.find(name);
  return place == values.end() ? otherwise : std::get<T>(place->second);
}

/// The figure's panels, as `panels`, `over` and [[figure.panel]] say, and their layers, behind
/// those that the figure itself has. `figure.over` is set already.
void parse_panels(const Keys& keys, const std::map<std::string, Value>& values, Figure& figure,
                  const Context& context, CaptureCheck& captures);

/// The captures that `over` names; notes those that stand twice.
std::vector<std::string> parse_over(const toml::node* node,
                                    const std::map<std::string, Value>& values,
                                    const Context& context, CaptureCheck& captures);

/// [[figure.layer]]
Layer parse_layer(const toml::table& table, const Context& context, CaptureCheck& captures);

/// x and y of a [[probe]], as the layer of kind kProbeKind that evaluates them.
Layer parse_probed(const toml::table& table, const Context& context, CaptureCheck& captures);

/// `select`, into figure.select or figure.condition.
void parse_select(const toml::node& node, Figure& figure, const Context& context,
                  CaptureCheck& captures);

/// The figure's `data`, with its input named; the root of the first input where it is not said.
expr::Path parse_data(const toml::node* node, const Context& context, CaptureCheck& captures);

/// Checks names of files: a format that is known, inside `output`, not twice.
void check_save(const toml::node& node, const Context& context, CaptureCheck& captures);

}  // namespace rankplot::job
