#include "painter/text/math/symbols.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace rankplot::text::math {
namespace {

using Table = std::unordered_map<std::string_view, char32_t>;

std::string_view next_word(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

const Table& symbols() {
  static const Table table = [] {
    Table made;
    for (std::string_view rest = kSymbolTable; !rest.empty();) {
      const std::string_view name = next_word(rest), digits = next_word(rest);
      std::uint32_t code = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
      made.emplace(name, code);
    }
    return made;
  }();
  return table;
}

const Table& accents() {
  static const Table table{{"hat", 0x302},
                           {"breve", 0x306},
                           {"bar", 0x304},
                           {"grave", 0x300},
                           {"acute", 0x301},
                           {"tilde", 0x303},
                           {"dot", 0x307},
                           {"ddot", 0x308},
                           {"dddot", 0x20DB},
                           {"ddddot", 0x20DC},
                           {"vec", 0x20D7},
                           {"check", 0x30C},
                           {"mathring", 0x30A},
                           {"overrightarrow", 0x2192},
                           {"overleftarrow", 0x2190},
                           {"widehat", 0x302},
                           {"widetilde", 0x303},
                           {"widebar", 0x304},
                           {"widecheck", 0x30C},
                           {"\"", 0x308},
                           {"`", 0x300},
                           {"'", 0x301},
                           {"~", 0x303},
                           {".", 0x307},
                           {"^", 0x302},
                           {"=", 0x304}};
  return table;
}

constexpr std::array<std::string_view, 37> kFunctions{
    "arccos", "csc",  "ker",    "min",    "arcsin", "deg", "lg",  "Pr",  "arctan", "det",
    "lim",    "sec",  "arg",    "dim",    "liminf", "sin", "cos", "exp", "limsup", "sinh",
    "cosh",   "gcd",  "ln",     "sup",    "cot",    "hom", "log", "tan", "coth",   "inf",
    "max",    "tanh", "argmax", "argmin", "sgn",    "Tr",  "erf"};
constexpr std::array<std::string_view, 11> kWithLimits{
    "lim", "liminf", "limsup", "sup", "inf", "max", "min", "argmax", "argmin", "Pr", "det"};

/// Mu are 1/18 em (TeXbook, chapter 18).
const std::unordered_map<std::string_view, double>& spaces() {
  static const std::unordered_map<std::string_view, double> table{
      {",", 3.0 / 18},  {"thinspace", 3.0 / 18},    {"/", 3.0 / 18}, {">", 4.0 / 18},
      {":", 4.0 / 18},  {"medspace", 4.0 / 18},     {";", 5.0 / 18}, {"thickspace", 5.0 / 18},
      {" ", 6.0 / 18},  {"enspace", 0.5},           {"quad", 1},     {"qquad", 2},
      {"!", -3.0 / 18}, {"negthinspace", -3.0 / 18}};
  return table;
}

/// The language's own words, beside symbols, accents, functions and spaces.
constexpr std::array<std::string_view, 55> kCommands{
    "frac",        "dfrac",        "tfrac",     "cfrac",    "binom",
    "dbinom",      "tbinom",       "genfrac",   "sqrt",     "overline",
    "underline",   "overset",      "underset",  "stackrel", "left",
    "right",       "big",          "Big",       "bigg",     "Bigg",
    "bigl",        "bigr",         "Bigl",      "Bigr",     "operatorname",
    "mathrm",      "mathbf",       "mathit",    "mathcal",  "mathbb",
    "mathfrak",    "mathtt",       "mathsf",    "mathscr",  "mathdefault",
    "mathregular", "boldsymbol",   "bm",        "text",     "textrm",
    "textbf",      "textit",       "mbox",      "hspace",   "limits",
    "nolimits",    "displaystyle", "textstyle", "not",      "rm",
    "bf",          "it",           "cal",       "tt",       "sf"};

struct Span {
  char32_t first, last;
};
template <std::size_t N>
bool in(const std::array<Span, N>& spans, char32_t code) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](Span span) { return code >= span.first && code <= span.last; });
}

}  // namespace

std::optional<char32_t> find_symbol(std::string_view name) {
  const auto found = symbols().find(name);
  if (found == symbols().end()) return std::nullopt;
  return found->second;
}

std::optional<char32_t> find_accent(std::string_view name) {
  const auto found = accents().find(name);
  if (found == accents().end()) return std::nullopt;
  return found->second;
}

bool is_function(std::string_view name) {
  return std::find(kFunctions.begin(), kFunctions.end(), name) != kFunctions.end();
}

bool takes_limits(std::string_view function) {
  return std::find(kWithLimits.begin(), kWithLimits.end(), function) != kWithLimits.end();
}

std::optional<double> find_space(std::string_view name) {
  const auto found = spaces().find(name);
  if (found == spaces().end()) return std::nullopt;
  return found->second;
}

const std::vector<std::string>& known_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> made(kCommands.begin(), kCommands.end());
    made.insert(made.end(), kFunctions.begin(), kFunctions.end());
    for (const auto& [name, code] : symbols()) made.emplace_back(name);
    for (const auto& [name, code] : accents()) made.emplace_back(name);
    for (const auto& [name, em] : spaces()) made.emplace_back(name);
    std::sort(made.begin(), made.end());  // advice is the same in every run
    return made;
  }();
  return words;
}

Atom atom_of(char32_t code) {
  // Unicode's math classes (UTR 25) of what formulas hold, in spans.
  static constexpr std::array<Span, 24> kBinary{
      {{'+', '+'},       {'*', '*'},       {0xB1, 0xB1},     {0xB7, 0xB7},     {0xD7, 0xD7},
       {0xF7, 0xF7},     {0x2020, 0x2022}, {0x2212, 0x2214}, {0x2216, 0x2219}, {0x2227, 0x222A},
       {0x2238, 0x2238}, {0x2240, 0x2240}, {0x228C, 0x228E}, {0x2293, 0x22A1}, {0x22B4, 0x22B5},
       {0x22BA, 0x22BD}, {0x22C4, 0x22C7}, {0x22C9, 0x22CC}, {0x22CE, 0x22CF}, {0x22D2, 0x22D3},
       {0x25B3, 0x25B3}, {0x25B7, 0x25B7}, {0x25C1, 0x25C1}, {0x2A2F, 0x2A3F}}};
  static constexpr std::array<Span, 16> kRelations{{{'<', '>'},
                                                    {':', ':'},
                                                    {0x2190, 0x21FF},
                                                    {0x2208, 0x220D},
                                                    {0x221D, 0x221D},
                                                    {0x2223, 0x2226},
                                                    {0x2234, 0x2237},
                                                    {0x2239, 0x223F},
                                                    {0x2241, 0x228B},
                                                    {0x228F, 0x2292},
                                                    {0x22A2, 0x22B3},
                                                    {0x22B6, 0x22B8},
                                                    {0x22C8, 0x22C8},
                                                    {0x22CD, 0x22CD},
                                                    {0x22D0, 0x22EE},
                                                    {0x27F0, 0x297F}}};
  static constexpr std::array<Span, 6> kMoreRelations{{{0x22F0, 0x22FF},
                                                       {0x2322, 0x2323},
                                                       {0x2A66, 0x2A74},
                                                       {0x2A7D, 0x2AFA},
                                                       {0x2B00, 0x2BFF},
                                                       {0x27C2, 0x27C2}}};
  switch (code) {
    case '(':
    case '[':
    case '{':
    case 0x2308:
    case 0x230A:
    case 0x27E8: return Atom::Open;
    case ')':
    case ']':
    case '}':
    case '!':
    case '?':
    case 0x2309:
    case 0x230B:
    case 0x27E9: return Atom::Close;
    case ',':
    case ';':
    case '.': return Atom::Punct;
    default: break;
  }
  if (is_large_operator(code) || is_integral(code)) return Atom::Op;
  if (in(kBinary, code)) return Atom::Bin;
  if (in(kRelations, code) || in(kMoreRelations, code)) return Atom::Rel;
  return Atom::Ord;
}

bool is_large_operator(char32_t code) {
  return (code >= 0x220F && code <= 0x2211) || (code >= 0x22C0 && code <= 0x22C3) ||
         (code >= 0x2A00 && code <= 0x2A06);
}

bool is_integral(char32_t code) {
  return (code >= 0x222B && code <= 0x2233) || (code >= 0x2A0B && code <= 0x2A1C);
}

bool is_slanted_letter(char32_t code) {
  static constexpr std::array<Span, 13> kLetters{{{'A', 'Z'},
                                                  {'a', 'z'},
                                                  {0xC0, 0xD6},
                                                  {0xD8, 0xF6},
                                                  {0xF8, 0x24F},
                                                  {0x250, 0x2AF},
                                                  {0x3AC, 0x3CE},
                                                  {0x3D0, 0x3F5},
                                                  {0x400, 0x481},
                                                  {0x48A, 0x52F},
                                                  {0x1E00, 0x1EFF},
                                                  {0x210F, 0x210F},
                                                  {0x2113, 0x2113}}};
  return in(kLetters, code);
}

}  // namespace rankplot::text::math
