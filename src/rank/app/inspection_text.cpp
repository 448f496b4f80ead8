#include "rank/app/inspection_text.hpp"

#include <vector>

#include <fmt/format.h>

#include "core/base/utf8.hpp"
#include "core/plan/template.hpp"

namespace rankplot::app {
namespace {

using plan::Node;

constexpr std::size_t kMostTextBytes = 100;  // of an attribute

std::string extents_text(const std::vector<std::uint64_t>& extents) {
  std::vector<std::string> texts;
  for (const std::uint64_t extent : extents) {
    texts.push_back(extent == UINT64_MAX ? "unlimited" : std::to_string(extent));
  }
  return fmt::format("({})", fmt::join(texts, ", "));
}

std::string dataset_text(const Node& node) {
  if (node.type.empty()) return "";
  std::string text = node.type + ' ' + extents_text(node.shape);
  if (!node.most.empty()) text += " of at most " + extents_text(node.most);
  if (!node.chunk.empty()) {
    text += ", chunks " + extents_text(node.chunk);
  } else if (!node.layout.empty() && node.layout != "contiguous") {
    text += ", " + node.layout;
  }
  if (!node.filters.empty()) text += fmt::format(", {}", fmt::join(node.filters, ", "));
  return text;
}

std::string node_text(const Node& node) {
  std::vector<std::string> parts;
  if (!node.link.empty()) parts.push_back(shown(node.link));
  if (!node.same_as.empty()) parts.push_back("the same group as " + shown(node.same_as));
  if (node.kind == Node::Kind::Dataset) parts.push_back(shown(dataset_text(node)));
  if (node.kind == Node::Kind::Datatype) parts.push_back("datatype: " + shown(node.type));
  if (!node.problem.empty()) parts.push_back("! " + shown(node.problem));
  const bool is_group = node.kind == Node::Kind::Group && node.name != "/";
  return fmt::format("{}{}  {}", shown(node.name), is_group ? "/" : "", fmt::join(parts, "  "));
}

std::string cut(const std::string& text) {
  if (text.size() <= kMostTextBytes) return text;
  return text.substr(0, kMostTextBytes) + "...";
}

class Tree {
 public:
  void add(const Node& node, std::size_t depth) {
    line(depth, node_text(node));
    for (const std::string& column : node.columns) line(depth + 2, "[" + shown(column) + "]");
    for (const std::string& attribute : node.attributes) {
      line(depth + 2, "@" + shown(cut(attribute)));
    }
    more(depth + 2, node.attribute_count, node.attributes.size(), "attributes");
    for (const Node& member : node.members) add(member, depth + 1);
    const bool elsewhere = !node.link.empty() || !node.same_as.empty();
    if (!elsewhere) more(depth + 1, node.member_count, node.members.size(), "members");
  }
  std::string take() && { return std::move(text_); }

 private:
  void line(std::size_t depth, const std::string& words) {
    text_.append(2 * depth, ' ').append(words);
    text_.erase(text_.find_last_not_of(' ') + 1);
    text_ += '\n';
  }
  void more(std::size_t depth, std::uint64_t all, std::size_t listed, const char* what) {
    if (all <= listed) return;
    const bool none = listed == 0;
    line(depth, fmt::format("... {} {}{}", with_commas(all - listed), none ? "" : "more ", what));
  }

  std::string text_;
};

}  // namespace

std::string with_commas(std::uint64_t number) {
  return plan::expand("{n:,}", {{"n", std::to_string(number)}});
}

std::string shown(const std::string& text) {
  std::string printable = base::to_utf8(text);
  for (char& c : printable) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return printable;
}

std::string tree_text(const plan::Node& root) {
  Tree tree;
  tree.add(root, 0);
  return std::move(tree).take();
}

}  // namespace rankplot::app
