#include "painter/text/math/layout.hpp"

#include <algorithm>
#include <cmath>

#include "painter/text/math/spacing.hpp"

namespace rankplot::text::math {
namespace {

// In x-heights (matplotlib's FontConstantsBase, which takes them from TeXbook, appendix G, rule
// 18): how far scripts are raised and lowered, and the room beside them.
constexpr double kSup = 0.7, kSubAlone = 0.3, kSubBoth = 0.5, kDrop = 0.4, kScriptSpace = 0.05;
constexpr double kDelta = 0.025, kDeltaSlanted = 0.2, kDeltaIntegral = 0.1;
constexpr double kThickness = 0.75 / 12;  // of rules, in em
constexpr double kShrink = 0.7;           // a level of scripts
constexpr int kSmallest = 2;              // TeX's scriptscript size; matplotlib goes further
constexpr double kLeastSize = 0.5, kMostSize = 2000;  // that a font can be asked for

/// How small a part of a formula is, and whether it is a script.
struct Level {
  int smaller = 0;
  bool script = false;

  Level fraction(int by) const { return {smaller + by, script}; }
  Level of_script() const { return {smaller + 1, true}; }
};

class Layout {
 public:
  Layout(Glyphs& glyphs, double size_px, std::vector<char32_t>& missing)
      : glyphs_(glyphs), base_(size_px), missing_(missing) {}

  Box list(const std::vector<Node>& nodes, Level level);

 private:
  double size(Level level) const {
    return std::max(kLeastSize, base_ * std::pow(kShrink, std::min(level.smaller, kSmallest)));
  }
  double thickness(Level level) const { return kThickness * size(level); }
  double x_height(Level level) { return glyph_box(symbol_of('x'), size(level)).height; }
  /// Where fractions have their bar: the middle of an equals sign.
  double axis(Level level) {
    const Box equals = glyph_box(glyphs_.find('=', Alphabet::Roman), size(level));
    return (equals.height - equals.depth) / 2;
  }
  /// As matplotlib has it: the width of a slanted m.
  double em(Level level) { return glyph_box(symbol_of('m'), size(level)).width; }
  Chosen symbol_of(char32_t code) { return glyphs_.find(code, Alphabet::Italic); }

  Box glyph_box(const Chosen& chosen, double size_px);
  Box node(const Node& node, Level level);
  Box word(const Node& node, Level level);
  Box scripts(const Node& node, Level level);
  Box primed(const Node& node, Level level);
  Box limits(const Node& node, Box&& base, Level level);
  Box fraction(const Node& node, Level level);
  Box root(const Node& node, Level level);
  Box accent(const Node& node, Level level);
  Box line(const Node& node, Level level);
  Box stack(const Node& node, Level level);
  Box fence(const Node& node, Level level);
  Box delimiter(char32_t code, double height, double depth, Level level);
  Box grown(char32_t code, double height, double depth, Level level);
  Box big(const Node& node, Level level);

  Glyphs& glyphs_;
  double base_;
  std::vector<char32_t>& missing_;
};

/// One above the other, centred in the wider; `gap` between ink. The lower keeps its baseline.
Box stacked(Box&& upper, Box&& lower, double gap) {
  Box box;
  box.width = std::max(upper.width, lower.width);
  box.depth = lower.depth;
  const double up = lower.height + gap + upper.depth;
  box.height = up + upper.height;
  const double upper_x = (box.width - upper.width) / 2, lower_x = (box.width - lower.width) / 2;
  box.place(std::move(upper), upper_x, up);
  box.place(std::move(lower), lower_x, 0);
  return box;
}

const Node* only_symbol(const std::vector<Node>& nodes) {
  if (nodes.size() != 1) return nullptr;
  const Node& node = nodes.front();
  if (node.kind == Kind::List) return only_symbol(node.body);
  return node.kind == Kind::Symbol ? &node : nullptr;
}

/// As high as a line of letters.
bool is_letters(const std::vector<Node>& nodes) {
  return std::all_of(nodes.begin(), nodes.end(), [](const Node& node) {
    if (node.kind == Kind::List) return is_letters(node.body);
    return node.kind == Kind::Symbol || node.kind == Kind::Word || node.kind == Kind::Space;
  });
}

Box Layout::glyph_box(const Chosen& chosen, double size_px) {
  if (chosen.glyph == 0) missing_.push_back(chosen.code);
  const GlyphMetrics& ink = chosen.font->metrics(chosen.glyph, size_px);
  Box box;
  box.width = ink.advance;
  box.height = ink.top;
  box.depth = -ink.bottom;
  box.marks.push_back({chosen.font, size_px, chosen.glyph, 0, 0, chosen.code});
  return box;
}

Box Layout::list(const std::vector<Node>& nodes, Level level) {
  const std::vector<double> spaces = spaces_before(nodes, level.script);
  Box box;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    Box next = node(nodes[i], level);
    box.width += spaces[i] * em(level);
    const bool both = i > 0 && nodes[i].kind == Kind::Symbol && !box.marks.empty() &&
                      !next.marks.empty() && spaces[i] == 0;
    if (both && nodes[i - 1].kind == Kind::Symbol) {
      const Mark &left = box.marks.back(), &right = next.marks.front();
      if (left.font == right.font && left.size_px == right.size_px)
        box.width += left.font->kerning(left.glyph, right.glyph, left.size_px);
    }
    box.append(std::move(next));
  }
  return box;
}

Box Layout::node(const Node& node, Level level) {
  switch (node.kind) {
    case Kind::Symbol: return glyph_box(glyphs_.find(node.code, node.alphabet), size(level));
    case Kind::Word: return word(node, level);
    case Kind::List: return list(node.body, level);
    case Kind::Scripts: return scripts(node, level);
    case Kind::Fraction: return fraction(node, level);
    case Kind::Root: return root(node, level);
    case Kind::Accent: return accent(node, level);
    case Kind::Overline:
    case Kind::Underline: return line(node, level);
    case Kind::Stack: return stack(node, level);
    case Kind::Fence: return fence(node, level);
    case Kind::Big: return big(node, level);
    case Kind::Space: break;
  }
  Box space;
  space.width = node.amount * em(level);
  return space;
}

Box Layout::word(const Node& node, Level level) {
  const Alphabet alphabet =
      node.alphabet == Alphabet::Italic && node.atom == Atom::Op ? Alphabet::Roman : node.alphabet;
  Box box;
  for (const char32_t code : node.text) {
    Box letter = glyph_box(glyphs_.find(code, alphabet), size(level));
    if (!box.marks.empty()) {
      const Mark &left = box.marks.back(), &right = letter.marks.front();
      if (left.font == right.font)
        box.width += left.font->kerning(left.glyph, right.glyph, left.size_px);
    }
    box.append(std::move(letter));
  }
  return box;
}

/// The base and its primes, which DejaVu draws at the height of superscripts.
Box Layout::primed(const Node& node, Level level) {
  Box box = list(node.body, level);
  const Node* symbol = only_symbol(node.body);
  if (node.primes > 0 && symbol != nullptr && glyphs_.find(symbol->code, symbol->alphabet).slanted)
    box.width += kDeltaSlanted * (box.height - x_height(level) * 2 / 3);
  for (int i = 0; i < node.primes; ++i)
    box.append(glyph_box(glyphs_.find(0x2032, Alphabet::Roman), size(level)));
  return box;
}

Box Layout::limits(const Node& node, Box&& base, Level level) {
  const double gap = 3 * thickness(level);
  if (!node.under.empty()) {
    const double base_depth = base.depth;
    Box under = list(node.under, level.of_script());
    const double down = base_depth + gap + under.height;
    Box both = stacked(std::move(base), std::move(under), gap);
    Box box;  // the baseline stays that of the operator
    box.width = both.width;
    box.height = both.height - down;
    box.depth = both.depth + down;
    box.place(std::move(both), 0, -down);
    base = std::move(box);
  }
  if (node.over.empty()) return std::move(base);
  return stacked(list(node.over, level.of_script()), std::move(base), gap);
}

/// TeXbook, appendix G, rule 18, with matplotlib's constants. Scripts of what is higher than a
/// letter stand at its corners, as rule 18a has it and matplotlib not.
Box Layout::scripts(const Node& node, Level level) {
  Box base = primed(node, level);
  if (node.limits) return limits(node, std::move(base), level);
  const Node* symbol = node.primes > 0 ? nullptr : only_symbol(node.body);
  const bool integral = symbol != nullptr && is_integral(symbol->code);
  const bool slanted = symbol != nullptr && glyphs_.find(symbol->code, symbol->alphabet).slanted;
  const double x = x_height(level), height = base.height, depth = base.depth;
  double up = integral ? height - kDrop * x : kSup * x;
  double down = integral ? depth + kDrop * x : node.over.empty() ? kSubAlone * x : kSubBoth * x;
  if (!is_letters(node.body)) {
    up = std::max(up, height - kSup * x);
    down = std::max(down, depth + kSubAlone * x);
  }
  double over_kern = kDelta * x, under_kern = kDelta * x;
  if (slanted) {
    over_kern += kDelta * x + kDeltaSlanted * (height - x * 2 / 3);
    under_kern = 0;
  }
  if (integral) {
    over_kern = (3 * kDelta + kDeltaIntegral) * height;
    under_kern = (3 * kDelta - kDeltaIntegral) * height;
  }
  Box over = list(node.over, level.of_script()), under = list(node.under, level.of_script());
  if (!node.over.empty() && !node.under.empty())
    up += std::max(0.0, 2 * thickness(level) - ((up - over.depth) - (under.height - down)));
  const double right = std::max(node.over.empty() ? 0 : over_kern * kShrink + over.width,
                                node.under.empty() ? 0 : under_kern * kShrink + under.width);
  Box box = std::move(base);
  if (!node.over.empty()) {
    box.height = std::max(box.height, up + over.height);
    box.depth = std::max(box.depth, over.depth - up);
    box.place(std::move(over), box.width + over_kern * kShrink, up);
  }
  if (!node.under.empty()) {
    box.height = std::max(box.height, under.height - down);
    box.depth = std::max(box.depth, under.depth + down);
    box.place(std::move(under), box.width + under_kern * kShrink, -down);
  }
  if (right > 0) box.width += right + (integral ? 0 : kScriptSpace * x);
  return box;
}

Box Layout::fraction(const Node& node, Level level) {
  // As matplotlib has it, the bar's upper edge is at the axis.
  const double line = thickness(level), bar = node.amount * line, at = axis(level) - line / 2;
  Box over = list(node.over, level.fraction(node.smaller)),
      under = list(node.under, level.fraction(node.smaller));
  Box box;
  const double inner = std::max(over.width, under.width);
  box.width = inner + 2 * line;
  const double up = at + bar / 2 + 2 * line + over.depth;
  const double down = at - bar / 2 - 2 * line - under.height;
  box.height = up + over.height;
  box.depth = under.depth - down;
  const double over_x = line + (inner - over.width) / 2, under_x = line + (inner - under.width) / 2;
  box.place(std::move(over), over_x, up);
  box.place(std::move(under), under_x, down);
  if (bar > 0) box.rules.push_back({line, at - bar / 2, line + inner, at + bar / 2});
  if (node.left == 0 && node.right == 0) return box;
  const double height = box.height, depth = box.depth;
  Box fenced = delimiter(node.left, height, depth, level);
  fenced.append(std::move(box));
  fenced.append(delimiter(node.right, height, depth, level));
  return fenced;
}

/// TeXbook, appendix G, rule 11; the sign is higher than its contents by 5.5 rules.
Box Layout::root(const Node& node, Level level) {
  const double line = thickness(level);
  Box body = list(node.body, level);
  const double top = std::max(body.height, x_height(level)) + 5.5 * line;
  Box sign = grown(0x221A, top, std::max(body.depth, 0.0), level);
  Box index = list(node.over, {level.smaller + 2, true});
  const double sign_width = sign.width;
  // The index stands above the sign's tick, which is its left half.
  const double left = std::max(0.0, index.width - sign_width / 2);
  const double raised = 0.6 * top - std::min(0.0, index.depth);
  Box box;
  box.height = std::max(top, node.over.empty() ? 0 : raised + index.height);
  box.depth = std::max(sign.depth, body.depth);
  const double inner = body.width + 3 * line;
  box.width = left + sign_width + inner;
  box.place(std::move(index), left + sign_width / 2 - index.width, raised);
  box.place(std::move(sign), left, 0);
  box.place(std::move(body), left + sign_width + 2 * line, 0);
  box.rules.push_back({left + sign_width, top - line, box.width, top});
  return box;
}

Box Layout::accent(const Node& node, Level level) {
  Box body = list(node.body, level);
  Chosen sign = glyphs_.find(node.code, Alphabet::Roman);
  if (node.stretched) {  // TeXbook, appendix G, rule 12: the widest that is not wider
    for (const std::uint32_t glyph : Glyphs::wider(node.code)) {
      const GlyphMetrics& ink = Glyphs::symbols().metrics(glyph, size(level));
      const bool fits = sign.font == &Glyphs::symbols() ? ink.right - ink.left <= body.width : true;
      if (fits) sign = {&Glyphs::symbols(), glyph, node.code, false};
    }
  }
  Box mark = glyph_box(sign, size(level));
  const GlyphMetrics& ink = sign.font->metrics(sign.glyph, size(level));
  const Node* symbol = only_symbol(node.body);
  const bool slanted = symbol != nullptr && glyphs_.find(symbol->code, symbol->alphabet).slanted;
  const double middle = body.width / 2 + (slanted ? body.width / 8 : 0);
  const double gap = 2 * thickness(level), up = body.height + gap - ink.bottom;
  body.height += gap + ink.top - ink.bottom;
  body.place(std::move(mark), middle - (ink.left + ink.right) / 2, up);
  return body;
}

/// TeXbook, appendix G, rules 9 and 10.
Box Layout::line(const Node& node, Level level) {
  Box body = list(node.body, level);
  const double line = thickness(level);
  if (node.kind == Kind::Overline) {
    body.rules.push_back({0, body.height + 3 * line, body.width, body.height + 4 * line});
    body.height += 4 * line;
  } else {
    const double below = -std::max(body.depth, 0.0) - 2 * line;
    body.rules.push_back({0, below - line, body.width, below});
    body.depth = line - below;
  }
  return body;
}

Box Layout::stack(const Node& node, Level level) {
  Node placed;
  placed.over = node.over;
  placed.under = node.under;
  return limits(placed, list(node.body, level), level);
}

Box Layout::fence(const Node& node, Level level) {
  Box body = list(node.body, level);
  const double height = body.height, depth = body.depth;
  Box box = delimiter(node.left, height, depth, level);
  box.append(std::move(body));
  box.append(delimiter(node.right, height, depth, level));
  return box;
}

/// A delimiter that covers its contents: the plain one where it is within a fifth of an x-height.
Box Layout::delimiter(char32_t code, double height, double depth, Level level) {
  if (code == 0) return {};
  Box plain = glyph_box(glyphs_.find(code, Alphabet::Roman), size(level));
  if (plain.total() >= height + depth - 0.2 * x_height(level)) return plain;
  return grown(code, height, depth, level);
}

/// The first of the symbol font's sizes that is high enough, made as high as asked: its strokes
/// hardly change, while a letter's would grow with it.
Box Layout::grown(char32_t code, double height, double depth, Level level) {
  const double wanted = std::max(height + depth, 0.1 * size(level));
  std::uint32_t chosen = Glyphs::symbols().glyph(code);
  double total = 0;
  for (const std::uint32_t glyph : Glyphs::taller(code)) {
    const GlyphMetrics& ink = Glyphs::symbols().metrics(glyph, size(level));
    chosen = glyph;
    total = ink.top - ink.bottom;
    if (total >= wanted) break;
  }
  if (total <= 0) return glyph_box(glyphs_.find(code, Alphabet::Roman), size(level));
  const double scaled = std::clamp(size(level) * wanted / total, kLeastSize, kMostSize);
  Box sign = glyph_box({&Glyphs::symbols(), chosen, code, false},
                       static_cast<double>(std::lround(scaled * 64)) / 64);
  const double up = -depth + sign.depth;
  Box box;
  box.width = sign.width;
  box.height = sign.height + up;
  box.depth = sign.depth - up;
  box.place(std::move(sign), 0, up);
  return box;
}

Box Layout::big(const Node& node, Level level) {
  if (node.code == 0) return {};
  const double half = node.amount * size(level) / 2, at = axis(level);
  return grown(node.code, at + half, half - at, level);
}

}  // namespace

Box lay_out(const std::vector<Node>& formula, Glyphs& glyphs, double size_px,
            std::vector<char32_t>& missing) {
  return Layout(glyphs, size_px, missing).list(formula, {});
}

}  // namespace rankplot::text::math
