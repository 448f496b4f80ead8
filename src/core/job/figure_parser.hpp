#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/job/check_value.hpp"
#include "core/job/defaults.hpp"

namespace rankplot::job {

/// What the blocks of a job are checked against. Everything outlives the parsers that hold it.
struct Context {
  const Vocabulary& vocabulary;
  const std::vector<Input>& inputs;
  const Defaults& defaults;
  Problems& problems;
};

/// The captures that a figure's cases bind, from every path that it draws from, and what must be
/// among them: collected while the figure is read, compared when all is known.
class CaptureCheck {
 public:
  explicit CaptureCheck(const Context& context) : context_(context) {}

  /// A path that the figure draws from; it stands in `node`. Notes an input that is not defined.
  void draws_from(const expr::Path& path, const toml::node* node);
  void draws_from_unnamed() { add_input(""); }
  /// Uses that need a capture of that name; for fields, {index}, {file}, {dataset},
  /// {time} and {attr.NAME} exist besides.
  void uses_capture(const toml::node& node, std::size_t offset, const std::string& name);
  void uses_key(const toml::source_region& where, const std::string& name);
  /// Notes malformed braces at once.
  void uses_template(const toml::node& string);

  /// A path could not be read: there may be captures that nobody knows of.
  void leave_open() { open_ = true; }

  /// Notes every use of a capture that there is not; of those left open, the likely mistakes.
  void finish();

 private:
  struct Use {
    const toml::node* node;
    std::size_t offset;
    std::string name;
    bool is_field;
  };
  void add_input(const std::string& name);
  std::vector<std::string> known(bool is_field) const;
  bool is_mistaken(const std::string& name, bool is_field) const;
  std::string refusal(const std::string& name, bool is_field) const;

  const Context& context_;
  std::set<std::string> inputs_;
  std::set<std::string> captures_;
  bool open_ = false;
  std::vector<Use> uses_;
  std::vector<std::pair<toml::source_region, std::string>> keys_;
};

/// [[figure]]; `number` counts from 1.
Figure parse_figure(const toml::table& table, std::size_t number, const Context& context);

/// [[figure.layer]]
Layer parse_layer(const toml::table& table, const Context& context, CaptureCheck& captures);

/// `select`, into figure.select or figure.condition.
void parse_select(const toml::node& node, Figure& figure, const Context& context,
                  CaptureCheck& captures);

/// The figure's `data`, with its input named; the root of the first input where it is not said.
expr::Path parse_data(const toml::node* node, const Context& context, CaptureCheck& captures);

/// Checks names of files: a format that is known, inside `output`, not twice.
void check_save(const toml::node& node, const Context& context, CaptureCheck& captures);

}  // namespace rankplot::job
