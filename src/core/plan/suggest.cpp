#include "core/plan/suggest.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/error.hpp"
#include "core/base/utf8.hpp"
#include "core/expr/expression.hpp"
#include "core/plan/texts.hpp"

namespace rankplot::plan {
namespace {

constexpr std::size_t kMostNameBytes = 64;
constexpr std::uint64_t kLeastPoints = 8;

bool can_be_written(std::string_view text) {
  return base::to_utf8(text) == text && text.find_first_of("{}*") == std::string_view::npos;
}

/// A basic string of TOML.
std::string quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

/// A name for a figure and its file, from an object's path.
std::string plain_name(std::string_view object) {
  std::string name;
  for (const char c : object.substr(object.find_first_not_of('/'))) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name += plain || c == '-' ? c : '_';
  }
  return name.substr(0, kMostNameBytes);
}

using Roles = std::map<std::string, std::string>;

/// A layer before it is written.
struct Layer {
  std::string kind;
  Roles roles;
};

/// "[:, :, 9]": the two longest axes whole (of equal ones the first), of others the middle.
std::string plane_of(const std::vector<std::uint64_t>& shape) {
  if (shape.size() == 2) return "";
  std::vector<std::size_t> axes(shape.size());
  for (std::size_t i = 0; i < axes.size(); ++i) axes[i] = i;
  std::stable_sort(axes.begin(), axes.end(),
                   [&](std::size_t a, std::size_t b) { return shape[a] > shape[b]; });
  std::vector<std::string> slices;
  for (const std::uint64_t extent : shape) slices.push_back(std::to_string(extent / 2));
  slices[axes[0]] = slices[axes[1]] = ":";
  return fmt::format("[{}]", fmt::join(slices, ", "));
}

/// Nothing where the dataset cannot be drawn.
Layer layer_for(const Node& node, const std::string& object) {
  const auto& shape = node.shape;
  const auto longer = std::count_if(shape.begin(), shape.end(), [](auto n) { return n > 1; });
  const bool has_none = std::find(shape.begin(), shape.end(), 0U) != shape.end();
  if (!node.problem.empty() || shape.empty() || longer == 0 || has_none) return {};
  const auto column = [&](const std::string& name) {
    return expr::to_string({"", object, name, {}});
  };
  if (!node.columns.empty()) {
    if (node.drawable.empty() || shape.size() != 1) return {};
    if (node.drawable.size() == 1) return {"line", {{"y", column(node.drawable[0])}}};
    return {"scatter", {{"x", column(node.drawable[0])}, {"y", column(node.drawable[1])}}};
  }
  if (shape.size() == 1) return {"line", {{"y", object}}};
  if (shape.size() == 2 && (shape[1] == 2 || shape[1] == 3) && shape[0] >= kLeastPoints) {
    return {"scatter", {{"x", object + "[:, 0]"}, {"y", object + "[:, 1]"}}};
  }
  return {"heatmap", {{"value", object + plane_of(shape)}}};
}

class Suggester {
 public:
  void visit(const Node& node, const std::string& path) {
    if (node.kind == Node::Kind::Dataset) add(node, path);
    for (const Node& member : node.members) visit(member, path + "/" + member.name);
  }
  std::vector<Suggestion> take() && { return std::move(suggestions_); }

 private:
  void add(const Node& node, const std::string& object) {
    if (!can_be_written(object)) return;
    Layer layer = layer_for(node, object);
    if (layer.kind.empty()) return;
    for (auto& [role, text] : layer.roles) {
      text = can_be_written(text) ? role_text(text, object) : "";
      if (text.empty()) return;
    }
    suggestions_.push_back({object, layer.kind, block(layer, unique_name(object))});
  }

  std::string unique_name(const std::string& object) {
    const std::string name = plain_name(object);
    std::string unique = name;
    for (int i = 2; !names_.insert(unique).second; ++i) unique = fmt::format("{}_{}", name, i);
    return unique;
  }

  static std::string block(const Layer& layer, const std::string& name) {
    std::string text =
        fmt::format("[[figure]]\nname = {}\nsave = {}\n", quoted(name), quoted(name + ".png"));
    text += fmt::format("  [[figure.layer]]\n  kind  = {}\n", quoted(layer.kind));
    for (const auto& [role, path] : layer.roles) {
      text += fmt::format("  {:<5} = {}\n", role, quoted(path));
    }
    return text;
  }

  std::set<std::string> names_;
  std::vector<Suggestion> suggestions_;
};

}  // namespace

std::vector<Suggestion> suggest(const Node& root) {
  Suggester suggester;
  suggester.visit(root, "");
  return std::move(suggester).take();
}

std::string suggested_job(std::string_view file, const std::vector<Suggestion>& suggestions) {
  if (!can_be_written(file)) {
    base::fail(
        "the name '{}' cannot stand in a job file: it holds braces, '*' or bytes that are no "
        "UTF-8",
        base::to_utf8(file));
  }
  std::string text = fmt::format("output = \"figures\"\ninput  = {}\n", quoted(file));
  for (const Suggestion& suggestion : suggestions) text += '\n' + suggestion.block;
  return text;
}

}  // namespace rankplot::plan
