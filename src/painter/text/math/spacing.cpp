#include "painter/text/math/spacing.hpp"

#include <optional>

namespace rankplot::text::math {
namespace {

// TeX has 4/18 em around binary signs, 5/18 around relations and 3/18 behind punctuation;
// matplotlib, whose widths users know, 0.2 at all of them.
constexpr double kAroundSigns = 0.2, kThin = 3.0 / 18;

/// Without ink or class: what spaces and words such as \rm leave.
bool is_nothing(const Node& node) {
  return node.kind == Kind::Space || (node.kind == Kind::List && node.body.empty());
}

bool wants_operand_before(Atom atom) {
  return atom == Atom::Bin || atom == Atom::Op || atom == Atom::Rel || atom == Atom::Open ||
         atom == Atom::Punct;
}

/// TeXbook, page 442, rules 5 and 6.
std::vector<Atom> classes_of(const std::vector<Node>& nodes) {
  std::vector<Atom> classes;
  std::optional<std::size_t> before;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    Atom atom = nodes[i].atom;
    if (!is_nothing(nodes[i])) {
      if (atom == Atom::Bin && (!before || wants_operand_before(classes[*before])))
        atom = Atom::Ord;
      const bool ends = atom == Atom::Rel || atom == Atom::Close || atom == Atom::Punct;
      if (ends && before && classes[*before] == Atom::Bin) classes[*before] = Atom::Ord;
      before = i;
    }
    classes.push_back(atom);
  }
  if (before && classes[*before] == Atom::Bin) classes[*before] = Atom::Ord;
  return classes;
}

double space_between(Atom left, Atom right, bool small) {
  const bool operators = left == Atom::Op || right == Atom::Op;
  if (!small) {
    if (left == Atom::Bin || right == Atom::Bin) return kAroundSigns;
    if ((left == Atom::Rel) != (right == Atom::Rel)) return kAroundSigns;
    if (left == Atom::Punct) return kAroundSigns;
  }
  if (!operators || left == Atom::Open || right == Atom::Open || right == Atom::Close ||
      left == Atom::Rel || right == Atom::Rel || right == Atom::Punct)
    return 0;
  return kThin;
}

}  // namespace

std::vector<double> spaces_before(const std::vector<Node>& nodes, bool small) {
  const std::vector<Atom> classes = classes_of(nodes);
  std::vector<double> spaces(nodes.size(), 0.0);
  std::optional<std::size_t> before;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (is_nothing(nodes[i])) continue;
    if (before) spaces[i] = space_between(classes[*before], classes[i], small);
    before = i;
  }
  return spaces;
}

}  // namespace rankplot::text::math
