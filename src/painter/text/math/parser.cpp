#include "painter/text/math/parser.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/base/nearest.hpp"
#include "painter/text/utf8.hpp"

namespace rankplot::text::math {
namespace {

constexpr int kDeepest = 64;  // a group within another is two or three

bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

std::string shown(char32_t c) {
  std::string text;
  append_utf8(text, c);
  return text;
}

const std::unordered_map<std::string_view, Alphabet>& alphabets() {
  static const std::unordered_map<std::string_view, Alphabet> table{
      {"rm", Alphabet::Roman},         {"bf", Alphabet::Bold},
      {"it", Alphabet::Italic},        {"cal", Alphabet::Calligraphic},
      {"scr", Alphabet::Calligraphic}, {"frak", Alphabet::Fraktur},
      {"bb", Alphabet::Blackboard},    {"tt", Alphabet::Typewriter},
      {"sf", Alphabet::Roman},         {"default", Alphabet::Italic},
      {"regular", Alphabet::Roman},    {"bfit", Alphabet::BoldItalic}};
  return table;
}

/// Heights in em of \big, \Big, \bigg, \Bigg (TeXbook, appendix B, of 10 points).
std::optional<double> big_height(std::string_view name) {
  if (!name.empty() && (name.back() == 'l' || name.back() == 'r' || name.back() == 'm'))
    name.remove_suffix(1);
  if (name == "big") return 1.2;
  if (name == "Big") return 1.8;
  if (name == "bigg") return 2.4;
  if (name == "Bigg") return 3.0;
  return std::nullopt;
}

struct FractionKind {
  int smaller = 1;
  bool binomial = false;
};
std::optional<FractionKind> fraction_kind(std::string_view name) {
  if (name == "frac" || name == "tfrac") return FractionKind{1, false};
  if (name == "dfrac" || name == "cfrac") return FractionKind{0, false};
  if (name == "binom" || name == "tbinom") return FractionKind{1, true};
  if (name == "dbinom") return FractionKind{0, true};
  return std::nullopt;
}

class Parser {
 public:
  explicit Parser(std::u32string_view formula) : text_(formula) {}

  std::vector<Node> all() {
    std::vector<Node> nodes = list();
    if (at_end()) return nodes;
    if (peek() == '}') refuse("'}' closes no group");
    refuse("\\right without \\left before it");
  }

 private:
  /// Counts how deep the formula is nested while it lives.
  class Deeper {
   public:
    explicit Deeper(Parser& parser) : depth_(parser.depth_) {
      if (depth_ >= kDeepest) parser.refuse("the formula is nested too deeply");
      ++depth_;
    }
    ~Deeper() { --depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    int& depth_;
  };

  bool at_end() const { return at_ >= text_.size(); }
  char32_t peek() const { return at_end() ? 0 : text_[at_]; }
  void skip_spaces() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }
  bool take(char32_t c) {
    if (at_end() || peek() != c) return false;
    ++at_;
    return true;
  }
  [[noreturn]] void refuse(const std::string& message) const { refuse(message, at_); }
  [[noreturn]] void refuse(const std::string& message, std::size_t where) const {
    throw SyntaxError(message, where + 1);
  }

  /// What follows a backslash: letters, or one other character. `at_` stands behind it then.
  std::string word() {
    if (at_end()) refuse("a backslash at the end; a dollar is written \\$", at_ - 1);
    std::string name;
    if (!is_letter(peek())) return shown(text_[at_++]);
    while (is_letter(peek())) name += static_cast<char>(text_[at_++]);
    return name;
  }
  bool word_is_next(std::string_view name) const {
    if (text_.size() - at_ < name.size() + 1 || peek() != '\\') return false;
    for (std::size_t i = 0; i < name.size(); ++i)
      if (text_[at_ + 1 + i] != static_cast<char32_t>(name[i])) return false;
    const std::size_t after = at_ + 1 + name.size();
    return after >= text_.size() || !is_letter(text_[after]);
  }

  /// Up to an end that its caller takes: '}', ']' where asked for, \right, the end of the formula.
  std::vector<Node> list(bool to_bracket = false);
  std::vector<Node> group_after(std::string_view command);
  Node atom();
  Node nucleus();
  Node symbol(char32_t code);
  Node command();
  std::optional<Node> construct(const std::string& name, std::size_t start);
  std::optional<Node> word_of_letters(const std::string& name);
  Node scripts(Node base);
  void script(Node& to, bool above);
  bool takes_scripts(const Node& base);
  Node fraction(const std::string& name, FractionKind kind);
  Node general_fraction();
  Node root();
  Node fence();
  Node in_alphabet(Alphabet alphabet, std::string_view name);
  Node plain_text(Alphabet alphabet, std::string_view name);
  Node operator_name();
  Node negated();
  Node holding(Kind kind, std::string_view name);
  Node stack(std::string_view name, bool above);
  char32_t delimiter(std::string_view after);
  std::u32string raw_group(std::string_view after);
  double number(std::string_view after);

  std::u32string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Alphabet alphabet_ = Alphabet::Italic;
};

std::vector<Node> Parser::list(bool to_bracket) {
  const Deeper deeper(*this);
  const Alphabet outer = alphabet_;
  std::vector<Node> nodes;
  for (skip_spaces(); !at_end(); skip_spaces()) {
    if (peek() == '}' || (to_bracket && peek() == ']') || word_is_next("right")) break;
    nodes.push_back(atom());
  }
  alphabet_ = outer;
  return nodes;
}

/// A group in braces, or a single symbol, as TeX has it.
std::vector<Node> Parser::group_after(std::string_view command) {
  skip_spaces();
  if (at_end() || peek() == '}')
    refuse("what '" + std::string(command) + "' applies to is missing: a group in braces");
  const std::size_t start = at_;
  if (!take('{')) {
    std::vector<Node> single;
    single.push_back(nucleus());
    return single;
  }
  std::vector<Node> nodes = list();
  if (!take('}')) refuse("the group that begins here has no '}'", start);
  return nodes;
}

Node Parser::atom() {
  if (peek() == '^' || peek() == '_' || peek() == '\'') return scripts(Node{});
  Node base = nucleus();
  return takes_scripts(base) ? scripts(std::move(base)) : base;
}

bool Parser::takes_scripts(const Node& base) {
  if (base.kind == Kind::Space) return false;
  skip_spaces();
  return peek() == '^' || peek() == '_' || peek() == '\'' || word_is_next("limits") ||
         word_is_next("nolimits");
}

void Parser::script(Node& to, bool above) {
  std::vector<Node>& place = above ? to.over : to.under;
  const char* name = above ? "superscript" : "subscript";
  if (!place.empty()) refuse(std::string("a second ") + name + "; put the first in braces");
  ++at_;
  skip_spaces();
  if (peek() == '^' || peek() == '_') refuse(std::string("the ") + name + " is missing");
  place = group_after(above ? "^" : "_");
  if (place.empty()) place.emplace_back();  // an empty group is a script too
}

Node Parser::scripts(Node base) {
  Node node;
  node.kind = Kind::Scripts;
  node.atom = base.atom;
  node.limits = base.limits;
  node.body.push_back(std::move(base));
  for (;; skip_spaces()) {
    if (word_is_next("limits") || word_is_next("nolimits")) {
      if (node.atom != Atom::Op) refuse("\\limits stands behind sums, integrals and the like");
      node.limits = !word_is_next("nolimits");
      at_ += node.limits ? 7 : 9;
    } else if (peek() == '\'') {
      ++at_;
      ++node.primes;
    } else if (peek() == '^' || peek() == '_') {
      script(node, peek() == '^');
    } else {
      return node;
    }
  }
}

Node Parser::symbol(char32_t code) {
  Node node;
  node.kind = Kind::Symbol;
  node.code = code == '-' ? 0x2212 : code;
  node.alphabet = alphabet_;
  node.atom = atom_of(node.code);
  node.limits = is_large_operator(node.code);
  return node;
}

Node Parser::nucleus() {
  const Deeper deeper(*this);
  const std::size_t start = at_;
  if (take('{')) {
    Node node;
    node.body = list();
    if (!take('}')) refuse("the group that begins here has no '}'", start);
    return node;
  }
  if (take('\\')) return command();
  if (take('~')) {
    Node node;
    node.kind = Kind::Space;
    node.amount = 6.0 / 18;
    return node;
  }
  if (peek() < 0x20) refuse("a control character");
  const char32_t c = text_[at_++];
  Node node = symbol(c);
  const bool in_number = c == '.' && start > 0 && is_digit(text_[start - 1]) && is_digit(peek());
  if (in_number) node.atom = Atom::Ord;
  return node;
}

Node Parser::command() {
  const std::size_t start = at_ - 1;
  const std::string name = word();
  if (const auto space = find_space(name)) {
    Node node;
    node.kind = Kind::Space;
    node.amount = *space;
    return node;
  }
  if (auto node = construct(name, start)) return std::move(*node);
  if (auto node = word_of_letters(name)) return std::move(*node);
  if (name.size() == 1 && std::string_view("%${}[]_#&").find(name[0]) != std::string_view::npos)
    return symbol(static_cast<char32_t>(name[0]));
  if (name == "|") return symbol(0x2016);
  if (const auto code = find_symbol(name)) return symbol(*code);
  const std::string near = base::nearest(name, known_words());
  refuse("'\\" + name + "' is not known" + (near.empty() ? "" : "; did you mean '\\" + near + "'?"),
         start);
}

std::optional<Node> Parser::construct(const std::string& name, std::size_t start) {
  if (const auto kind = fraction_kind(name)) return fraction(name, *kind);
  if (name == "genfrac") return general_fraction();
  if (name == "sqrt") return root();
  if (name == "left") return fence();
  if (name == "overline") return holding(Kind::Overline, "\\overline");
  if (name == "underline") return holding(Kind::Underline, "\\underline");
  if (name == "overset" || name == "stackrel") return stack("\\" + name, true);
  if (name == "underset") return stack("\\underset", false);
  if (name == "not") return negated();
  if (name == "limits" || name == "nolimits")
    refuse("\\" + name + " stands behind sums, integrals and the like", start);
  if (name == "displaystyle" || name == "textstyle") return Node{};  // all is set alike
  if (const auto em = big_height(name)) {
    Node node;
    node.kind = Kind::Big;
    node.code = delimiter("\\" + name);
    node.amount = *em;
    const Atom atom = node.code != 0 ? atom_of(node.code) : Atom::Ord;
    node.atom = name.back() == 'l'   ? Atom::Open
                : name.back() == 'r' ? Atom::Close
                : name.back() == 'm' ? Atom::Rel
                                     : (atom == Atom::Rel ? Atom::Ord : atom);
    return node;
  }
  if (const auto accent = find_accent(name)) {
    Node node = holding(Kind::Accent, "\\" + name);
    node.code = *accent;
    node.stretched = name.rfind("wide", 0) == 0;
    return node;
  }
  if (name == "hspace") {
    Node node;
    node.kind = Kind::Space;
    node.amount = number("\\hspace");
    return node;
  }
  return std::nullopt;
}

std::optional<Node> Parser::word_of_letters(const std::string& name) {
  if (is_function(name)) {
    Node node;
    node.kind = Kind::Word;
    node.atom = Atom::Op;
    node.limits = takes_limits(name);
    node.text.assign(name.begin(), name.end());
    if (name == "liminf" || name == "limsup") node.text.insert(3, 1, U'\u2009');
    return node;
  }
  if (name == "operatorname") return operator_name();
  if (name == "text" || name == "textrm" || name == "mbox" || name == "textsf")
    return plain_text(Alphabet::Roman, name);
  if (name == "textbf") return plain_text(Alphabet::Bold, name);
  if (name == "textit") return plain_text(Alphabet::Italic, name);
  if (name == "boldsymbol" || name == "bm") return in_alphabet(Alphabet::BoldItalic, name);
  if (name.rfind("math", 0) == 0) {
    const auto found = alphabets().find(std::string_view(name).substr(4));
    if (found != alphabets().end()) return in_alphabet(found->second, name);
  }
  const auto found = alphabets().find(name);
  if (found == alphabets().end()) return std::nullopt;
  alphabet_ = found->second;  // to the end of the group
  return Node{};
}

Node Parser::in_alphabet(Alphabet alphabet, std::string_view name) {
  const Alphabet outer = std::exchange(alphabet_, alphabet);
  Node node;
  node.body = group_after("\\" + std::string(name));
  alphabet_ = outer;
  return node;
}

std::u32string Parser::raw_group(std::string_view after) {
  skip_spaces();
  const std::size_t start = at_;
  if (!take('{')) refuse("'" + std::string(after) + "' is followed by a group in braces");
  std::u32string inside;
  for (int open = 1;;) {
    if (at_end()) refuse("the group that begins here has no '}'", start);
    const char32_t c = text_[at_++];
    if (c == '\\' && !at_end() && !is_letter(peek())) {
      inside += text_[at_++];
      continue;
    }
    open += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (open == 0) return inside;
    if (c >= 0x20 && c != '{' && c != '}') inside += c;
  }
}

Node Parser::plain_text(Alphabet alphabet, std::string_view name) {
  Node node;
  node.kind = Kind::Word;
  node.alphabet = alphabet;
  node.text = raw_group("\\" + std::string(name));
  return node;
}

Node Parser::operator_name() {
  const bool limits = take('*');
  Node node = in_alphabet(Alphabet::Roman, "operatorname");
  node.atom = Atom::Op;
  node.limits = limits;
  return node;
}

Node Parser::fraction(const std::string& name, FractionKind kind) {
  Node node;
  node.kind = Kind::Fraction;
  node.smaller = kind.smaller;
  node.over = group_after("\\" + name);
  node.under = group_after("\\" + name);
  if (kind.binomial) {
    node.amount = 0;
    node.left = '(';
    node.right = ')';
  }
  return node;
}

/// \genfrac{left}{right}{thickness}{style}{over}{under}
Node Parser::general_fraction() {
  Node node;
  node.kind = Kind::Fraction;
  for (char32_t* side : {&node.left, &node.right}) {
    skip_spaces();
    if (!take('{')) refuse("\\genfrac takes six groups in braces");
    skip_spaces();
    if (peek() != '}') *side = delimiter("\\genfrac");
    if (!take('}')) refuse("a '}' was expected behind the delimiter");
  }
  node.amount = std::min(std::max(0.0, number("\\genfrac")), 10.0);
  const std::u32string style = raw_group("\\genfrac");
  if (style.size() > 1 || (!style.empty() && (style[0] < '0' || style[0] > '3')))
    refuse("the style of \\genfrac is empty, 0, 1, 2 or 3");
  node.smaller = style.empty() ? 1 : static_cast<int>(style[0] - '0');
  node.over = group_after("\\genfrac");
  node.under = group_after("\\genfrac");
  return node;
}

Node Parser::root() {
  Node node;
  node.kind = Kind::Root;
  skip_spaces();
  const std::size_t start = at_;
  if (take('[')) {
    node.over = list(true);
    if (!take(']')) refuse("the index of the root that begins here has no ']'", start);
  }
  node.body = group_after("\\sqrt");
  return node;
}

char32_t Parser::delimiter(std::string_view after) {
  skip_spaces();
  const std::size_t start = at_;
  const std::string expected = "a delimiter was expected behind '" + std::string(after) +
                               "': ( ) [ ] \\{ \\} | \\| / \\langle \\lfloor \\uparrow ... or '.'";
  if (at_end()) refuse(expected);
  char32_t c = text_[at_++];
  if (c == '.') return 0;
  if (c == '<') return 0x27E8;
  if (c == '>') return 0x27E9;
  if (c == '\\') {
    const std::string name = word();
    if (name == "|") return 0x2016;
    if (name == "{" || name == "}") return static_cast<char32_t>(name[0]);
    const auto code = find_symbol(name);
    if (!code) refuse(expected, start);
    c = *code;
  }
  const std::u32string_view known =
      U"()[]{}|/\\\u2016\u27e8\u27e9\u230a\u230b\u2308\u2309\u2191\u2193\u2195\u21d1\u21d3\u21d5"
      U"\u231c\u231d\u231e\u231f\u2223\u2225";
  if (known.find(c) == std::u32string_view::npos) refuse(expected, start);
  return c;
}

Node Parser::fence() {
  const std::size_t start = at_ - 5;
  Node node;
  node.kind = Kind::Fence;
  node.left = delimiter("\\left");
  node.body = list();
  if (!word_is_next("right")) refuse("\\left that begins here has no \\right", start);
  at_ += 6;
  node.right = delimiter("\\right");
  return node;
}

Node Parser::negated() {
  skip_spaces();
  if (at_end() || peek() == '}') refuse("what '\\not' strikes out is missing");
  Node node = nucleus();
  static const std::unordered_map<char32_t, char32_t> known{
      {'=', 0x2260},    {'<', 0x226E},    {'>', 0x226F},    {0x2208, 0x2209}, {0x220B, 0x220C},
      {0x2261, 0x2262}, {0x223C, 0x2241}, {0x2245, 0x2247}, {0x2248, 0x2249}, {0x2264, 0x2270},
      {0x2265, 0x2271}, {0x2282, 0x2284}, {0x2283, 0x2285}, {0x2286, 0x2288}, {0x2287, 0x2289},
      {0x2203, 0x2204}, {0x2225, 0x2226}, {0x2223, 0x2224}};
  const auto found = known.find(node.code);
  if (node.kind != Kind::Symbol || found == known.end())
    refuse("'\\not' stands before a relation: =, <, >, \\in, \\subset, \\equiv, ...");
  return symbol(found->second);
}

Node Parser::holding(Kind kind, std::string_view name) {
  Node node;
  node.kind = kind;
  node.body = group_after(name);
  return node;
}

Node Parser::stack(std::string_view name, bool above) {
  Node node;
  node.kind = Kind::Stack;
  (above ? node.over : node.under) = group_after(name);
  node.body = group_after(name);
  if (node.body.size() == 1) node.atom = node.body.front().atom;
  return node;
}

double Parser::number(std::string_view after) {
  const std::size_t start = at_;
  const std::u32string inside = raw_group(after);
  const std::string digits(inside.begin(), inside.end());
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() ||
      !(value > -100 && value < 100))
    refuse("a number between -100 and 100 was expected in the braces", start);
  return value;
}

}  // namespace

std::vector<Node> parse(std::u32string_view formula) { return Parser(formula).all(); }

}  // namespace rankplot::text::math
